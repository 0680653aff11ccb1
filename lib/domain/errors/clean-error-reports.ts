import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { limits } from './schema';

const BATCH = 5_000;

/** Removes reports older than 30 days in small bites; their groups and counts stay. Returns how many went. */
export async function cleanErrorReports(ctx: Context): Promise<{ removed: number }> {
  authorise(ctx, 'jobs:manage');
  const before = addDays(ctx.now, -limits.reportDays).toISOString();
  for (let removed = 0; ;) {
    const count = await db.$executeRaw`
      DELETE FROM "ErrorReport" WHERE ("organisationId", id) IN (
        SELECT "organisationId", id FROM "ErrorReport" WHERE "createdAt" < ${before}::timestamptz LIMIT ${BATCH})`;
    removed += count;
    if (count < BATCH) return { removed };
  }
}
