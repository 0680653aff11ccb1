import { z } from 'zod';
// The words of every refusal, in the browser too.
import './errors';

/** PostgreSQL's text cannot hold NUL, and a lone surrogate is no Unicode: both would end as a 500 further down. */
export const isStorable = (value: string) => !value.includes('\u0000') && value.isWellFormed();

/** Text of several lines, kept as typed but for the white space around it. */
export const text = (max: number, min = 1) =>
  z.string().refine(isStorable, 'badCharacters').trim().min(min).max(max);

/** Text of one line: control characters are refused. */
export const line = (max: number, min = 1) =>
  text(max, min).refine((value) => !/\p{Cc}/u.test(value), 'oneLine');

/** An e-mail address in lower case, as it is stored and compared. */
export const email = z
  .string()
  .refine(isStorable, 'badCharacters')
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email());

/** Browsers take `\` for `/` and walk `..` before they go: `/..//evil.test` would end at another host. */
function staysHere(address: string): boolean {
  try {
    const path = decodeURIComponent(address.split('?')[0] ?? '');
    return !/\/\/|[\\\p{Cc}]|\/\.{1,2}(?=\/|$)/u.test(path);
  } catch {
    return false;
  }
}

/** A path of this app to come back to; never another host (no open redirect). */
export const localPath = z
  .string()
  .max(500)
  .regex(/^\/[\w\-./?=&%~+]*$/, 'invalid')
  .refine(staysHere, 'invalid');
