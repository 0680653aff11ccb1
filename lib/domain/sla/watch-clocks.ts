import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { clockOf, readCalendarOf } from './internal';
import type { SlaKind } from './schema.dto';
import { isLate, usedAt } from './segments';
import { tellOfPromise } from './tell-of-promise';
import { clockKey } from './write-clock';

const BATCH = 100;

type Due = { organisationId: string; requestId: string; kind: SlaKind };

/**
 * Tells of promises that have used four fifths of their time, once each: whoever works on the request, or the desk while
 * nobody does; and of those that are broken, to both. Safe to run twice or at once.
 */
export async function watchClocks(ctx: Context): Promise<{ near: number; breached: number }> {
  authorise(ctx, 'jobs:manage');
  let breached = 0;
  for (let after: Cursor | null = { at: '-infinity', requestId: '' }; after;) {
    const from: Cursor = after;
    const batch = await transaction((tx) => tellBreached(tx, ctx, from));
    breached += batch.told;
    after = batch.next;
  }
  // After those that are broken: what is late is not near any more.
  let near = 0;
  for (let count = BATCH; count === BATCH; near += count) {
    count = await transaction((tx) => tellNear(tx, ctx));
  }
  return { near, breached };
}

/** Where a batch ended: those that are due but not late stay as they are, and must not hide the ones behind them. */
type Cursor = { at: string; requestId: string };

async function tellNear(tx: Tx, ctx: Context): Promise<number> {
  const now = ctx.now.toISOString();
  const rows = await tx.$queryRaw<Due[]>`
    UPDATE "SlaClock" SET "nearToldAt" = ${now}::timestamptz
    WHERE ("organisationId", "requestId", kind) IN (
      SELECT "organisationId", "requestId", kind FROM "SlaClock"
      WHERE state = 'running' AND "nearAt" <= ${now}::timestamptz AND "nearToldAt" IS NULL AND "breachedAt" IS NULL
      ORDER BY "nearAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING "organisationId", "requestId", kind::text AS kind`;
  for (const row of rows) await tellOfPromise(tx, ctx, row, 'slaNear');
  return rows.length;
}

/**
 * One that was due at the end of a working day is not late before the next begins: more must be used than was promised.
 */
async function tellBreached(
  tx: Tx,
  ctx: Context,
  after: Cursor,
): Promise<{ told: number; next: Cursor | null }> {
  const rows = await tx.$queryRaw<(Due & { dueAt: Date })[]>`
    SELECT "organisationId", "requestId", kind::text AS kind, "dueAt" FROM "SlaClock"
    WHERE state = 'running' AND "dueAt" < ${ctx.now.toISOString()}::timestamptz AND "breachedAt" IS NULL
      AND ("dueAt", "requestId") > (${after.at}::timestamptz, ${after.requestId})
    ORDER BY "dueAt", "requestId" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  let told = 0;
  for (const row of rows) {
    if (!(await markIfLate(tx, ctx, row))) continue;
    await tellOfPromise(tx, ctx, row, 'slaBreached');
    told += 1;
  }
  const last = rows.at(-1);
  const isLast = !last || rows.length < BATCH;
  return { told, next: isLast ? null : { at: last.dueAt.toISOString(), requestId: last.requestId } };
}

async function markIfLate(tx: Tx, ctx: Context, row: Due): Promise<boolean> {
  const key = clockKey({ organisationId: row.organisationId, id: row.requestId }, row.kind);
  const where = { organisationId_requestId_kind: key };
  const { segments, ...found } = await tx.slaClock.findUniqueOrThrow({
    where,
    include: { segments: { where: { toAt: null } } },
  });
  const clock = clockOf(found, segments[0]);
  const calendar = await readCalendarOf(tx, clock.last.policyId);
  if (!isLate(usedAt(clock, ctx.now, calendar), clock.targetMs)) return false;
  await tx.slaClock.update({ where, data: { breachedAt: clock.dueAt } });
  return true;
}
