import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import type { TaxRateDto } from './schema';

/** The rate table by region, the newest first, former rates too. For administrators. */
export async function listTaxRates(ctx: Context): Promise<TaxRateDto[]> {
  authorise(ctx, 'catalogue:manage');
  const rows = await db.taxRate.findMany({
    orderBy: [{ region: 'asc' }, { validFrom: 'desc' }, { id: 'asc' }],
    take: 1_000,
  });
  return rows.map(({ validFrom, validTo, ...rate }) => ({
    ...rate,
    validFrom: validFrom.toISOString().slice(0, 10),
    endsOn: validTo ? addDays(validTo, -1).toISOString().slice(0, 10) : null,
    state: validFrom > ctx.now ? 'coming' : validTo && validTo <= ctx.now ? 'over' : 'holds',
  }));
}
