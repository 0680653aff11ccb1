/** Calendar days as text, `2026-11-21`, in UTC: what needs no calendar library, and so no weight in the browser. */
const DAY = 86_400_000;

export const instant = (day: string) => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

export const shiftDay = (day: string, days: number): string => dayOf(instant(day) + days * DAY);

/** From one day to a later one: 0 for the same day. */
export const daysBetween = (from: string, to: string): number => (instant(to) - instant(from)) / DAY;

type Days = { from: string; to: string };

/** The most days that a report covers: three years. */
const MAX_DAYS = 1_096;

/** True for a range that a report can cover: its first day is not after its last, and there are not too many. */
export const isReportable = ({ from, to }: Days): boolean => from <= to && daysBetween(from, to) < MAX_DAYS;

/** As many days, right before. */
export function formerRange({ from, to }: Days): Days {
  return { from: shiftDay(from, -daysBetween(from, to) - 1), to: shiftDay(from, -1) };
}

/** Every day of a range, earliest first. */
export function daysOf({ from, to }: Days): string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => shiftDay(from, index));
}
