import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { enqueue } from '@/lib/core/jobs';
import { log } from '@/lib/core/log';
import { SUPPORT_SERVICE } from '@/lib/domain/wallet/schema';
import { placeHold } from '@/lib/domain/wallet/steps';

type RequestPurchase = { organisationId: string; id: string; requestId: string; creditsMicro: bigint };

/** The wallet's key of the hold that the card of a request has paid for: one a request, however often it is paid. */
export const cardHoldKey = (requestId: string) => `request-card:${requestId}`;

/**
 * Holds what was just bought for a request, in the transaction that granted it, and queues `support.fund`, which lets the
 * request begin. Where the wallet owed credits, some are gone before they can be held: then the job says so.
 */
export async function holdForRequest(
  tx: Tx,
  ctx: Context,
  { organisationId, id, requestId, creditsMicro }: RequestPurchase,
): Promise<void> {
  // Whoever's visit settles it: the hold is the payment's, and reduced access does not take back what was paid.
  const settling: Context = { ...ctx, actor: { kind: 'job', name: 'payments.settle' } };
  try {
    await placeHold(tx, settling, organisationId, {
      ...{ amountMicro: creditsMicro, serviceCode: SUPPORT_SERVICE, quantity: '1' },
      idempotencyKey: cardHoldKey(requestId),
    });
  } catch (error) {
    // Paid a second time, at another price: its credits stay in the wallet.
    const isRefusal = error instanceof AppError && ['insufficient_credits', 'conflict'].includes(error.code);
    if (!isRefusal) throw error;
    log.warn({ requestId: ctx.requestId, organisationId, purchaseId: id, reason: error.reason }, 'not held');
  }
  await enqueue(tx, 'support.fund', { organisationId, requestId }, { jobKey: `support.fund:${requestId}` });
}
