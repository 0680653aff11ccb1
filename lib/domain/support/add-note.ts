import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { bindAttachments, lockRequest } from './internal';
import { mentionsIn } from './schema.mentions';
import { NoteInput } from './schema';
import { tellMentioned } from './tell-mentioned';

/**
 * An internal note: its own table, verb and door. It moves nothing and leaves no event, so that a customer cannot even
 * tell that it is there; only staff whom it names hear of it. The same `noteId` is one note.
 * Errors: `not_found`; `conflict`.
 */
export async function addNote(ctx: Context, input: z.input<typeof NoteInput>): Promise<{ noteId: string }> {
  authorise(ctx, 'desk:answer');
  const { requestId, noteId, body, attachments } = parse(NoteInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    const { organisationId } = request;
    const authorId = caller(ctx);
    const key = { organisationId, id: noteId };
    const known = await tx.note.findUnique({
      where: { organisationId_id: key },
      include: { edits: { orderBy: { id: 'asc' }, take: 1 } },
    });
    if (known) {
      // Edited since: the words that were sent are the oldest that it had.
      const sent = known.edits[0]?.body ?? known.body;
      const isSame = known.requestId === requestId && known.authorId === authorId && sent === body;
      if (!isSame) throw new AppError('conflict', 'idempotencyConflict');
      return { noteId };
    }
    await tx.note.create({ data: { ...key, requestId, authorId, body, createdAt: ctx.now } });
    await bindAttachments(tx, ctx, organisationId, attachments, { requestId, noteId });
    await tellMentioned(tx, ctx, request, { noteId, named: mentionsIn(body) });
    const draft = { organisationId, requestId, userId: authorId, kind: 'note' as const };
    await tx.messageDraft.deleteMany({ where: draft });
    await recordAudit(tx, ctx, {
      action: 'request.note',
      recordType: 'request',
      recordId: requestId,
      organisationId,
      after: { noteId },
    });
    return { noteId };
  });
}
