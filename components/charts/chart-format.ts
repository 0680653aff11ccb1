import { currencyDigits, formatCredits, formatMoney, formatNumber, formatPercent } from '@/lib/core/format';

/** What the integers of a chart are: a plain count, micro-credits, or minor units of a currency. */
export type ChartFormat = 'number' | 'percent' | 'credits' | { currency: string };

export interface ChartSeries {
  key: string;
  label: string;
}

/** One place on the x axis: its label, already in words, and one value for each series. */
export interface ChartPoint {
  x: string;
  [key: string]: string | number;
}

const MICRO = 1_000_000;

/** In full, for the table and the tooltip. */
export function exactValue(value: number, format: ChartFormat, locale: string): string {
  if (format === 'number') return formatNumber(value, locale);
  if (format === 'percent') return formatPercent(value, { locale });
  const units = BigInt(Math.round(value));
  return format === 'credits' ? formatCredits(units, locale) : formatMoney(units, format.currency, locale);
}

/** Short, for the axis: «1.2K», «$3K». */
export function axisValue(value: number, format: ChartFormat, locale: string): string {
  if (format === 'percent') return formatPercent(value, { digits: 0, locale });
  const compact = { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
  if (format === 'number') return formatNumber(value, locale, compact);
  if (format === 'credits') return formatNumber(value / MICRO, locale, compact);
  const { currency } = format;
  const units = value / 10 ** currencyDigits(currency);
  // What is short in full stays exact: $506.50, never $506.5.
  if (Math.abs(units) < 1_000 && !Number.isInteger(units)) return exactValue(value, format, locale);
  return formatNumber(units, locale, {
    ...compact,
    style: 'currency',
    currency,
  });
}

/** Six colours, told apart in greyscale too; a seventh series starts over. */
export function seriesColour(index: number): string {
  return `var(--color-chart-${(index % 6) + 1})`;
}

const DASHES = ['', '6 3', '2 3', '8 3 2 3', '10 4', '1 4'];

/** Lines are told apart by their dashes as well. */
export function seriesDash(index: number): string | undefined {
  return DASHES[index % DASHES.length];
}

export function valueAt(point: ChartPoint, key: string): number {
  const value = point[key];
  return typeof value === 'number' ? value : 0;
}
