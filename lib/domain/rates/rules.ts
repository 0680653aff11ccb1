import { currencyDigits, mulDiv } from '@/lib/core/money';

/** Rates have ten decimals. */
const DIGITS = 10;
export const RATE_ONE = 10n ** BigInt(DIGITS);

/** `0.0321` → 321,000,000 ten-thousand-millionths; null when it is no decimal above zero with at most ten places. */
export function parseRate(text: string): bigint | null {
  const match = /^(\d{1,10})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match) return null;
  const scaled = BigInt(`${match[1]}${(match[2] ?? '').padEnd(DIGITS, '0')}`);
  return scaled > 0n ? scaled : null;
}

const one = (currency: string) => 10n ** BigInt(currencyDigits[currency] ?? 2);

/** An amount at a rate, in the minor units of the other currency, rounded half away from zero, once. */
export function convert(minor: bigint, from: string, to: string, rate: bigint): bigint {
  return mulDiv(minor * one(to), rate, RATE_ONE * one(from));
}

export type Dated = { currency: string; validFrom: string; rate: string };

/** The rate that is good on a day: the last one from that day or before. Null where finance set none: nothing is guessed. */
export function rateOn<R extends Dated>(rates: readonly R[], currency: string, day: string): R | null {
  const known = rates.filter((rate) => rate.currency === currency && rate.validFrom <= day);
  return known.reduce<R | null>(
    (last, rate) => (!last || rate.validFrom > last.validFrom ? rate : last),
    null,
  );
}
