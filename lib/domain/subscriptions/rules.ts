import { zoned } from '@/lib/core/time';

/** What a subscription was agreed on, and where its organisation lives now. */
export type Agreement = { startedAt: Date; anchorDay: number; timeZone: string };

/**
 * When the period that begins at `periodStart` ends: about a month later on the agreed day of the month and at the
 * agreed time of day, both in the organisation's time zone. A 31 becomes 28 in February and 31 again in March; a time
 * that the clocks skip is an hour later that once. It is the agreed day nearest to a month later, so that a change of
 * time zone moves an end by hours and neither skips nor doubles a period.
 */
export function periodEndAfter({ startedAt, anchorDay, timeZone }: Agreement, periodStart: Date): Date {
  const plainTime = zoned(startedAt, timeZone).toPlainTime();
  const aim = zoned(periodStart, timeZone).add({ months: 1 });
  const away = (instant: number) => Math.abs(instant - aim.epochMilliseconds);
  const anchors = [-1, 0, 1].map((months) => {
    const month = aim.toPlainDate().toPlainYearMonth().add({ months });
    const day = month.toPlainDate({ day: Math.min(anchorDay, month.daysInMonth) });
    return day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  });
  return new Date(anchors.reduce((best, one) => (away(one) < away(best) ? one : best)));
}
