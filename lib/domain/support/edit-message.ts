import type { z } from 'zod';
import { type Context, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockRequest, reach } from './internal';
import { refuseLateEdit } from './refuse-late-edit';
import { EditMessageInput } from './schema.thread';

/**
 * Changes the words of the caller's own message within ten minutes of sending it; what it said before is kept and
 * shown. The same words again change nothing. Mails that told of it keep the words that were sent.
 * Errors: `not_found`, also for somebody else's message; `conflict` `editTooLate` or `requestClosed`.
 */
export async function editMessage(
  ctx: Context,
  input: z.input<typeof EditMessageInput>,
): Promise<{ messageId: string }> {
  const bound = reach(ctx, 'write');
  const { messageId, body } = parse(EditMessageInput, input);
  const mine = { ...bound, id: messageId, authorId: caller(ctx) };
  return transaction(async (tx) => {
    const found = await tx.message.findFirst({ where: mine, select: { requestId: true } });
    if (!found) throw notFound();
    const request = await lockRequest(tx, found.requestId, bound.organisationId);
    const { organisationId } = request;
    // Read under the lock: of two edits at once, the second keeps the words of the first.
    const message = await tx.message.findFirstOrThrow({ where: { ...mine, organisationId } });
    if (message.body === body) return { messageId };
    refuseLateEdit(request, message.createdAt, ctx.now);
    await tx.messageEdit.create({
      data: {
        ...{ organisationId, id: newId('messageEdit'), messageId, body: message.body },
        ...{ editedById: caller(ctx), at: ctx.now },
      },
    });
    await tx.message.update({
      where: { organisationId_id: { organisationId, id: messageId } },
      data: { body, editedAt: ctx.now },
    });
    if (ctx.actor.kind === 'staff') {
      await recordAudit(tx, ctx, {
        action: 'request.edit',
        recordType: 'request',
        recordId: request.id,
        organisationId,
        before: { messageId, body: message.body },
        after: { messageId, body },
      });
    }
    return { messageId };
  });
}
