/**
 * Everything that becomes figures or dates on the screen is formatted here, by Intl.
 * Money and credits stay integers or decimal strings: no float ever carries them.
 */

export type Instant = Date | string;

const LOCALE = 'en';
const MICRO_DIGITS = 6;

const memo = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function once<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T {
  const known = memo.get(key);
  if (known) return known as T;
  const made = make();
  memo.set(key, made);
  return made;
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return once(`n:${locale}:${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options));
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once(`d:${locale}:${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options));
}

/** An exact decimal string: shift(12345n, 2) is «123.45». */
function shift(units: bigint, digits: number): Intl.StringNumericLiteral {
  const sign = units < 0n ? '-' : '';
  const magnitude = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - digits);
  const fraction = magnitude.slice(magnitude.length - digits);
  return `${sign}${whole}${digits > 0 ? `.${fraction}` : ''}` as Intl.StringNumericLiteral;
}

/** How many decimals the currency has: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return numberFormat(LOCALE, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units as money, always with its currency: (2000n, 'USD') is «$20.00». */
export function formatMoney(minor: bigint | string, currency: string, locale = LOCALE): string {
  return numberFormat(locale, { style: 'currency', currency }).format(
    shift(BigInt(minor), currencyDigits(currency)),
  );
}

/** Micro-credits as a decimal of at most six places; the word «credits» is the caller's message. */
export function formatCredits(micro: bigint | string, locale = LOCALE): string {
  return numberFormat(locale, { maximumFractionDigits: MICRO_DIGITS }).format(
    shift(BigInt(micro), MICRO_DIGITS),
  );
}

export function formatNumber(
  value: number | bigint,
  locale = LOCALE,
  options: Intl.NumberFormatOptions = {},
): string {
  return numberFormat(locale, options).format(value);
}

/** A decimal as DTOs carry it (`12.5`), grouped and exact: no float in between. */
export function formatDecimal(value: string, locale = LOCALE): string {
  const options = { maximumFractionDigits: MICRO_DIGITS };
  return numberFormat(locale, options).format(value as Intl.StringNumericLiteral);
}

/** A ratio as a percentage: 0.753 is «75.3%». */
export function formatPercent(ratio: number, { digits = 1, locale = LOCALE } = {}): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(ratio);
}

export function formatBytes(bytes: number, locale = LOCALE): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return numberFormat(locale, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value);
}

/** A date without a time has no zone: «2026-03-14» is the 14th everywhere. */
function isPlainDate(at: Instant): at is string {
  return typeof at === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(at);
}

function zoneOf(at: Instant, timeZone: string): string {
  return isPlainDate(at) ? 'UTC' : timeZone;
}

export function formatDate(at: Instant, locale = LOCALE, timeZone = 'UTC'): string {
  const options = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zoneOf(at, timeZone),
  } as const;
  return dateFormat(locale, options).format(new Date(at));
}

/** «Mar 14», where the year goes without saying. */
export function formatDay(at: Instant, locale = LOCALE, timeZone = 'UTC'): string {
  const options = { day: 'numeric', month: 'short', timeZone: zoneOf(at, timeZone) } as const;
  return dateFormat(locale, options).format(new Date(at));
}

/** «March 2026» from an instant or from «2026-03». */
export function formatMonth(
  at: Instant,
  locale = LOCALE,
  timeZone = 'UTC',
  month: 'long' | 'short' = 'long',
): string {
  const options = { month, year: 'numeric', timeZone: zoneOf(at, timeZone) } as const;
  return dateFormat(locale, options).format(new Date(at));
}

export function formatDateTime(at: Instant, locale = LOCALE, timeZone = 'UTC'): string {
  const options = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  } as const;
  return dateFormat(locale, options).format(new Date(at));
}

/** Only the clock, as in «Saved 12:04». */
export function formatTime(at: Instant, locale = LOCALE, timeZone = 'UTC'): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return dateFormat(locale, options).format(new Date(at));
}

/** Names in one sentence: «Nora, Omar, and Lina». */
export function formatList(names: readonly string[], locale = LOCALE): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

const STEPS: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** «3 hours ago», «in 2 days»; under a minute it is «now». */
export function formatRelative(at: Instant, now: Instant, locale = LOCALE): string {
  const distanceMs = new Date(at).getTime() - new Date(now).getTime();
  const relative = once(`r:${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const step = STEPS.find(([, lengthMs]) => Math.abs(distanceMs) >= lengthMs);
  if (!step) return relative.format(0, 'second');
  return relative.format(Math.trunc(distanceMs / step[1]), step[0]);
}

const SPANS: ReadonlyArray<readonly ['day' | 'hour' | 'minute', number]> = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** A length of time in at most two units: 93,600,000 ms is «1 day 2 hr». */
export function formatDuration(durationMs: number, locale = LOCALE): string {
  const parts: string[] = [];
  let restMs = Math.max(0, durationMs);
  for (const [unit, lengthMs] of SPANS) {
    const count = Math.floor(restMs / lengthMs);
    restMs -= count * lengthMs;
    if (count === 0 && (unit !== 'minute' || parts.length > 0)) continue;
    if (parts.length < 2) {
      parts.push(numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    }
  }
  return parts.join(' ');
}

/** A length of working time in hours and minutes, never in days: 144,000,000 ms is «40 hr». */
export function formatHours(durationMs: number, locale = LOCALE): string {
  const minutes = Math.floor(Math.max(0, durationMs) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const part = (unit: 'hour' | 'minute', count: number) =>
    numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
  return [
    ...(hours > 0 ? [part('hour', hours)] : []),
    ...(rest > 0 || hours === 0 ? [part('minute', rest)] : []),
  ].join(' ');
}

/** What one of many comes to, with two decimals more than the currency has: to compare, never a charged amount. */
export function formatEach(totalMinor: string, count: number, currency: string, locale = LOCALE): string {
  const style = { style: 'currency', currency } as const;
  const digits = currencyDigits(currency);
  const each = Number(totalMinor) / count / 10 ** digits;
  return numberFormat(locale, { ...style, maximumFractionDigits: digits + 2 }).format(each);
}
