import { Prisma, type Tx } from '@/lib/core/db';
import { only } from './internal';
import { paying } from './sales';

type Tier = { code: string; name: string; subscriptions: bigint; mrrMinor: bigint };
type Movement = {
  step: number;
  newMinor: bigint;
  expansionMinor: bigint;
  contractionMinor: bigint;
  churnMinor: bigint;
};

/** Monthly recurring revenue at an instant: the agreed monthly prices of the subscriptions that count then. */
export function mrrAt(tx: Tx, instant: Date, currency: string) {
  return only(tx.$queryRaw<{ mrrMinor: bigint; subscriptions: bigint }[]>`
    SELECT coalesce(sum("priceMinor"), 0)::bigint AS "mrrMinor", count(*) AS subscriptions
    FROM "Subscription" WHERE ${paying(instant, currency)}`);
}

export function tiersAt(tx: Tx, instant: Date, currency: string): Promise<Tier[]> {
  return tx.$queryRaw<Tier[]>`
    SELECT "tierCode" AS code, (array_agg("tierName" ORDER BY "startedAt" DESC))[1] AS name,
      count(*) AS subscriptions, sum("priceMinor")::bigint AS "mrrMinor"
    FROM "Subscription" WHERE ${paying(instant, currency)}
    GROUP BY 1 ORDER BY sum("priceMinor") DESC, 1`;
}

/**
 * How MRR changed between each two neighbouring instants, by comparing each organisation with itself: `step` n is the
 * change from edge n to n + 1. What left is negative; the four sum to the difference of MRR.
 */
export function movementsBetween(tx: Tx, edges: Date[], currency: string): Promise<Movement[]> {
  const instants = edges.map((edge) => edge.toISOString());
  return tx.$queryRaw<Movement[]>`
    WITH edge AS (SELECT at, n FROM unnest(${instants}::timestamptz[]) WITH ORDINALITY AS e (at, n)),
    state AS (
      SELECT e.n, s."organisationId" AS org, sum(s."priceMinor") AS mrr
      FROM edge e JOIN "Subscription" s ON ${paying(Prisma.sql`e.at`, currency)}
      GROUP BY 1, 2
    ), change AS (
      SELECT coalesce(b.n, a.n + 1) AS n, coalesce(a.mrr, 0) AS before, coalesce(b.mrr, 0) AS after
      FROM state a FULL JOIN state b ON b.org = a.org AND b.n = a.n + 1
    )
    SELECT (n - 1)::int AS step,
      coalesce(sum(after) FILTER (WHERE before = 0), 0)::bigint AS "newMinor",
      coalesce(sum(after - before) FILTER (WHERE before > 0 AND after > before), 0)::bigint AS "expansionMinor",
      coalesce(sum(after - before) FILTER (WHERE after > 0 AND after < before), 0)::bigint AS "contractionMinor",
      coalesce(-sum(before) FILTER (WHERE after = 0), 0)::bigint AS "churnMinor"
    FROM change WHERE n BETWEEN 2 AND ${edges.length} GROUP BY n ORDER BY n`;
}
