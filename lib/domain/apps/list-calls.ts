import { authorise, type Context, tenant } from '@/lib/core/context';
import { db, Prisma } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { CALL_DAYS, type CallDto, CALLS_SHOWN } from './schema';

type Row = Omit<CallDto, 'at'> & { at: Date };

/** Each key's last calls from its own index, then the last of all: a busy key costs no more than a quiet one. */
async function lastCalls(owner: Prisma.Sql, now: Date): Promise<CallDto[]> {
  const since = addDays(now, -CALL_DAYS).toISOString();
  const rows = await db.$queryRaw<Row[]>`
    SELECT k.id AS "keyId", k.name AS "keyName", c.at, c."requestId", c.method, c.path, c.status, c.code, c."durationMs", c.ip
    FROM "ApiKey" k CROSS JOIN LATERAL (
      SELECT * FROM "ApiCall" c WHERE c."apiKeyId" = k.id AND c.at >= ${since}::timestamptz
      ORDER BY c.at DESC LIMIT ${CALLS_SHOWN}
    ) c
    WHERE ${owner} AND (k."revokedAt" IS NULL OR k."revokedAt" >= ${since}::timestamptz)
    ORDER BY c.at DESC, c."requestId" DESC LIMIT ${CALLS_SHOWN}`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The last calls of all keys of the caller's organisation, newest first. What an app did for it is the app's. */
export async function listCalls(ctx: Context): Promise<CallDto[]> {
  authorise(ctx, 'keys:manage');
  return lastCalls(Prisma.sql`k."organisationId" = ${tenant(ctx)}`, ctx.now);
}

/** The last calls of all keys of an app, newest first. */
export async function listAppCalls(ctx: Context, appId: string): Promise<CallDto[]> {
  authorise(ctx, 'apps:manage');
  return lastCalls(Prisma.sql`k."appId" = ${appId}`, ctx.now);
}
