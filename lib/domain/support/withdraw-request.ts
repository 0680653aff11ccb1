import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { giveBack } from './give-back';
import { lockRequest } from './internal';
import { RequestInput } from './schema';

/**
 * The customer cancels a request that nobody has taken yet; the credits come back. `released` is in credits.
 * Errors: `not_found`; `conflict` `requestChanged` once an expert has it.
 */
export async function withdrawRequest(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<{ requestId: string; released: string }> {
  authorise(ctx, 'support:write');
  const { requestId } = parse(RequestInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, requestId, tenant(ctx));
    return { requestId, released: await giveBack(tx, ctx, request, 'withdraw', null) };
  });
}
