import { z } from 'zod';

/** ISO 13616: the check digits make the whole, read as a number in base 36, leave 1 when divided by 97. */
export function isIban(value: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(value)) return false;
  const digits = [...`${value.slice(4)}${value.slice(0, 4)}`].map((one) => parseInt(one, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

const compact = z
  .string()
  .max(60)
  .transform((value) => value.replaceAll(/[\s.-]/g, '').toUpperCase());

/** Kept without blanks, in capitals. */
export const iban = compact.pipe(z.string().refine(isIban, 'iban'));

/** ISO 9362: eight or eleven letters and digits. */
export const bic = compact.pipe(z.string().regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'bic'));
