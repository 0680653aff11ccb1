import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { lockRequest } from './internal';
import { postMessage } from './post-message';
import { ReplyInput } from './schema';

/**
 * The customer writes to the expert. A request that waited for them, or was resolved, goes on (`in_progress`). The same
 * `messageId` is one message. Errors: `not_found`; `conflict` `requestClosed` once nothing can be written any more.
 */
export async function replyAsCustomer(
  ctx: Context,
  input: z.input<typeof ReplyInput>,
): Promise<{ messageId: string }> {
  authorise(ctx, 'support:write');
  const reply = parse(ReplyInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, reply.requestId, tenant(ctx));
    await postMessage(tx, ctx, request, { userId: caller(ctx) }, 'customer', reply);
    return { messageId: reply.messageId };
  });
}
