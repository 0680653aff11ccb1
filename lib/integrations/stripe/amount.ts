import { invariant } from '@/lib/core/errors';

/** An amount for Stripe's JSON, which knows no bigint; far beyond any charge that Stripe takes. */
export function amount(minor: bigint): number {
  invariant(minor >= 0n && minor <= BigInt(Number.MAX_SAFE_INTEGER), `amount out of range: ${minor}`);
  return Number(minor);
}

/** Stripe's enums are open; a value that we do not know must stop us, not pass as something else. */
export function oneOf<T extends string>(value: string | null, known: T[]): T {
  const found = known.find((candidate) => candidate === value);
  invariant(found, `unknown value from Stripe: ${value}`);
  return found;
}
