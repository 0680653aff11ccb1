import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { bindAttachments, lockRequest } from './internal';
import { NoteInput } from './schema';

/**
 * An internal note: its own table, verb and door. It sends no mail, moves nothing and leaves no event, so that a
 * customer cannot even tell that it is there. The same `noteId` is one note. Errors: `not_found`; `conflict`.
 */
export async function addNote(ctx: Context, input: z.input<typeof NoteInput>): Promise<{ noteId: string }> {
  authorise(ctx, 'desk:answer');
  const { requestId, noteId, body, attachments } = parse(NoteInput, input);
  return transaction(async (tx) => {
    const { organisationId } = await lockRequest(tx, requestId);
    const authorId = caller(ctx);
    const key = { organisationId, id: noteId };
    const known = await tx.note.findUnique({ where: { organisationId_id: key } });
    if (known) {
      const isSame = known.requestId === requestId && known.authorId === authorId && known.body === body;
      if (!isSame) throw new AppError('conflict', 'idempotencyConflict');
      return { noteId };
    }
    await tx.note.create({ data: { ...key, requestId, authorId, body, createdAt: ctx.now } });
    await bindAttachments(tx, ctx, organisationId, attachments, { requestId, noteId });
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
