import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { groupBy } from '@/lib/core/group-by';
import { listServices } from './queries';
import { pluralUnit } from './rules';
import type { ServicePriceDto, ServicePriceRow } from './schema';

/** Since when each service costs what it costs. */
export async function listPriceStarts(): Promise<Map<string, Date>> {
  const rows = await db.servicePrice.groupBy({ by: ['serviceCode'], _max: { validFrom: true } });
  return new Map(
    rows.flatMap(({ serviceCode, _max }) => (_max.validFrom ? [[serviceCode, _max.validFrom]] : [])),
  );
}

/** The price list as customers see it, in its order. `search` is a part of a name or of a group. */
export async function listPrices(ctx: Context, search = ''): Promise<ServicePriceRow[]> {
  authorise(ctx, 'catalogue:read');
  const [services, starts] = await Promise.all([listServices(), listPriceStarts()]);
  const wanted = search.trim().toLowerCase();
  return services
    .filter(({ name, group }) => `${name}\n${group}`.toLowerCase().includes(wanted))
    .map(({ code, name, group, unit, priceMicro, perUnits }) => ({
      ...{ code, name, group, unit, perUnits },
      units: pluralUnit(unit),
      price: creditsToDecimal(priceMicro),
      since: (starts.get(code) ?? ctx.now).toISOString(),
    }));
}

const KEPT = 20;

/** What each service cost and from when on, the newest first, at most 20 prices each. For administrators. */
export async function listPriceHistory(ctx: Context): Promise<Record<string, ServicePriceDto[]>> {
  authorise(ctx, 'catalogue:manage');
  const rows = await db.servicePrice.findMany({ orderBy: [{ serviceCode: 'asc' }, { validFrom: 'desc' }] });
  const groups = groupBy(rows, ({ serviceCode }) => serviceCode);
  return Object.fromEntries(
    [...groups].map(([code, prices]) => [
      code,
      prices.slice(0, KEPT).map(({ validFrom, priceMicro, perUnits, rounding }) => ({
        ...{ validFrom: validFrom.toISOString(), price: creditsToDecimal(priceMicro), perUnits, rounding },
      })),
    ]),
  );
}
