import type { MrrKind } from '@/lib/core/db';
import { MICRO } from '@/lib/core/credits';
import { BPS, mulDiv } from '@/lib/core/money';
import { zoned } from '@/lib/core/time';
import { splitGross } from '@/lib/domain/tax/rules';

/** What a subscription was agreed on, and where its organisation lives now. */
export type Agreement = {
  startedAt: Date;
  anchorDay: number;
  timeZone: string;
  /** A month, unless said. */
  interval?: 'month' | 'year';
};

/**
 * When the period that begins at `periodStart` ends: about a month (or a year) later on the agreed day of the month and at the
 * agreed time of day, both in the organisation's time zone. A 31 becomes 28 in February and 31 again in March; a time
 * that the clocks skip is an hour later that once. It is the agreed day nearest to that, so that a change of
 * time zone moves an end by hours and neither skips nor doubles a period.
 */
export function periodEndAfter(agreement: Agreement, periodStart: Date): Date {
  const { startedAt, anchorDay, timeZone, interval } = agreement;
  const plainTime = zoned(startedAt, timeZone).toPlainTime();
  const aim = zoned(periodStart, timeZone).add({ months: monthsOf(interval) });
  const away = (instant: number) => Math.abs(instant - aim.epochMilliseconds);
  const anchors = [-1, 0, 1].map((months) => {
    const month = aim.toPlainDate().toPlainYearMonth().add({ months });
    const day = month.toPlainDate({ day: Math.min(anchorDay, month.daysInMonth) });
    return day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  });
  return new Date(anchors.reduce((best, one) => (away(one) < away(best) ? one : best)));
}

const MONTHS = 12n;
export const monthsOf = (interval: 'month' | 'year' | undefined): number =>
  interval === 'year' ? Number(MONTHS) : 1;

/** Credits for one period of its interval: a year brings twelve allowances at once. */
export const allowanceOf = (monthlyMicro: bigint, interval: 'month' | 'year'): bigint =>
  monthlyMicro * BigInt(monthsOf(interval));

/** The states in which something recurs. A payment that is late still does; one that was given up does not. */
const recurring = new Set(['active', 'past_due']);

type Recurring = {
  status: string;
  collection: string;
  interval: 'month' | 'year';
  priceMinor: bigint;
  discountMinor: bigint;
};

/** What recurs each month, without tax (`rateBps` of it in the price), coupons taken off; a twelfth of a year's, floored. */
export function monthlyMinor(subscription: Recurring, rateBps: number): bigint {
  const { status, collection, interval, priceMinor, discountMinor } = subscription;
  if (!recurring.has(status) || collection === 'free') return 0n;
  return splitGross(priceMinor - discountMinor, rateBps).netMinor / BigInt(monthsOf(interval));
}

/** What a change of what recurs is called; `isKnown`: the organisation has paid for a tier before. */
export function mrrKind(beforeMinor: bigint, afterMinor: bigint, isKnown: boolean): MrrKind {
  if (beforeMinor === 0n) return isKnown ? 'reactivation' : 'new';
  if (afterMinor === 0n) return 'churn';
  return afterMinor > beforeMinor ? 'expansion' : 'contraction';
}

/** Part of an allowance comes in whole credits, rounded up, so that what is promised can be said: at most `max`. */
function wholeCredits(micro: bigint, max: bigint): bigint {
  if (micro <= 0n) return 0n;
  const whole = ((micro + MICRO - 1n) / MICRO) * MICRO;
  return whole < max ? whole : max;
}

/** What is left of credits of a period at an instant, floored to a millionth of one. */
function leftOf(micro: bigint, at: Date, { periodStart, periodEnd }: Span): bigint {
  const whole = BigInt(periodEnd.getTime() - periodStart.getTime());
  const rest = BigInt(Math.max(0, periodEnd.getTime() - Math.max(at.getTime(), periodStart.getTime())));
  return whole <= 0n ? 0n : (micro * rest) / whole;
}
type Span = { periodStart: Date; periodEnd: Date };

/** The share of the difference of two allowances that is left of a period, in whole credits. */
export const upgradeMicro = (difference: bigint, at: Date, period: Span): bigint =>
  wholeCredits(leftOf(difference, at, period), difference);

/**
 * The allowance of a period that begins before the one before it has ended: less what that one's paid lots (each with
 * where it began) would have brought from here on, since their money is given back too; in whole credits.
 */
export function turnedMicro(
  allowanceMicro: bigint,
  at: Date,
  before: { periodEnd: Date; lots: { grantedMicro: bigint; periodStart: Date }[] },
): bigint {
  const { periodEnd } = before;
  const unused = before.lots.reduce(
    (sum, { grantedMicro, periodStart }) => sum + leftOf(grantedMicro, at, { periodStart, periodEnd }),
    0n,
  );
  return wholeCredits(allowanceMicro - unused, allowanceMicro);
}

/** What is shown and what is charged are of the last whole ten minutes: the same to the cent and to the credit. */
const WINDOW_MS = 600_000;

/** The last whole ten minutes before now, or so many windows earlier; within the period. */
export function instantOf(now: Date, periodStart: Date, windowsAgo = 0): Date {
  const at = Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS - windowsAgo * WINDOW_MS;
  return at > periodStart.getTime() ? new Date(at) : periodStart;
}

type Sold = { tierCode: string; interval: 'month' | 'year'; priceMinor: bigint; allowanceMicro: bigint };

/**
 * When a change of tier holds. within: at once, for the rest of the period. anew: at once, with a period of its own that
 * begins now; so a trial ends with it, and a year begins that costs more than the month did and brings no less a month.
 * later: with the next period; so does a change that costs less, and one of the interval alone within a trial.
 * `allowanceMicro` is that of the interval.
 */
export function effectOf(
  live: Sold & { status: string; collection: string },
  next: Sold,
): 'within' | 'anew' | 'later' {
  if (next.priceMinor <= live.priceMinor) return 'later';
  if (live.status === 'trialing') return next.tierCode === live.tierCode ? 'later' : 'anew';
  if (next.interval === live.interval) return 'within';
  const isYear = live.collection === 'stripe' && next.interval === 'year';
  return isYear && next.allowanceMicro >= live.allowanceMicro * MONTHS ? 'anew' : 'later';
}

/** The share of an amount that is left of a period, of the whole of it, to the millisecond; half a unit is rounded up. */
export function restOf(amountMinor: bigint, at: Date, { start, end }: { start: Date; end: Date }): bigint {
  const whole = BigInt(end.getTime() - start.getTime());
  const rest = BigInt(Math.max(0, end.getTime() - at.getTime()));
  return whole <= 0n ? 0n : mulDiv(amountMinor, rest, whole);
}

/** What a coupon takes off one period of a price at Stripe. */
export function discountOf(
  priceMinor: bigint,
  discount: { percentOff: number | null; amountOffMinor: bigint | null } | null,
): bigint {
  if (!discount) return 0n;
  const wanted =
    discount.percentOff === null
      ? (discount.amountOffMinor ?? 0n)
      : mulDiv(priceMinor, BigInt(Math.round(discount.percentOff * 100)), BPS);
  return wanted < priceMinor ? wanted : priceMinor;
}
