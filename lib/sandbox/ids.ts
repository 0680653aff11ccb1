import { randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A random id as the vendor shapes it: prefix and letters of base 62. */
export function randomId(prefix: string, length: number): string {
  let id = prefix;
  for (let i = 0; i < length; i++) id += alphabet[randomInt(alphabet.length)];
  return id;
}

let lastMs = 0;

/** Ids that sort by time, so that a directory listing is a history. */
export function timeOrderedId(prefix: string): string {
  lastMs = Math.max(Date.now(), lastMs + 1);
  return `${prefix}${lastMs.toString(36).padStart(9, '0')}${randomId('', 8).toLowerCase()}`;
}
