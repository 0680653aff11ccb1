import { Temporal } from 'temporal-polyfill';

/** Milliseconds of a day, for spans of whole days where calendars do not matter (token lifetimes, retention). */
export const DAY_MS = 86_400_000;

export const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS);

/** The calendar day of an instant in a time zone, `2026-11-21`. */
export function dayIn(instant: Date, timeZone = 'UTC'): string {
  return zoned(instant, timeZone).toPlainDate().toString();
}

export function zoned(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}
