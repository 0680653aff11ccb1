import { BPS, mulDiv } from '@/lib/core/money';
import type { TaxDto } from './schema';

type Split = { netMinor: bigint; taxMinor: bigint };

/**
 * Takes the tax out of an amount that contains it: gross × rate / (1 + rate), rounded once, half away from zero. What
 * `withTax` added on top comes out again to the minor unit.
 */
export function splitGross(grossMinor: bigint, rateBps: number): Split {
  const taxMinor = mulDiv(grossMinor, BigInt(rateBps), BPS + BigInt(rateBps));
  return { netMinor: grossMinor - taxMinor, taxMinor };
}

/** The quotient and the rest above it: 0 <= rest < denominator, also below zero. */
function floorDivision(numerator: bigint, denominator: bigint): { floor: bigint; rest: bigint } {
  const rest = ((numerator % denominator) + denominator) % denominator;
  return { floor: (numerator - rest) / denominator, rest };
}

/**
 * The tax in each of several gross amounts of one rate, so that the parts sum to the tax of their sum (largest
 * remainder, earlier lines first). Lines may be below zero: the credit of a proration.
 */
export function spreadTax(grossMinor: readonly bigint[], rateBps: number): bigint[] {
  const sum = grossMinor.reduce((a, b) => a + b, 0n);
  const rate = BigInt(rateBps);
  const parts = grossMinor.map((gross) => floorDivision(gross * rate, BPS + rate));
  const floors = parts.reduce((total, { floor }) => total + floor, 0n);
  const left = Number(splitGross(sum, rateBps).taxMinor - floors);
  const byRest = parts.map(({ rest }, index) => ({ rest, index }));
  byRest.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  const raised = new Set(byRest.slice(0, left).map(({ index }) => index));
  return parts.map(({ floor }, index) => (raised.has(index) ? floor + 1n : floor));
}

/** What is charged for a price of the catalogue: the tax is in it, or comes on top, rounded once. */
export function withTax(
  listMinor: bigint,
  tax: Pick<TaxDto, 'rateBps' | 'isInclusive'>,
): Split & { totalMinor: bigint } {
  if (tax.isInclusive) return { ...splitGross(listMinor, tax.rateBps), totalMinor: listMinor };
  const taxMinor = mulDiv(listMinor, BigInt(tax.rateBps), BPS);
  return { netMinor: listMinor, taxMinor, totalMinor: listMinor + taxMinor };
}
