import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { answerer, lockRequest } from './internal';
import { postMessage } from './post-message';
import { worksOn } from './rules';
import { StaffReplyInput } from './schema';

/**
 * A public answer. The first one on an assigned request starts the work; `then: 'wait'` hands it to the customer.
 * Experts answer their own requests, agents and admins every one. The same `messageId` is one message.
 * Errors: `not_found`; `forbidden`; `conflict` `requestClosed` or `requestChanged`.
 */
export async function replyAsStaff(
  ctx: Context,
  input: z.input<typeof StaffReplyInput>,
): Promise<{ messageId: string }> {
  authorise(ctx, 'desk:answer');
  const reply = parse(StaffReplyInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, reply.requestId);
    const me = answerer(ctx);
    if (!worksOn(me, request.expertId)) throw new AppError('forbidden', 'notYourRequest');
    const { messageId } = reply;
    if (!(await postMessage(tx, ctx, request, { userId: me.userId }, 'staff', reply))) return { messageId };
    await recordAudit(tx, ctx, {
      action: 'request.reply',
      recordType: 'request',
      recordId: request.id,
      organisationId: request.organisationId,
      after: { messageId },
    });
    return { messageId };
  });
}
