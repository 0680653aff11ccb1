import { authorise, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { CALL_DAYS, CALLS_PER_KEY } from './schema';

/** Forgets the calls of a week ago, and of each key all but the last thousand. Answers how many went. */
export async function cleanCalls(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const since = addDays(ctx.now, -CALL_DAYS).toISOString();
  return db.$executeRaw`
    DELETE FROM "ApiCall" c USING (
      SELECT k.id, greatest(${since}::timestamptz, (
        SELECT x.at FROM "ApiCall" x WHERE x."apiKeyId" = k.id ORDER BY x.at DESC OFFSET ${CALLS_PER_KEY - 1} LIMIT 1
      )) AS since
      FROM "ApiKey" k
    ) kept
    WHERE c."apiKeyId" = kept.id AND c.at < kept.since`;
}
