import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { groupBy } from '@/lib/core/group-by';
import type { ServicePriceDto } from './schema';

/** Since when each service costs what it costs. */
export async function listPriceStarts(): Promise<Map<string, Date>> {
  const rows = await db.servicePrice.groupBy({ by: ['serviceCode'], _max: { validFrom: true } });
  return new Map(
    rows.flatMap(({ serviceCode, _max }) => (_max.validFrom ? [[serviceCode, _max.validFrom]] : [])),
  );
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
