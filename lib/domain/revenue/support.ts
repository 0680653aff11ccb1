import { Prisma, type Tx } from '@/lib/core/db';
import { type Period, only, within } from './internal';

type Support = {
  filed: bigint;
  reporters: bigint;
  resolved: bigint;
  resolutionSeconds: bigint;
  ratings: bigint;
  scores: bigint;
};

/**
 * Requests and ratings of a period. A request is paid when it is filed (its credits are held in the same
 * transaction), so payment to resolution is filing to resolution; the seconds are summed over `resolved`.
 */
export function supportOf(tx: Tx, period: Period): Promise<Support> {
  return only(tx.$queryRaw<Support[]>`
    SELECT filed.*, resolved.*, rated.* FROM (
      SELECT count(*) AS filed, count(DISTINCT "organisationId") AS reporters
      FROM "Request" WHERE ${within(Prisma.sql`"createdAt"`, period)}
    ) filed, (
      SELECT count(*) AS resolved,
        coalesce(sum(extract(epoch FROM "resolvedAt" - "createdAt")), 0)::bigint AS "resolutionSeconds"
      FROM "Request" WHERE ${within(Prisma.sql`"resolvedAt"`, period)} AND status <> 'cancelled'
    ) resolved, (
      SELECT count(*) AS ratings, coalesce(sum(score), 0)::bigint AS scores
      FROM "Rating" WHERE ${within(Prisma.sql`"createdAt"`, period)}
    ) rated`);
}
