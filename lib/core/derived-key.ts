import { hkdfSync } from 'node:crypto';
import { env } from './env';

/**
 * A key of 256 bits for one purpose, made of AUTH_SECRET (HKDF with SHA-256, RFC 5869): keys of different purposes
 * tell nothing of each other, and a new AUTH_SECRET ends them all.
 */
export function derivedKey(purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', env.AUTH_SECRET, '', purpose, 32));
}
