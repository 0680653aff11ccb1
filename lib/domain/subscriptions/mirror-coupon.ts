import { type CouponModel, db } from '@/lib/core/db';
import { createCoupon } from '@/lib/integrations/stripe/coupons';

type Use = { organisationId: string; id: string; currency: string; discountMinor: bigint };

/** A share without a cap takes the same share off every price. */
export const isPlainShare = ({ percentBps, capMinor }: CouponModel): boolean =>
  percentBps !== null && capMinor === null;

/**
 * Makes Stripe's coupon for a use of ours: a plain share is a share there too, all else is the amount that it takes off
 * this price. `carried`: the price that it runs on with, and for how many months yet. Asked twice, there is one. Throws
 * `provider_unavailable`.
 */
export async function mirrorCoupon(
  coupon: CouponModel,
  { organisationId, id, currency, discountMinor }: Use,
  carried?: { forPriceId: string; months: number },
): Promise<string> {
  const providerCouponId = await createCoupon({
    ...{ couponUseId: id, name: coupon.name, duration: coupon.duration, months: coupon.months },
    ...carried,
    off: isPlainShare(coupon)
      ? { percentBps: coupon.percentBps ?? 0 }
      : { amountMinor: discountMinor, currency },
  });
  const where = { organisationId_id: { organisationId, id } };
  await db.couponUse.update({ where, data: { providerCouponId } });
  return providerCouponId;
}
