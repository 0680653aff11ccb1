import { BPS, mulDiv } from '@/lib/core/money';
import type { FiguresDto, KpiDto, TargetsDto } from './schema';

// A month is a twelfth of a year of 365.25 days: 30.4375 days, kept as a fraction.
const MONTH = { tenThousandths: 304_375n, one: 10_000n };

/** An amount of `days` days brought to the length of a month. */
export function perMonth(amountMinor: bigint, days: number): bigint {
  return mulDiv(amountMinor, MONTH.tenThousandths, BigInt(days) * MONTH.one);
}

/** A share in basis points that was lost in `days` days, brought to the length of a month. */
export const monthlyChurn = (bps: bigint, days: number): bigint => perMonth(bps, days);

/** `part / whole` in `scale`ths, rounded once; null where there is nothing to divide by. */
export function ratio(part: bigint, whole: bigint, scale = BPS): bigint | null {
  return whole > 0n ? mulDiv(part, scale, whole) : null;
}

/** The change against the former period in basis points; null where that one had nothing. */
export function change(now: bigint, former: bigint): number | null {
  const bps = ratio(now - former, former);
  return bps === null ? null : Number(bps);
}

/** The figures that have a target, each beside it in its own unit. Targets in another currency are not compared. */
export function kpisOf(figures: FiguresDto, targets: TargetsDto, currency: string): KpiDto[] {
  const money = (minor: number) => (targets.currency === currency ? minor.toString() : null);
  const text = (value: number | null) => (value === null ? null : value.toString());
  return [
    {
      key: 'revenue',
      unit: 'money',
      value: figures.monthlyRevenueMinor,
      target: money(targets.revenueMinor),
      betterWhen: 'higher',
    },
    {
      key: 'arpu',
      unit: 'money',
      value: figures.arpuMinor,
      target: money(targets.arpuMinor),
      betterWhen: 'higher',
    },
    {
      key: 'purchaseRate',
      unit: 'bps',
      value: text(figures.purchaseRateBps),
      target: text(targets.purchaseRateBps),
      betterWhen: 'higher',
    },
    {
      key: 'utilisation',
      unit: 'bps',
      value: text(figures.utilisationBps),
      target: text(targets.utilisationBps),
      betterWhen: 'higher',
    },
    {
      key: 'resolution',
      unit: 'seconds',
      value: text(figures.resolutionSeconds),
      target: text(targets.resolutionHours * 3_600),
      betterWhen: 'lower',
    },
    {
      key: 'satisfaction',
      unit: 'hundredths',
      value: text(figures.satisfactionHundredths),
      target: text(Math.round(targets.satisfaction * 100)),
      betterWhen: 'higher',
    },
  ];
}

/** The last `count` months in UTC, the present one last. */
export function cohortMonths(now: Date, count: number): string[] {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - (count - 1 - back), 1)).toISOString().slice(0, 7),
  );
}
