import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { moneyToDecimal } from '@/lib/core/money';
import type { ApiPack, ApiService, ApiTier } from './api-schema';
import { listPriceStarts } from './price-history';
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

/** The packs on offer. */
export async function listPacksForApi(ctx: Context): Promise<ApiPack[]> {
  authorise(ctx, 'catalogue:read');
  return (await readPacks()).map(
    ({ code, name, description, creditsMicro, priceMinor, currency, validityDays }) => ({
      ...{ code, name, description, currency: currency as ApiPack['currency'], validityDays },
      credits: creditsToDecimal(creditsMicro),
      price: moneyToDecimal(priceMinor, currency),
    }),
  );
}

/** The tiers on offer. */
export async function listTiersForApi(ctx: Context): Promise<ApiTier[]> {
  authorise(ctx, 'catalogue:read');
  return (await listTiers()).map(({ code, name, description, priceMinor, currency, ...tier }) => ({
    ...{ code, name, description, currency: currency as ApiTier['currency'] },
    price: moneyToDecimal(priceMinor, currency),
    allowance: creditsToDecimal(tier.allowanceMicro),
    rollover: creditsToDecimal(tier.rolloverMicro),
  }));
}
