import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { announce } from '@/lib/domain/notifications/announce';
import { turnClocks } from '@/lib/domain/sla/steps';
import { customersOf } from './customers-of';
import { closeBefore } from './rules';

const BATCH = 50;

type Closed = {
  organisationId: string;
  id: string;
  number: string;
  subject: string;
  openedById: string | null;
  contactId: string | null;
};

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
      RETURNING "organisationId", id, number, subject, "openedById", "contactId"`;
    for (const closed of rows) {
      await turnClocks(tx, ctx, closed, 'ended');
      await tell(tx, ctx, closed);
    }
    await tx.requestEvent.createMany({
      data: rows.map(({ organisationId, id }) => ({
        ...{ organisationId, id: newId('event'), requestId: id, kind: 'closed', data: {} },
        createdAt: ctx.now,
      })),
    });
    return rows.length;
  });
}

/** Whoever wants to hear of it hears that it is over; by default in the bell alone. */
async function tell(tx: Tx, ctx: Context, closed: Closed): Promise<void> {
  const { organisationId, id, number, subject } = closed;
  await announce(tx, ctx, {
    ...{ event: 'requestClosed', organisationId, requestId: id, values: { number, subject } },
    ...{ to: await customersOf(tx, ctx, closed), path: `/support/requests/${id}` },
    key: `request-closed:${id}`,
  });
}
