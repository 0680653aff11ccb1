import type { Context } from '@/lib/core/context';
import type { PurchaseModel, Tx } from '@/lib/core/db';
import { releaseCoupon } from '@/lib/domain/coupons/steps';

/** Ends a purchase that was not paid, with its attempts and its coupon. False when it had ended before. */
export async function closePurchase(
  tx: Tx,
  ctx: Context,
  { organisationId, id, couponUseId }: PurchaseModel,
  status: 'cancelled' | 'expired' | 'failed',
  options: { freesKey?: boolean } = {},
): Promise<boolean> {
  const { count } = await tx.purchase.updateMany({
    where: { organisationId, id, status: 'pending' },
    data: {
      ...{ status, closedAt: ctx.now },
      ...(options.freesKey ? { idempotencyKey: null, requestHash: null } : {}),
    },
  });
  if (count === 0) return false;
  await tx.payment.updateMany({
    where: { organisationId, purchaseId: id, status: { in: ['open', 'processing'] } },
    data: { status },
  });
  if (couponUseId) await releaseCoupon(tx, { organisationId, useId: couponUseId, now: ctx.now });
  return true;
}

/** The same once no attempt of it can be paid any more. */
export async function closeUnpayable(
  tx: Tx,
  ctx: Context,
  { organisationId, purchaseId }: { organisationId: string; purchaseId: string },
  status: 'expired' | 'failed',
): Promise<void> {
  const others = await tx.payment.count({
    where: { organisationId, purchaseId, status: { in: ['open', 'processing'] } },
  });
  if (others > 0) return;
  const where = { organisationId_id: { organisationId, id: purchaseId } };
  await closePurchase(tx, ctx, await tx.purchase.findUniqueOrThrow({ where }), status);
}
