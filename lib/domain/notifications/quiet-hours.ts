import { Temporal } from 'temporal-polyfill';

/** Minutes of the day (0 to 1439) in the person's own time zone; `quietTo` before `quietFrom` reaches over midnight. */
export interface Schedule {
  timeZone: string;
  quietFrom: number | null;
  quietTo: number | null;
  digestAt: number;
}

const at = (now: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);

const minuteOf = (time: { hour: number; minute: number }) => time.hour * 60 + time.minute;

/** The next instant, after `now`, at which the person's clock shows this minute of the day. */
function next(now: Date, timeZone: string, minute: number): Date {
  const here = at(now, timeZone);
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  // A minute that the clock leaves out (summer time) comes when it goes on: 02:30 becomes 03:30.
  const today = here.toPlainDate().toZonedDateTime({ timeZone, plainTime: time });
  const found =
    Temporal.ZonedDateTime.compare(today, here) > 0
      ? today
      : here.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone, plainTime: time });
  return new Date(found.epochMilliseconds);
}

/** True while the person does not want to be disturbed. The first minute is quiet, the last one is not. */
export function isQuiet({ timeZone, quietFrom, quietTo }: Schedule, now: Date): boolean {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return false;
  const minute = minuteOf(at(now, timeZone));
  return quietFrom < quietTo
    ? minute >= quietFrom && minute < quietTo
    : minute >= quietFrom || minute < quietTo;
}

/** When something may reach the person: now, or when their quiet hours end. */
export function nextAllowed(schedule: Schedule, now: Date): Date {
  return isQuiet(schedule, now) ? next(now, schedule.timeZone, schedule.quietTo ?? 0) : now;
}

/** When the next digest goes out; never within the quiet hours. */
export function nextDigest(schedule: Schedule, now: Date): Date {
  return nextAllowed(schedule, next(now, schedule.timeZone, schedule.digestAt));
}
