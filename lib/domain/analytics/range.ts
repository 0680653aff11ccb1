import { isInCalendar } from '@/lib/core/dates';
import { dayOf, daysBetween, instant, isReportable, shiftDay } from './days';
import { type DayRange, type Preset, type UsageRange, presets } from './schema.usage';

const FALLBACK: Preset = '30d';

function presetRange(preset: Preset, today: string): DayRange {
  const firstOfMonth = `${today.slice(0, 7)}-01`;
  const endOfLast = shiftDay(firstOfMonth, -1);
  switch (preset) {
    case 'this-month':
      return { from: firstOfMonth, to: today };
    case 'last-month':
      return { from: `${endOfLast.slice(0, 7)}-01`, to: endOfLast };
    case '12m':
      return { from: shiftDay(today, -364), to: today };
    default:
      return { from: shiftDay(today, 1 - Number.parseInt(preset)), to: today };
  }
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isRealDay(value);

function isRealDay(value: string): boolean {
  const at = instant(value);
  return isInCalendar(at) && dayOf(at) === value;
}

/**
 * Reads a range from an address. What cannot be read falls back to the last 30 days, and `adjusted` says so: a
 * mistyped address shows the page, never an error.
 */
export function readRange(
  raw: { range?: unknown; from?: unknown; to?: unknown },
  today: string,
): { range: UsageRange; adjusted: boolean } {
  const make = (preset: UsageRange['preset'], range: DayRange): UsageRange => ({
    preset,
    ...range,
    days: daysBetween(range.from, range.to) + 1,
  });
  const { from, to } = raw;
  if (from !== undefined || to !== undefined) {
    const isFit = isDay(from) && isDay(to) && to <= today && isReportable({ from, to });
    return isFit
      ? { range: make('custom', { from, to }), adjusted: false }
      : { range: make(FALLBACK, presetRange(FALLBACK, today)), adjusted: true };
  }
  const preset = presets.find((one) => one === raw.range) ?? FALLBACK;
  return {
    range: make(preset, presetRange(preset, today)),
    adjusted: raw.range !== undefined && raw.range !== preset,
  };
}
