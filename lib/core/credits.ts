import { z } from 'zod';
// The words of every refusal, in the browser too.
import './errors';

/** 1 credit = 1,000,000 micro-credits. */
export const MICRO = 1_000_000n;

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;

/** Whole credits as micro-credits. */
export const credits = (whole: number | bigint): bigint => BigInt(whole) * MICRO;

/** `12.5` → 12500000n; null when it is no decimal of at most six places. */
export function parseCredits(value: string): bigint | null {
  const match = DECIMAL.exec(value.trim());
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const micro = BigInt(whole) * MICRO + BigInt(fraction.padEnd(6, '0'));
  return sign ? -micro : micro;
}

/** 12500000n → `12.5`: the form of every DTO and API answer. */
export function creditsToDecimal(micro: bigint): string {
  const absolute = micro < 0n ? -micro : micro;
  const fraction = (absolute % MICRO).toString().padStart(6, '0').replace(/0+$/, '');
  return `${micro < 0n ? '-' : ''}${absolute / MICRO}${fraction && `.${fraction}`}`;
}

/** Credits as somebody types them, signed; output in micro-credits. */
export const CreditsInput = z
  .string()
  .refine((value) => parseCredits(value) !== null, 'credits')
  .transform((value) => parseCredits(value) ?? 0n);

/** Credits above zero, at most a billion. */
export const PositiveCreditsInput = CreditsInput.refine((micro) => micro > 0n, 'aboveZero').refine(
  (micro) => micro <= credits(1_000_000_000),
  'tooBig?max=1000000000',
);

/** The same from a program: as text or as a JSON number, whose own digits are read, so that no sum goes through a float. */
export const PositiveCreditsGiven = z
  .union([z.string(), z.number()], {
    error: (issue) => (issue.input === undefined || issue.input === null ? 'required' : 'credits'),
  })
  .transform(String)
  .pipe(PositiveCreditsInput);
