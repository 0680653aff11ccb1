import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { closeBefore } from './rules';

const BATCH = 200;

type Closed = { organisationId: string; id: string };

/** Closes what was resolved seven days ago or earlier. Safe to run twice or at once: each request closes once. */
export async function closeResolvedRequests(ctx: Context): Promise<{ closed: number }> {
  authorise(ctx, 'jobs:manage');
  let closed = 0;
  for (;;) {
    const count = await closeBatch(ctx);
    closed += count;
    if (count < BATCH) return { closed };
  }
}

async function closeBatch(ctx: Context): Promise<number> {
  return transaction(async (tx) => {
    const now = ctx.now.toISOString();
    const rows = await tx.$queryRaw<Closed[]>`
      UPDATE "Request" SET status = 'closed', "closedAt" = ${now}::timestamptz, "updatedAt" = ${now}::timestamptz
      WHERE ("organisationId", id) IN (
        SELECT "organisationId", id FROM "Request"
        WHERE status = 'resolved' AND "resolvedAt" <= ${closeBefore(ctx.now).toISOString()}::timestamptz
        ORDER BY "resolvedAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING "organisationId", id`;
    await tx.requestEvent.createMany({
      data: rows.map(({ organisationId, id }) => ({
        ...{ organisationId, id: newId('event'), requestId: id, kind: 'closed', data: {} },
        createdAt: ctx.now,
      })),
    });
    return rows.length;
  });
}
