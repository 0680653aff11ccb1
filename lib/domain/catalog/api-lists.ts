import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { moneyToDecimal } from '@/lib/core/money';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import type { ApiPack, ApiService, ApiTier } from './api-schema';
import { listPriceStarts } from './price-history';
import { tierPricesOf } from './schema.prices';
import { listServices, listTiers, readPacks } from './queries';
import { priceText } from './rules';

/** The services on offer, in the order of the price list. */
export async function listServicesForApi(ctx: Context): Promise<ApiService[]> {
  authorise(ctx, 'catalogue:read');
  const [services, starts] = await Promise.all([listServices(), listPriceStarts()]);
  return services.map(({ code, name, group, unit, priceMicro, perUnits, rounding }) => {
    const price = creditsToDecimal(priceMicro);
    const since = (starts.get(code) ?? ctx.now).toISOString();
    return {
      code,
      name,
      group,
      unit,
      price,
      perUnits,
      rounding,
      since,
      priceText: priceText(price, perUnits, unit),
    };
  });
}

/** The customer's currency; the deployment's own where a program asks for nobody in particular. */
async function currencyOf({ organisationId }: Context): Promise<string> {
  if (!organisationId) return (await readBillingSetting('money')).baseCurrency;
  const { currency } = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { currency: true },
  });
  return currency;
}

/** The packs on offer in the customer's currency. */
export async function listPacksForApi(ctx: Context): Promise<ApiPack[]> {
  authorise(ctx, 'catalogue:read');
  const packs = await readPacks(await currencyOf(ctx));
  return packs.map(({ code, name, description, creditsMicro, priceMinor, currency, validityDays }) => ({
    ...{ code, name, description, currency, validityDays },
    credits: creditsToDecimal(creditsMicro),
    price: moneyToDecimal(priceMinor, currency),
  }));
}

/** The tiers on offer in the customer's currency: the free ones, and those with a price in it. */
export async function listTiersForApi(ctx: Context): Promise<ApiTier[]> {
  authorise(ctx, 'catalogue:read');
  const currency = await currencyOf(ctx);
  return (await listTiers()).flatMap(({ code, name, description, prices, trialDays, ...tier }): ApiTier[] => {
    const { month, year } = tierPricesOf(prices)[currency] ?? {};
    const isFree = prices.length === 0;
    if (!isFree && !month && !year) return [];
    return [
      {
        ...{ code, name, description, currency, trialDays },
        price: isFree ? moneyToDecimal(0n, currency) : (month ?? null),
        yearlyPrice: year ?? null,
        allowance: creditsToDecimal(tier.allowanceMicro),
        rollover: creditsToDecimal(tier.rolloverMicro),
      },
    ];
  });
}
