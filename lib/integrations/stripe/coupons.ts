import Stripe from 'stripe';
import { amount } from './amount';
import { appMark, callStripe } from './client';

export interface NewCoupon {
  /** One coupon at Stripe for each use of ours; and one for each price that the use runs on with. */
  couponUseId: string;
  forPriceId?: string;
  name: string;
  /** What it takes off each invoice. */
  off: { percentBps: number } | { amountMinor: bigint; currency: string };
  duration: 'once' | 'repeating' | 'forever';
  months: number | null;
}

const FOR = '_for_';

/** Whether a coupon of ours is good with a price: one that was made for another is not. */
export const fitsPrice = (couponId: string, priceId: string): boolean =>
  !couponId.includes(FOR) || couponId.endsWith(`${FOR}${priceId}`);

/** Whether it was made for this price. */
export const isMadeFor = (couponId: string, priceId: string): boolean =>
  couponId.endsWith(`${FOR}${priceId}`);

/**
 * Makes the coupon that a subscription is discounted by; asked twice for one use, there is one.
 * Throws `provider_unavailable`. Source: https://docs.stripe.com/api/coupons/create
 */
export async function createCoupon(coupon: NewCoupon): Promise<string> {
  const { couponUseId, forPriceId, name, off, duration, months } = coupon;
  const id = `${appMark}_${couponUseId}${forPriceId ? `_${months ?? 0}${FOR}${forPriceId}` : ''}`;
  const takes =
    'percentBps' in off
      ? { percent_off: off.percentBps / 100 }
      : { amount_off: amount(off.amountMinor), currency: off.currency.toLowerCase() };
  await callStripe(async (stripe) => {
    try {
      await stripe.coupons.create({
        ...{
          id,
          name: name.slice(0, 40),
          duration,
          ...takes,
          metadata: { app: appMark, couponUseId },
        },
        // Whoever changes to and fro comes back to the coupon of the price.
        ...(!forPriceId && { max_redemptions: 1 }),
        ...(duration === 'repeating' && { duration_in_months: months ?? 1 }),
      });
    } catch (error) {
      const isKnown =
        error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_already_exists';
      if (!isKnown) throw error;
    }
  });
  return id;
}
