import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { taxOf } from '@/lib/domain/tax/tax-of';
import { billingIntervals } from './schema.prices';
import { listPriceRules, listTiers } from './queries';
import { priceTier } from './rules';
import type { TierOfferDto } from './schema';

/** The tiers that an organisation can have: the free ones, and those with a price in its currency. */
export async function tierOffers(ctx: Context): Promise<TierOfferDto[]> {
  authorise(ctx, 'catalogue:read');
  const organisationId = tenant(ctx);
  const [tiers, rules, { currency, customerClass }, tax] = await Promise.all([
    listTiers(),
    listPriceRules(),
    db.organisation.findUniqueOrThrow({
      where: { id: organisationId },
      select: { currency: true, customerClass: true },
    }),
    taxOf(db, organisationId, ctx.now),
  ]);
  const offers = tiers.map(({ prices, allowanceMicro, rolloverMicro, ...tier }): TierOfferDto => {
    const terms = billingIntervals.flatMap((interval) => {
      const row = prices.find((one) => one.currency === currency && one.interval === interval);
      if (!row) return [];
      const { priceMinor } = row;
      const price = priceTier({ tier, priceMinor, currency, customerClass, rules, coupon: null, tax });
      return [
        {
          ...{ interval, currency, factors: price.factors },
          listMinor: priceMinor.toString(),
          totalMinor: price.totalMinor.toString(),
          taxMinor: price.taxMinor.toString(),
        },
      ];
    });
    return {
      ...{ code: tier.code, name: tier.name, description: tier.description, trialDays: tier.trialDays },
      allowance: creditsToDecimal(allowanceMicro),
      rollover: creditsToDecimal(rolloverMicro),
      ...{ isFree: prices.length === 0, prices: terms },
    };
  });
  return offers.filter(({ isFree, prices }) => isFree || prices.length > 0);
}
