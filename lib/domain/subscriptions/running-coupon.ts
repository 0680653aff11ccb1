import type { CouponModel, SubscriptionModel, Tx } from '@/lib/core/db';

/** The coupon that takes something off a period of a tier which begins at `at`; null without one, or when it is over. */
export async function runningCoupon(
  tx: Tx,
  { organisationId, couponUseId }: Pick<SubscriptionModel, 'organisationId' | 'couponUseId'>,
  at: Date,
): Promise<CouponModel | null> {
  if (!couponUseId) return null;
  const use = await tx.couponUse.findUnique({
    where: { organisationId_id: { organisationId, id: couponUseId } },
    include: { coupon: true },
  });
  const runs = use && !use.releasedAt && (use.endsAt === null || use.endsAt >= at);
  return runs ? use.coupon : null;
}
