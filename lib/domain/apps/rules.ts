import { createHash, randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { crc32 } from 'node:zlib';
import { AppError } from '@/lib/core/errors';
import type { KeyStatus, ResolvedKey } from './schema';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET = /^md_(live|test)_[0-9A-Za-z]{43}([0-9A-Za-z]{6})$/;
const CHECKSUM = 6;
/** How much of a key is shown: its kind and six characters, which leave more than 220 bits unknown. */
const SHOWN = 'md_live_'.length + 6;

export type KeyMode = 'live' | 'test';

function base62(value: bigint, width: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text;
  return text.padStart(width, '0');
}

const checksum = (body: string) => base62(BigInt(crc32(body)), CHECKSUM);

/**
 * A new secret: its kind, 32 random bytes in base 62, and a checksum (CRC-32), by which a scanner of repositories knows
 * a real key and a mistyped one costs no look-up. No `-` in it: a double click takes the whole key.
 */
export function newSecret(mode: KeyMode): string {
  const body = `md_${mode}_${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)}`;
  return body + checksum(body);
}

/** The kind of deployment that made the key, or null for what no deployment ever made. */
export function modeOf(secret: string): KeyMode | null {
  const [, mode, sum] = SECRET.exec(secret) ?? [];
  if (!mode || checksum(secret.slice(0, -CHECKSUM)) !== sum) return null;
  return mode as KeyMode;
}

/**
 * What is kept of a secret. A slow hash guards what people choose; 256 random bits cannot be guessed however fast the
 * hash is, and this one stands before every call.
 */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const prefixOf = (secret: string): string => secret.slice(0, SHOWN);

/** Whether an address stands on a list of addresses and CIDR blocks, IPv4 and IPv6. An empty list holds everybody. */
export function isAllowed(allowedIps: string[], ip: string | undefined): boolean {
  if (allowedIps.length === 0) return true;
  const version = ip ? isIP(ip) : 0;
  if (!ip || version === 0) return false;
  const list = new BlockList();
  for (const entry of allowedIps) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list.check(ip, version === 6 ? 'ipv6' : 'ipv4');
}

/** Why a key that we know may not be used now from this address; null when it may. */
export function refusalOf(key: ResolvedKey, ip: string | undefined): AppError | null {
  if (key.status === 'revoked') return new AppError('unauthenticated', 'keyRevoked');
  if (key.status === 'expired') return new AppError('unauthenticated', 'keyExpired');
  if (key.status === 'appDisabled') return new AppError('forbidden', 'appDisabled');
  if (!isAllowed(key.allowedIps, ip)) return new AppError('forbidden', 'keyAddress');
  return null;
}

type Ending = { revokedAt: Date | null; expiresAt: Date | null; replacedById: string | null };

/** How a key stands at a moment. */
export function statusOf(key: Ending, now: Date): KeyStatus {
  if (key.revokedAt) return 'revoked';
  if (key.expiresAt && key.expiresAt <= now) return 'expired';
  return key.replacedById ? 'ending' : 'active';
}
