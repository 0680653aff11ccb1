import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { derivedKey } from './derived-key';

/** What a token is for: one made for one purpose is worth nothing for another. */
export type SignedPurpose = 'rate' | 'unsubscribe';
export type BoundPurpose = 'approval';

const Parts = z.array(z.string()).min(1);

// JSON keeps the parts apart: ['a', 'bc'] and ['ab', 'c'] are signed as different things.
function sign(purpose: SignedPurpose | BoundPurpose, text: string): Buffer {
  return createHmac('sha256', derivedKey(`token:${purpose}`))
    .update(text)
    .digest();
}

/** A token that says what it is made of, readable by anybody and made by nobody else: `<parts>.<HMAC-SHA256>` in base64url. */
export function signToken(purpose: SignedPurpose, parts: readonly string[]): string {
  const text = JSON.stringify(Parts.parse(parts));
  return `${Buffer.from(text).toString('base64url')}.${sign(purpose, text).toString('base64url')}`;
}

/** The parts of a token of this purpose, or null for anything else. */
export function readToken(purpose: SignedPurpose, token: string): string[] | null {
  const [head, mac, ...rest] = token.split('.');
  if (!head || !mac || rest.length > 0) return null;
  const text = Buffer.from(head, 'base64url').toString();
  const given = Buffer.from(mac, 'base64url');
  const right = sign(purpose, text);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const parts = Parts.safeParse(JSON.parse(text));
  return parts.success ? parts.data : null;
}

/**
 * A token of 256 bits (43 letters) bound to `parts`, which it does not show: the same parts make the same token, so
 * that a reminder can carry the first mail's link. Keep `hashToken` of it, never itself.
 */
export function boundToken(purpose: BoundPurpose, parts: readonly string[]): string {
  return sign(purpose, JSON.stringify(Parts.parse(parts))).toString('base64url');
}

/** SHA-256 in hex: what is stored of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
