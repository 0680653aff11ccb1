import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { type Dated, rateOn } from './rules';
import type { RatesDto } from './schema';

/** All dated rates, the newest first; for reports, inside their own snapshot. */
export async function readRates(tx: Tx): Promise<(Dated & { setAt: Date })[]> {
  const rows = await tx.currencyRate.findMany({ orderBy: [{ currency: 'asc' }, { validFrom: 'desc' }] });
  return rows.map(({ currency, validFrom, rate, setAt }) => ({
    ...{ currency, validFrom: dayIn(validFrom), rate: rate.toFixed(), setAt },
  }));
}

/** Currencies that somebody pays in: an organisation has one. */
export async function currenciesInUse(tx: Tx): Promise<string[]> {
  const rows = await tx.organisation.groupBy({ by: ['currency'], orderBy: { currency: 'asc' } });
  return rows.map(({ currency }) => currency);
}

/** The table that finance keeps, and the currencies in use that have no rate today. */
export async function listRates(ctx: Context): Promise<RatesDto> {
  authorise(ctx, 'revenue:read');
  const { baseCurrency: base } = await readBillingSetting('money');
  const rates = await readRates(db);
  const today = dayIn(ctx.now);
  const used = await currenciesInUse(db);
  return {
    base,
    rates: rates.map(({ setAt, ...rate }) => ({
      ...rate,
      setAt: setAt.toISOString(),
      isCurrent: rateOn(rates, rate.currency, today)?.validFrom === rate.validFrom,
    })),
    missing: used.filter((currency) => currency !== base && !rateOn(rates, currency, today)),
  };
}
