import type { PriceState } from './shelf';

/** `count` intervals after the anchor, in UTC, on the anchor's day or the last of a shorter month. Unix seconds. */
export function nth(anchor: number, { interval, intervalCount }: PriceState, count: number): number {
  const at = new Date(anchor * 1_000);
  const months = count * intervalCount * (interval === 'year' ? 12 : 1);
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const midnight = first.getTime() + (Math.min(at.getUTCDate(), days) - 1) * 86_400_000;
  return Math.floor((midnight + (at.getTime() % 86_400_000)) / 1_000);
}

/** The end of the period that begins at `from`: the first turn of the anchor after it. */
export function periodEnd(anchor: number, price: PriceState, from: number): number {
  for (let count = 1; ; count++) {
    const end = nth(anchor, price, count);
    if (end > from) return end;
  }
}

/** Months later, on the same day or the last of a shorter month. */
export const monthsLater = (from: number, months: number): number =>
  nth(from, { interval: 'month', intervalCount: 1 } as PriceState, months);
