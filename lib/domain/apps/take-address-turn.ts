import { countTurns } from '@/lib/core/throttle';
import type { KeyTurn } from './schema';

const RULE = 'api-unknown';
const LIMIT = 120;
const MINUTE_SECONDS = 60;
/** Addresses that a process remembers as over the limit; with more it forgets them and counts anew. */
const MOST_REMEMBERED = 10_000;

const over = new Map<string, number>();

/**
 * Counts a key that nobody knows against the address it came from, for all processes together. Known keys have turns of
 * their own and never come here. Whoever is over the limit costs no more counting until their minute ends.
 */
export async function takeAddressTurn(ip = 'unknown'): Promise<KeyTurn> {
  const endsAtMs = over.get(ip) ?? 0;
  if (performance.now() < endsAtMs) return turnOf(LIMIT + 1, endsAtMs - performance.now());
  over.delete(ip);
  const { consumed, resetMs } = await countTurns(RULE, MINUTE_SECONDS, ip, 1);
  if (consumed > LIMIT) remember(ip, performance.now() + resetMs);
  return turnOf(consumed, resetMs);
}

function remember(ip: string, endsAtMs: number): void {
  if (over.size >= MOST_REMEMBERED) over.clear();
  over.set(ip, endsAtMs);
}

const turnOf = (consumed: number, resetMs: number): KeyTurn => ({
  ...{ allowed: consumed <= LIMIT, limit: LIMIT, remaining: Math.max(LIMIT - consumed, 0) },
  resetSeconds: Math.max(Math.ceil(resetMs / 1_000), 0),
});
