import { z } from 'zod';
// The words of every refusal, in the browser too.
import './errors';

/** Basis points of a whole: 10,000 = 1. */
export const BPS = 10_000n;

/** ISO 4217 currencies that the catalogue may use, with their minor digits. */
export const currencyDigits: Record<string, number> = {
  USD: 2,
  EUR: 2,
  GBP: 2,
  PLN: 2,
  EGP: 2,
  JPY: 0,
  KWD: 3,
};

export const Currency = z.enum(Object.keys(currencyDigits) as [string, ...string[]]);

/**
 * `numerator * factor / denominator`, rounded half away from zero: the one rounding rule for shares of an amount.
 * Where parts must sum to a whole, use `allocate`.
 */
export function mulDiv(amount: bigint, factor: bigint, denominator: bigint): bigint {
  const product = amount * factor;
  const half = denominator / 2n;
  return product >= 0n ? (product + half) / denominator : -((-product + half) / denominator);
}

/**
 * Splits `total` by weights so that the parts sum to it exactly (largest remainder, earlier parts first). A total below
 * zero is split as its opposite is, so that a credit note mirrors its invoice.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return allocate(-total, weights).map((part) => -part);
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (total * weight) / sum);
  const remainders = weights.map((weight, index) => ({ index, rest: (total * weight) % sum }));
  const left = Number(total - parts.reduce((a, b) => a + b, 0n));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

/** `12.50` in a currency of two digits → 1250n; null when it is no such decimal. */
export function parseMoney(value: string, currency: string): bigint | null {
  const digits = currencyDigits[currency] ?? 2;
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(value.trim());
  if (!match || (match[2]?.length ?? 0) > digits) return null;
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(digits, '0')}`);
}

/** 1250n in a currency of two digits → `12.50`. */
export function moneyToDecimal(minor: bigint, currency: string): string {
  const digits = currencyDigits[currency] ?? 2;
  const absolute = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return digits ? `${sign}${absolute.slice(0, -digits)}.${absolute.slice(-digits)}` : `${sign}${absolute}`;
}
