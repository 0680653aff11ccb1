import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { each } from '@/lib/core/each';

type Due = { organisationId: string };

/** Posts the expiry of every lot and hold that fell due, one wallet a transaction. Returns how many wallets moved. */
export async function expireCredits(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const now = ctx.now.toISOString();
  const due = await db.$queryRaw<Due[]>`
    SELECT "organisationId" FROM "Lot" WHERE "isOpen" AND "expiresAt" <= ${now}::timestamptz
    UNION SELECT "organisationId" FROM "Hold" WHERE status = 'active' AND "expiresAt" <= ${now}::timestamptz`;
  await each(
    due,
    ({ organisationId }) => db.$executeRaw`SELECT wallet_open(${organisationId}, ${now}::timestamptz)`,
  );
  return due.length;
}

/**
 * Posts what of one wallet fell due by `now`, where anything did: who reads it must not find set aside what its hold has
 * given back a moment ago, before the job came by.
 */
export async function postDue(tx: Tx, organisationId: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx.$executeRaw`
    SELECT wallet_open(${organisationId}, ${at}::timestamptz) FROM "Wallet" w
    WHERE w."organisationId" = ${organisationId} AND wallet_is_behind(w, ${at}::timestamptz)`;
}

/**
 * Recognises as revenue what was consumed of paid lots since the last time, each use in its month: what lies before a month's
 * end is posted at its last instant. Returns how many lots moved.
 */
export async function recogniseRevenue(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const now = ctx.now.toISOString();
  const due = await db.$queryRaw<Due[]>`
    SELECT DISTINCT "organisationId" FROM "Lot"
    WHERE "costMinor" IS NOT NULL AND "recognisedMinor" <>
      div("costMinor"::numeric * ("grantedMicro" - "remainingMicro" - "heldMicro"), "grantedMicro")`;
  let moved = 0;
  await each(due, async ({ organisationId }) => {
    const rows = await db.$queryRaw<{ lots: bigint }[]>`
      SELECT journal_recognise(${organisationId}, ${now}::timestamptz) AS lots`;
    moved += Number(rows[0]?.lots ?? 0);
  });
  return moved;
}

/** Recognises at the end of a month that is over what was consumed before it, one wallet a transaction. */
export async function recogniseUntil(now: Date, end: Date): Promise<void> {
  const edge = end.toISOString();
  const due = await db.$queryRaw<Due[]>`
    SELECT DISTINCT "organisationId" FROM lots_as_of(${edge}::timestamptz) WHERE "usedMinor" <> "recognisedMinor"`;
  await each(
    due,
    ({ organisationId }) => db.$executeRaw`
      SELECT journal_recognise(${organisationId}, ${now.toISOString()}::timestamptz, ${edge}::timestamptz)`,
  );
}
