import { type CouponModel, db } from '@/lib/core/db';
import { createCoupon } from '@/lib/integrations/stripe/coupons';

type Use = { organisationId: string; id: string; currency: string; discountMinor: bigint };

/**
 * Makes Stripe's coupon for a use of ours: a share without a cap is a share there too, all else is the amount that it
 * takes off this price. Asked twice, there is one. Throws `provider_unavailable`.
 */
export async function mirrorCoupon(
  coupon: CouponModel,
  { organisationId, id, currency, discountMinor }: Use,
): Promise<string> {
  const isShare = coupon.percentBps !== null && coupon.capMinor === null;
  const providerCouponId = await createCoupon({
    ...{ couponUseId: id, name: coupon.name, duration: coupon.duration, months: coupon.months },
    off: isShare ? { percentBps: coupon.percentBps ?? 0 } : { amountMinor: discountMinor, currency },
  });
  const where = { organisationId_id: { organisationId, id } };
  await db.couponUse.update({ where, data: { providerCouponId } });
  return providerCouponId;
}
