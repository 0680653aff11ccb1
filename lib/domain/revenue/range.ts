import { Temporal } from 'temporal-polyfill';
import { dayIn } from '@/lib/core/time';
import { type Preset, type RangeDto, presets } from './schema';

const MAX_DAYS = 1_830;
const EARLIEST = Temporal.PlainDate.from('2015-01-01');
const FALLBACK: Preset = '90d';

type RawRange = { range?: unknown; from?: unknown; to?: unknown };
type Day = Temporal.PlainDate;

/** Days are counted in UTC, both ends inclusive; SQL gets the instants [start, end). */
export type Range = RangeDto & { start: Date; end: Date; former: { start: Date; end: Date } };

/**
 * Reads a range from an address. What cannot be read falls back to the last 90 days, and `adjusted` says so: a
 * mistyped address shows a report, never an error.
 */
export function parseRange(raw: RawRange, now: Date): { range: Range; adjusted: boolean } {
  const today = Temporal.PlainDate.from(dayIn(now));
  if (raw.from !== undefined || raw.to !== undefined) {
    const custom = customRange(raw, today);
    return custom
      ? { range: custom, adjusted: false }
      : { range: presetRange(FALLBACK, today), adjusted: true };
  }
  if (raw.range === undefined) return { range: presetRange(FALLBACK, today), adjusted: false };
  const known = presets.find((preset) => preset === raw.range);
  return { range: presetRange(known ?? FALLBACK, today), adjusted: !known };
}

/** The months that a range touches, `2026-05`, earliest first. */
export function monthsOf({ from, to }: Pick<RangeDto, 'from' | 'to'>): string[] {
  const last = Temporal.PlainYearMonth.from(to.slice(0, 7));
  const months: string[] = [];
  let month = Temporal.PlainYearMonth.from(from.slice(0, 7));
  for (; Temporal.PlainYearMonth.compare(month, last) <= 0; month = month.add({ months: 1 }))
    months.push(month.toString());
  return months;
}

/** The instants that cut a range into its months: its start, each first of a month within, its end. */
export function edgesOf(range: Range): Date[] {
  const inner = monthsOf(range)
    .slice(1)
    .map((month) => new Date(`${month}-01T00:00:00Z`));
  return [range.start, ...inner, range.end];
}

function customRange(raw: RawRange, today: Day): Range | null {
  const from = readDay(raw.from);
  const to = readDay(raw.to);
  if (!from || !to || Temporal.PlainDate.compare(from, to) > 0) return null;
  if (Temporal.PlainDate.compare(from, EARLIEST) < 0 || Temporal.PlainDate.compare(to, today) > 0)
    return null;
  return from.until(to).days < MAX_DAYS ? make('custom', from, to) : null;
}

function readDay(value: unknown): Day | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' });
  } catch {
    return null;
  }
}

function presetRange(preset: Preset, today: Day): Range {
  const firstOfMonth = today.with({ day: 1 });
  switch (preset) {
    case 'this-month':
      return make(
        preset,
        firstOfMonth,
        today,
        firstOfMonth.subtract({ months: 1 }),
        today.subtract({ months: 1 }),
      );
    case 'last-month': {
      const from = firstOfMonth.subtract({ months: 1 });
      return make(
        preset,
        from,
        firstOfMonth.subtract({ days: 1 }),
        from.subtract({ months: 1 }),
        from.subtract({ days: 1 }),
      );
    }
    case '30d':
      return make(preset, today.subtract({ days: 29 }), today);
    case '90d':
      return make(preset, today.subtract({ days: 89 }), today);
    case '6m':
      return make(preset, firstOfMonth.subtract({ months: 5 }), today);
    case '12m':
      return make(preset, firstOfMonth.subtract({ months: 11 }), today);
  }
}

/** Without a former period of its own, a range is compared with as many days right before it. */
function make(preset: RangeDto['preset'], from: Day, to: Day, formerFrom?: Day, formerTo?: Day): Range {
  const days = from.until(to).days + 1;
  const before = { from: formerFrom ?? from.subtract({ days }), to: formerTo ?? from.subtract({ days: 1 }) };
  return {
    preset,
    from: from.toString(),
    to: to.toString(),
    days,
    formerFrom: before.from.toString(),
    formerTo: before.to.toString(),
    start: midnight(from),
    end: midnight(to.add({ days: 1 })),
    former: { start: midnight(before.from), end: midnight(before.to.add({ days: 1 })) },
  };
}

const midnight = (day: Day) => new Date(`${day.toString()}T00:00:00Z`);
