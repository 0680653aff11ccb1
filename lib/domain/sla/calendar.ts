import type { Temporal } from 'temporal-polyfill';
import { DAY_MS, zoned } from '@/lib/core/time';

/** `09:00` to `17:00`; `24:00` ends a day. */
export type OpenHours = readonly [from: string, to: string];

/**
 * When a desk works: by ISO day of the week (`1` is Monday) the hours of its wall clock, and whole days off
 * (`2026-12-25`). A calendar is never changed, another stands in its place: what was computed of it may be kept.
 */
export type Calendar = {
  timeZone: string;
  hours: Readonly<Record<string, readonly OpenHours[]>>;
  holidays: ReadonlySet<string>;
};

/** Working time as instants, in milliseconds since 1970, its end not in it. */
export type Span = { from: number; to: number };

/** Beyond ten years a promise means «never»: a calendar without a single hour must not search for ever. */
const HORIZON_DAYS = 3_660;

const known = new WeakMap<Calendar, Map<string, readonly Span[]>>();

/**
 * Business time between two instants, in milliseconds: the time at which the desk's wall clock stood within its open
 * hours. An hour that a clock change leaves out does not count, one that it repeats counts twice. 0 when `to` is not
 * after `from`.
 */
export function businessMs(calendar: Calendar, from: Date, to: Date): number {
  const [start, end] = [from.getTime(), to.getTime()];
  let sum = 0;
  for (const span of spansFrom(calendar, from)) {
    if (span.from >= end) break;
    sum += Math.max(0, Math.min(span.to, end) - Math.max(span.from, start));
  }
  return sum;
}

/** The first instant at which `ms` of business time have passed since `from`; ten years on where there are so many not. */
export function addBusiness(calendar: Calendar, from: Date, ms: number): Date {
  if (ms <= 0) return from;
  let left = ms;
  for (const span of spansFrom(calendar, from)) {
    const start = Math.max(span.from, from.getTime());
    const length = span.to - start;
    if (length >= left) return new Date(start + left);
    left -= Math.max(0, length);
  }
  return new Date(from.getTime() + HORIZON_DAYS * DAY_MS);
}

/** The spans of each day from that of an instant on, in order, as far as the horizon. */
function* spansFrom(calendar: Calendar, from: Date): Generator<Span> {
  let day = zoned(from, calendar.timeZone).toPlainDate();
  for (let i = 0; i < HORIZON_DAYS; i++) {
    for (const span of spansOf(calendar, day)) if (span.to > from.getTime()) yield span;
    day = day.add({ days: 1 });
  }
}

function spansOf(calendar: Calendar, day: Temporal.PlainDate): readonly Span[] {
  const days = known.get(calendar) ?? new Map<string, readonly Span[]>();
  known.set(calendar, days);
  const name = day.toString();
  const before = days.get(name);
  if (before) return before;
  const spans = calendar.holidays.has(name) ? [] : cut(calendar, day);
  days.set(name, spans);
  return spans;
}

/** A day's open hours as instants. Within a piece of the day that no clock change falls into, wall and time run alike. */
function cut(calendar: Calendar, day: Temporal.PlainDate): readonly Span[] {
  const hours = calendar.hours[day.dayOfWeek] ?? [];
  if (hours.length === 0) return [];
  const midnight = Date.UTC(day.year, day.month - 1, day.day);
  const spans = pieces(day, calendar.timeZone).flatMap(({ from, to, offsetMs }) =>
    hours.map(([opens, closes]) => ({
      from: Math.max(from, midnight + wallMs(opens) - offsetMs),
      to: Math.min(to, midnight + wallMs(closes) - offsetMs),
    })),
  );
  return spans.filter((span) => span.to > span.from).sort((a, b) => a.from - b.from);
}

type Piece = Span & { offsetMs: number };

/** A day from its start to the next one's, cut where its offset from UTC changes. */
function pieces(day: Temporal.PlainDate, timeZone: string): Piece[] {
  const end = day.add({ days: 1 }).toZonedDateTime({ timeZone });
  const found: Piece[] = [];
  for (let at = day.toZonedDateTime({ timeZone }); at.epochMilliseconds < end.epochMilliseconds;) {
    const offsetMs = at.offsetNanoseconds / 1_000_000;
    // Looking for the next change is dear; a day that ends with the offset it began with has none.
    const change = offsetMs * 1_000_000 === end.offsetNanoseconds ? null : at.getTimeZoneTransition('next');
    const to = change && change.epochMilliseconds < end.epochMilliseconds ? change : end;
    found.push({ from: at.epochMilliseconds, to: to.epochMilliseconds, offsetMs });
    at = to;
  }
  return found;
}

function wallMs(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}
