import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { SUPPORT_SERVICE } from '@/lib/domain/wallet/schema';
import { placeHold } from '@/lib/domain/wallet/steps';
import { fund } from './fund';
import { lockRequest, requestChanged } from './internal';
import { RequestInput } from './schema';

/**
 * Holds the price of an unpaid request, which begins with that. Again: nothing more is held.
 * Errors: `not_found`; `insufficient_credits`; `conflict` `requestChanged` when it was ended, or paid by card.
 */
export async function fundRequest(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<{ requestId: string }> {
  authorise(ctx, 'support:write');
  const { requestId } = parse(RequestInput, input);
  const organisationId = tenant(ctx);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, requestId, organisationId);
    const hold = await placeHold(tx, ctx, organisationId, {
      ...{ amountMicro: request.priceMicro, serviceCode: SUPPORT_SERVICE, quantity: '1' },
      ...{ reference: request.number, idempotencyKey: `fund-request:${requestId}` },
    });
    if (hold.replayed && request.holdId === hold.holdId) return { requestId };
    if (request.status !== 'unpaid') throw requestChanged();
    await fund(tx, ctx, request, hold.holdId, 'funded');
    return { requestId };
  });
}
