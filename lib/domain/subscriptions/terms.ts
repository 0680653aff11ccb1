import type { Context } from '@/lib/core/context';
import { type CouponModel, type TierModel, type Tx, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { findCoupon } from '@/lib/domain/coupons/find-coupon';
import { guardGuess } from '@/lib/domain/coupons/guard-guess';
import { listPriceRules } from '@/lib/domain/catalog/queries';
import { type Price, type TierTermsToPrice, priceTier } from '@/lib/domain/catalog/rules';
import { taxOf } from '@/lib/domain/tax/tax-of';

export type TierChoice = {
  tierCode: string;
  interval: 'month' | 'year';
  couponCode?: string;
  payBy?: 'card' | 'invoice';
};

/** What an organisation pays for a tier now; prices in minor units of its currency. */
export type Terms = {
  tier: TierModel;
  interval: 'month' | 'year';
  currency: string;
  /** `fullMinor` is a period without the coupon, `totalMinor` with it; class and tax are in both. */
  price: Price & { fullMinor: bigint };
  /** What the price was worked out from, but for the coupon. */
  list: Omit<TierTermsToPrice, 'coupon'>;
  coupon: CouponModel | null;
  taxRateId: string | null;
  country: string | null;
};

/**
 * The terms of a tier for an organisation. Errors: `not_found` for a tier that is not offered or that has no price in
 * its currency; `invalid` beside `couponCode` for a coupon that is not good for it; `limit_reached` after twenty wrong
 * codes in an hour.
 */
export async function readTerms(
  tx: Tx = db,
  ctx: Context,
  organisationId: string,
  { tierCode, interval, couponCode }: TierChoice,
): Promise<Terms> {
  const { currency, customerClass, country } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { currency: true, customerClass: true, country: true },
  });
  const tier = await tx.tier.findFirst({
    where: { code: tierCode, active: true },
    include: { prices: { where: { currency, interval } } },
  });
  if (!tier) throw new AppError('not_found', 'tierGone');
  const [sold] = tier.prices;
  if (!sold) throw new AppError('not_found', 'tierWithoutPrice', { values: { currency } });
  const now = ctx.now;
  const coupon = couponCode
    ? await goodCoupon(tx, {
        ...{ code: couponCode, scope: 'tiers', itemCode: tierCode, currency, organisationId, now },
      })
    : null;
  const [rules, tax] = [await listPriceRules(tx), await taxOf(tx, organisationId, now)];
  const { priceMinor } = sold;
  const list = { tier, priceMinor, currency, customerClass, rules, tax };
  const price = priceTier({ ...list, coupon });
  return { tier, interval, currency, price, list, coupon, taxRateId: tax.rateId, country };
}

/** The form's field is called `couponCode`. */
async function goodCoupon(tx: Tx, wanted: Parameters<typeof findCoupon>[1]): Promise<CouponModel> {
  try {
    return await guardGuess(wanted.organisationId, () => findCoupon(tx, wanted));
  } catch (error) {
    if (!(error instanceof AppError) || !error.fields?.coupon) throw error;
    throw new AppError(error.code, error.reason, { fields: { couponCode: error.fields.coupon } });
  }
}
