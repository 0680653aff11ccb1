import { type Dated, convert, parseRate, rateOn } from '@/lib/domain/rates/rules';
import type { BaseDto } from './schema';

type Row = { currency: string; packRevenueMinor: bigint; mrrMinor: bigint };

/**
 * Money of every currency, and what it is worth in the base currency by the rate of the range's last day. A currency without
 * a rate is named and left out of the sum: nothing is guessed.
 */
export function inBase(rows: Row[], rates: readonly Dated[], base: string, day: string): BaseDto {
  const shown = rows.map(({ currency, packRevenueMinor, mrrMinor }) => {
    const found = currency === base ? null : rateOn(rates, currency, day);
    const rate = currency === base ? '1' : (found?.rate ?? null);
    const scaled = rate === null ? null : parseRate(rate);
    const worth = (minor: bigint) => (scaled === null ? null : convert(minor, currency, base, scaled));
    return {
      ...{ currency, rate, rateFrom: found?.validFrom ?? null },
      ...{ packRevenueMinor, mrrMinor, basePackRevenue: worth(packRevenueMinor), baseMrr: worth(mrrMinor) },
    };
  });
  const total = (of: (row: (typeof shown)[number]) => bigint | null) =>
    shown.reduce((sum, row) => sum + (of(row) ?? 0n), 0n).toString();
  return {
    currency: base,
    day,
    rows: shown.map(({ packRevenueMinor, mrrMinor, basePackRevenue, baseMrr, ...row }) => ({
      ...row,
      packRevenueMinor: packRevenueMinor.toString(),
      mrrMinor: mrrMinor.toString(),
      basePackRevenueMinor: basePackRevenue?.toString() ?? null,
      baseMrrMinor: baseMrr?.toString() ?? null,
    })),
    packRevenueMinor: total(({ basePackRevenue }) => basePackRevenue),
    mrrMinor: total(({ baseMrr }) => baseMrr),
    missing: shown.filter(({ rate }) => rate === null).map(({ currency }) => currency),
  };
}
