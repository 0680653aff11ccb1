import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockRequest } from './internal';
import { mentionsIn } from './schema.mentions';
import { refuseLateEdit } from './refuse-late-edit';
import { EditNoteInput } from './schema.thread';
import { tellMentioned } from './tell-mentioned';

/**
 * Changes the words of the caller's own note within ten minutes; what it said before is kept and shown to staff.
 * Whoever is named now and was not before is told. The same words again change nothing.
 * Errors: `not_found`, also for somebody else's note; `conflict` `editTooLate` or `requestClosed`.
 */
export async function editNote(
  ctx: Context,
  input: z.input<typeof EditNoteInput>,
): Promise<{ noteId: string }> {
  authorise(ctx, 'desk:answer');
  const { noteId, body } = parse(EditNoteInput, input);
  const mine = { id: noteId, authorId: caller(ctx) };
  return transaction(async (tx) => {
    const found = await tx.note.findFirst({ where: mine, select: { requestId: true } });
    if (!found) throw notFound();
    const request = await lockRequest(tx, found.requestId);
    const { organisationId } = request;
    const note = await tx.note.findFirstOrThrow({ where: { ...mine, organisationId } });
    if (note.body === body) return { noteId };
    refuseLateEdit(request, note.createdAt, ctx.now);
    await tx.messageEdit.create({
      data: {
        ...{ organisationId, id: newId('messageEdit'), noteId, body: note.body },
        ...{ editedById: caller(ctx), at: ctx.now },
      },
    });
    await tx.note.update({
      where: { organisationId_id: { organisationId, id: noteId } },
      data: { body, editedAt: ctx.now },
    });
    const before = mentionsIn(note.body);
    const named = mentionsIn(body).filter((id) => !before.includes(id));
    await tellMentioned(tx, ctx, request, { noteId, named });
    await recordAudit(tx, ctx, {
      action: 'request.edit',
      recordType: 'request',
      recordId: request.id,
      organisationId,
      before: { noteId, body: note.body },
      after: { noteId, body },
    });
    return { noteId };
  });
}
