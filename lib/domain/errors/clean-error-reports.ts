import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { limits } from './schema';

const BATCH = 5_000;

/**
 * Removes reports older than 30 days in small bites, and then groups that saw none for 90 days and that no request
 * names; until then groups and their counts stay. Returns how many went.
 */
export async function cleanErrorReports(ctx: Context): Promise<{ removed: number; groups: number }> {
  authorise(ctx, 'jobs:manage');
  const removed = await inBites(removeReports, addDays(ctx.now, -limits.reportDays));
  return { removed, groups: await inBites(removeGroups, addDays(ctx.now, -limits.groupDays)) };
}

async function inBites(remove: (before: string) => Promise<number>, before: Date): Promise<number> {
  for (let removed = 0; ;) {
    const count = await remove(before.toISOString());
    removed += count;
    if (count < BATCH) return removed;
  }
}

const removeReports = (before: string) => db.$executeRaw`
  DELETE FROM "ErrorReport" WHERE ("organisationId", id) IN (
    SELECT "organisationId", id FROM "ErrorReport" WHERE "createdAt" < ${before}::timestamptz LIMIT ${BATCH})`;

// The date stands twice: a report that comes meanwhile keeps its group.
const removeGroups = (before: string) => db.$executeRaw`
  DELETE FROM "ErrorGroup" WHERE "lastSeenAt" < ${before}::timestamptz AND ("organisationId", id) IN (
    SELECT g."organisationId", g.id FROM "ErrorGroup" g
    WHERE g."lastSeenAt" < ${before}::timestamptz
      AND NOT EXISTS (SELECT FROM "Request" r WHERE r."organisationId" = g."organisationId" AND r."errorGroupId" = g.id)
      AND NOT EXISTS (SELECT FROM "ErrorReport" e WHERE e."organisationId" = g."organisationId" AND e."groupId" = g.id)
    LIMIT ${BATCH})`;
