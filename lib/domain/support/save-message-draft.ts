import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { reach } from './internal';
import { SaveMessageDraftInput } from './schema.thread';

type Draft = z.output<typeof SaveMessageDraftInput>;
type Key = { organisationId: string; requestId: string; userId: string; kind: Draft['kind'] };

/**
 * Keeps what the caller types into a composer of a request; one reply and, for staff, one note each. Saves of one page
 * may arrive in another order than they were sent: an older one changes nothing. Nothing typed means no draft, and what
 * was sent already becomes none again. Gives when it was saved; null without a draft. Error: `not_found`.
 */
export async function saveMessageDraft(
  ctx: Context,
  input: z.input<typeof SaveMessageDraftInput>,
): Promise<{ savedAt: string | null }> {
  const bound = reach(ctx, 'write');
  const draft = parse(SaveMessageDraftInput, input);
  if (draft.kind === 'note') authorise(ctx, 'desk:answer');
  const { requestId, kind } = draft;
  return transaction(async (tx) => {
    const request = await tx.request.findFirst({
      where: { ...bound, id: requestId },
      select: { organisationId: true },
    });
    if (!request) throw notFound();
    const key: Key = { organisationId: request.organisationId, requestId, userId: caller(ctx), kind };
    const known = await lockDraft(tx, key);
    if (await wasSent(tx, key, draft.messageId)) return { savedAt: null };
    if (known && isOlder(draft, known)) return { savedAt: known.updatedAt.toISOString() };
    if (draft.body.trim() === '' && draft.attachments.length === 0) {
      await tx.messageDraft.deleteMany({ where: key });
      return { savedAt: null };
    }
    const { messageId, body, attachments, edit } = draft;
    const row = { messageId, body, attachments, edit, updatedAt: ctx.now };
    await tx.messageDraft.upsert({
      where: { organisationId_requestId_userId_kind: key },
      create: { ...key, ...row },
      update: row,
    });
    return { savedAt: ctx.now.toISOString() };
  });
}

/** One save of a person's draft at a time, until the transaction ends. */
async function lockDraft(tx: Tx, key: Key) {
  const name = `message-draft:${key.requestId}:${key.userId}:${key.kind}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
  return tx.messageDraft.findUnique({ where: { organisationId_requestId_userId_kind: key } });
}

/** A save that was still on its way when the message was sent. */
async function wasSent(tx: Tx, { organisationId, kind }: Key, id: string): Promise<boolean> {
  const where = { organisationId, id };
  return (kind === 'reply' ? await tx.message.count({ where }) : await tx.note.count({ where })) > 0;
}

function isOlder({ edit }: Draft, known: { edit: unknown }): boolean {
  const before = SaveMessageDraftInput.options[0].shape.edit.safeParse(known.edit);
  return before.success && edit.page === before.data.page && edit.count < before.data.count;
}
