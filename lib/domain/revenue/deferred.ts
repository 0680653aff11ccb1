import { Prisma, type Tx } from '@/lib/core/db';
import { type Period, at, only, within } from './internal';

type Deferred = {
  openingMinor: bigint;
  soldMinor: bigint;
  recognisedMinor: bigint;
  expiredMinor: bigint;
};

/**
 * The roll-forward of deferred revenue from the journal. It is a liability: its credits are negative lines, so what
 * was sold appears with the sign turned.
 */
export async function deferredOf(tx: Tx, period: Period, currency: string) {
  const inside = within(Prisma.sql`e."postedAt"`, period);
  const moves = await only(tx.$queryRaw<Deferred[]>`
    SELECT coalesce(-sum(l."amountMinor") FILTER (WHERE e."postedAt" < ${at(period.start)}), 0)::bigint AS "openingMinor",
      coalesce(-sum(l."amountMinor") FILTER (WHERE ${inside} AND e.kind = 'purchase'), 0)::bigint AS "soldMinor",
      coalesce(sum(l."amountMinor") FILTER (WHERE ${inside} AND e.kind = 'recognition'), 0)::bigint AS "recognisedMinor",
      coalesce(sum(l."amountMinor") FILTER (WHERE ${inside} AND e.kind = 'expiry'), 0)::bigint AS "expiredMinor"
    FROM "JournalLine" l JOIN "JournalEntry" e ON e."organisationId" = l."organisationId" AND e.id = l."entryId"
    WHERE l.account = 'deferred_revenue' AND l.currency = ${currency} AND e."postedAt" < ${at(period.end)}`);
  const { openingMinor, soldMinor, recognisedMinor, expiredMinor } = moves;
  return { ...moves, closingMinor: openingMinor + soldMinor - recognisedMinor - expiredMinor };
}
