import { Prisma as sql, db } from '@/lib/core/db';
import { type Scope, sureScope } from './scope';

/**
 * How many public messages of others each request has that this person has not seen: newer than their mark, and for a
 * reporter without one, all. Requests without any are left out.
 */
export async function unreadOf(scope: Scope, requestIds: readonly string[]): Promise<Map<string, number>> {
  if (requestIds.length === 0) return new Map();
  const rows = await count(scope, sql.sql`AND r.id = ANY (${[...requestIds]}::text[])`);
  return new Map(rows.map(({ id, unread }) => [id, unread]));
}

/** How many messages of the scope are unread, over all of its requests: the sum of what `unreadOf` says of each. */
export async function countInboxUnread(scope: Scope): Promise<number> {
  return (await count(scope, sql.empty)).reduce((sum, { unread }) => sum + unread, 0);
}

/** Reads by the same two conditions as `scopeWhere`, in SQL because it joins what Prisma cannot. */
function count(scope: Scope, more: sql.Sql): Promise<{ id: string; unread: number }[]> {
  const { organisationId, deploymentId, email, isAdmin } = sureScope(scope);
  const own = isAdmin ? sql.empty : sql.sql`AND c.email = ${email}`;
  return db.$queryRaw`
    SELECT r.id, count(*)::int AS unread
    FROM "Request" r
    JOIN "Contact" c ON c."organisationId" = r."organisationId" AND c.id = r."contactId"
      AND c."deploymentId" = r."deploymentId"
    LEFT JOIN "Contact" me ON me."organisationId" = r."organisationId" AND me."deploymentId" = r."deploymentId"
      AND me.email = ${email}
    LEFT JOIN "RequestParticipant" p ON p."organisationId" = r."organisationId" AND p."requestId" = r.id
      AND p."contactId" = me.id
    JOIN "Message" m ON m."organisationId" = r."organisationId" AND m."requestId" = r.id
      AND (me.id IS NULL OR m."contactId" IS DISTINCT FROM me.id)
      AND m."createdAt" > coalesce(p."readAt", '-infinity'::timestamptz)
    WHERE r."organisationId" = ${organisationId} AND r."deploymentId" = ${deploymentId} ${own} ${more}
    GROUP BY r.id`;
}
