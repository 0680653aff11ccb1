import Stripe from 'stripe';
import { amount } from './amount';
import { appMark, callStripe } from './client';

export interface NewCoupon {
  /** One coupon at Stripe for each use of ours. */
  couponUseId: string;
  name: string;
  /** What it takes off each invoice. */
  off: { percentBps: number } | { amountMinor: bigint; currency: string };
  duration: 'once' | 'repeating' | 'forever';
  months: number | null;
}

/**
 * Makes the coupon that a subscription is discounted by; asked twice for one use, there is one.
 * Throws `provider_unavailable`. Source: https://docs.stripe.com/api/coupons/create
 */
export async function createCoupon({ couponUseId, name, off, duration, months }: NewCoupon): Promise<string> {
  const id = `${appMark}_${couponUseId}`;
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
          max_redemptions: 1,
          metadata: { app: appMark, couponUseId },
        },
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
