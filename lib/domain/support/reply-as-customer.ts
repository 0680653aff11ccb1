import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { addEvent, deskUrl, lockRequest, moveRequest, touchRequest } from './internal';
import { postMessage } from './post-message';
import { excerpt, nextStatus } from './rules';
import { ReplyInput } from './schema';

/**
 * The customer writes to the expert. A request that waited for them goes on (`in_progress`). The same `messageId` is
 * one message. Errors: `not_found`; `conflict` `requestClosed` once nothing can be written any more.
 */
export async function replyAsCustomer(
  ctx: Context,
  input: z.input<typeof ReplyInput>,
): Promise<{ messageId: string }> {
  authorise(ctx, 'support:write');
  const reply = parse(ReplyInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, reply.requestId, tenant(ctx));
    const { messageId } = reply;
    const author = await tx.user.findUniqueOrThrow({ where: { id: caller(ctx) }, select: { name: true } });
    if (!(await postMessage(tx, ctx, request, 'customer', reply))) return { messageId };
    if (nextStatus('answer', request.status)) {
      await moveRequest(tx, ctx, request, 'answer');
      await addEvent(tx, ctx, request, 'answered');
    } else {
      await touchRequest(tx, ctx, request);
    }
    if (request.expert) {
      const { number, subject } = request;
      await enqueueEmail(tx, {
        to: request.expert.email,
        template: 'request-reply',
        props: {
          ...{ audience: 'expert', number, subject, author: author.name },
          ...{ excerpt: excerpt(reply.body), url: deskUrl(request.id) },
        },
        key: `request-reply:${messageId}`,
      });
    }
    return { messageId };
  });
}
