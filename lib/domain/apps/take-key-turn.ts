import { gather } from '@/lib/core/gather';
import { countTurns, readTurns } from '@/lib/core/throttle';
import type { KeyTurn } from './schema';

const RULE = 'api-key';
const MINUTE_SECONDS = 60;

type Asked = { keyId: string; ratePerMinute: number };

/** The waiting turns of a key are one count of the shared row: a busy key does not queue on it. */
const count = gather(
  async (asked: Asked[]): Promise<KeyTurn[]> => {
    const turns = new Map<string, number>();
    for (const { keyId } of asked) turns.set(keyId, (turns.get(keyId) ?? 0) + 1);
    const counted = new Map(
      await Promise.all(
        [...turns].map(async ([keyId, n]) => {
          const { consumed, resetMs } = await countTurns(RULE, MINUTE_SECONDS, keyId, n);
          const before = { place: consumed - n, resetSeconds: Math.ceil(resetMs / 1_000) };
          return [keyId, before] as [string, typeof before];
        }),
      ),
    );
    return asked.map(({ keyId, ratePerMinute: limit }) => {
      const key = counted.get(keyId) ?? { place: 0, resetSeconds: MINUTE_SECONDS };
      const place = ++key.place;
      const { resetSeconds } = key;
      return { allowed: place <= limit, limit, remaining: Math.max(limit - place, 0), resetSeconds };
    });
  },
  { max: 1_000, lanes: 2 },
);

/**
 * Counts a call of a key within its minute, for all processes together; the minute begins with the key's first call.
 * Counting comes before the work, so that parallel callers cannot all slip through.
 */
export function takeKeyTurn(keyId: string, ratePerMinute: number): Promise<KeyTurn> {
  return count({ keyId, ratePerMinute });
}

/** How many calls each key has made in its present minute; nothing for one that made none. */
export const callsThisMinute = (keyIds: string[], now: Date): Promise<Map<string, number>> =>
  readTurns(RULE, keyIds, now);
