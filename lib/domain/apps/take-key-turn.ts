import { gather } from '@/lib/core/gather';
import { countTurns, readTurns } from '@/lib/core/throttle';
import type { KeyTurn } from './schema';

const RULE = 'api-key';
const MINUTE_SECONDS = 60;
/** A process counts so much of a limit ahead; whoever may call 1,000,000 times need not ask the table each time. */
const AHEAD = 1_000;

type Asked = { keyId: string; ratePerMinute: number };

/** Places in a key's minute that this process has counted and not given away yet: from `place` + 1 to `last`. */
type Places = { place: number; last: number; endsAtMs: number };

const ahead = new Map<string, Places>();

function next(places: Places, limit: number): KeyTurn {
  const place = ++places.place;
  const resetSeconds = Math.max(Math.ceil((places.endsAtMs - performance.now()) / 1_000), 0);
  return { allowed: place <= limit, limit, remaining: Math.max(limit - place, 0), resetSeconds };
}

/** The waiting turns of a key are one count of the shared row: a busy key does not queue on it. */
const count = gather(
  async (asked: Asked[]): Promise<KeyTurn[]> => {
    const wanted = new Map<string, number>();
    for (const { keyId, ratePerMinute } of asked)
      wanted.set(keyId, (wanted.get(keyId) ?? Math.floor(ratePerMinute / AHEAD)) + 1);
    const counted = new Map(
      await Promise.all([...wanted].map(([keyId, turns]) => countPlaces(keyId, turns))),
    );
    const turns = asked.map(({ keyId, ratePerMinute }) => next(counted.get(keyId) as Places, ratePerMinute));
    // Only now: what was counted for those who waited is not for those who came meanwhile.
    for (const [keyId, places] of counted) ahead.set(keyId, places);
    return turns;
  },
  { max: 1_000, lanes: 2 },
);

async function countPlaces(keyId: string, turns: number): Promise<[string, Places]> {
  const { consumed, resetMs } = await countTurns(RULE, MINUTE_SECONDS, keyId, turns);
  return [keyId, { place: consumed - turns, last: consumed, endsAtMs: performance.now() + resetMs }];
}

/**
 * Counts a call of a key within its minute, for all processes together; the minute begins with the key's first call.
 * Counting comes before the work, so that parallel callers cannot all slip through. What a process counted ahead (a
 * thousandth of the limit) and did not use is lost to the others until the minute is over, never given twice.
 */
export function takeKeyTurn(keyId: string, ratePerMinute: number): Promise<KeyTurn> {
  const places = ahead.get(keyId);
  if (places && places.place < places.last && performance.now() < places.endsAtMs)
    return Promise.resolve(next(places, ratePerMinute));
  return count({ keyId, ratePerMinute });
}

/** How many calls each key has made in its present minute; nothing for one that made none. */
export const callsThisMinute = (keyIds: string[], now: Date): Promise<Map<string, number>> =>
  readTurns(RULE, keyIds, now);
