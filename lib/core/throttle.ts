import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { db } from './db';

/** At most `points` turns in `seconds`, counted for each key in the database: every process counts the same. */
export type ThrottleRule = { name: string; points: number; seconds: number };

type Query = { text: string; values: unknown[] };

// The limiter speaks to a client of `pg`; ours is Prisma's pool. Its bigints would not mix with the limiter's numbers.
const client = {
  async query({ text, values }: Query) {
    const rows = await db.$queryRawUnsafe<{ points?: number; expire?: bigint | null }[]>(text, ...values);
    const plain = rows.map((row) => ({ ...row, expire: row.expire == null ? null : Number(row.expire) }));
    return { rows: plain, rowCount: plain.length };
  },
};

const limiters = new Map<string, RateLimiterPostgres>();

function limiterOf(rule: ThrottleRule): RateLimiterPostgres {
  const made = limiters.get(rule.name);
  if (made) return made;
  const limiter = new RateLimiterPostgres({
    storeClient: client,
    storeType: 'client',
    tableName: 'throttle',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: rule.name,
    points: rule.points,
    duration: rule.seconds,
  });
  limiters.set(rule.name, limiter);
  return limiter;
}

/**
 * Counts one turn of `key` and says whether it was still within the rule. Counting comes before the work, so that
 * parallel callers cannot all slip through.
 */
export async function takeTurn(rule: ThrottleRule, key: string): Promise<boolean> {
  try {
    await limiterOf(rule).consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

/**
 * Counts `turns` of `key` at once and says how many its window has now and when it ends; who counts decides what is too
 * many. For callers who come by the thousand with limits of their own.
 */
export async function countTurns(
  name: string,
  seconds: number,
  key: string,
  turns: number,
): Promise<{ consumed: number; resetMs: number }> {
  const { consumedPoints, msBeforeNext } = await limiterOf({ name, seconds, points: 1 }).penalty(key, turns);
  return { consumed: consumedPoints, resetMs: msBeforeNext };
}

/** How many turns the present window of each key has; a key without one is left out. */
export async function readTurns(name: string, keys: string[], now: Date): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ key: string; points: number }[]>`
    SELECT key, points FROM throttle
    WHERE key = ANY (${keys.map((key) => `${name}:${key}`)}::text[]) AND expire > ${now.getTime()}::bigint`;
  return new Map(rows.map(({ key, points }) => [key.slice(name.length + 1), points]));
}

/** Gives a turn back: it was no failure after all. */
export async function returnTurn(rule: ThrottleRule, key: string): Promise<void> {
  await limiterOf(rule).reward(key);
}

/** Removes what has run out; the worker calls it once in a while. */
export async function cleanThrottle(now: Date): Promise<number> {
  return db.$executeRaw`DELETE FROM throttle WHERE expire < ${now.getTime()}::bigint`;
}
