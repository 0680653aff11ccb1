import { type SubscriptionModel, db } from '@/lib/core/db';
import { zoned } from '@/lib/core/time';
import { isPlainShare, mirrorCoupon } from './mirror-coupon';
import { runningCoupon } from './running-coupon';

type Next = { priceId: string; discountMinor: bigint };

/**
 * A coupon of an amount, or with a cap, that runs on with another price takes another amount off it, and Stripe knows
 * amounts alone: makes its coupon for that price, which takes the place of the present one with the change. Null where
 * the present one goes on as it is, or nothing runs. Minor units. Throws `provider_unavailable`.
 */
export async function carryCoupon(
  live: SubscriptionModel,
  { priceId: forPriceId, discountMinor }: Next,
): Promise<string | null> {
  const { organisationId, couponUseId: id, currency, periodEnd } = live;
  const coupon = await runningCoupon(db, live, periodEnd);
  if (!coupon || !id || isPlainShare(coupon) || discountMinor === 0n) return null;
  const where = { organisationId_id: { organisationId, id } };
  const { endsAt } = await db.couponUse.findUniqueOrThrow({ where, select: { endsAt: true } });
  const months = monthsLeft(periodEnd, endsAt);
  return mirrorCoupon(coupon, { organisationId, id, currency, discountMinor }, { forPriceId, months });
}

/** How many monthly renewals from `from` on something is taken off that ends at `endsAt`; none has no end. */
function monthsLeft(from: Date, endsAt: Date | null): number {
  if (!endsAt) return 0;
  // Stripe counts whole seconds: its period may have begun a part of one before ours.
  const end = Math.floor(endsAt.getTime() / 1_000) * 1_000;
  let months = 0;
  while (zoned(from, 'UTC').add({ months }).epochMilliseconds < end) months++;
  return months;
}
