import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '@/lib/core/errors';

/** OWASP's second setting for scrypt: 32 MiB and some 150 ms of one core. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** Nobody's password: compared with when the address is unknown, so that the answer takes as long. */
const DUMMY = `scrypt$32768$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const STORED = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** How long the last real comparison took; a locked caller waits as long without our working for them. */
let usualMs = 150;

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  // Twice the memory that scrypt needs: Node refuses exactly the limit.
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** A new salted hash that carries its own parameters: `scrypt$N$r$p$salt$key`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** True when the password made this hash. Without a hash it does the same work and says no. */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const startedAt = performance.now();
  const [, n, r, p, salt, key] = STORED.exec(stored ?? DUMMY) ?? [];
  invariant(salt && key, 'a stored password hash has its five parts');
  const expected = Buffer.from(key, 'base64url');
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost);
  usualMs = performance.now() - startedAt;
  return timingSafeEqual(actual, expected) && stored != null;
}

/** Takes as long as a comparison, at no cost. */
export async function idleAsVerify(): Promise<void> {
  await sleep(usualMs);
}
