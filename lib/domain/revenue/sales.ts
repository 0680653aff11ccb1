import { Prisma, type Tx } from '@/lib/core/db';
import { type Period, only, within, withinDays } from './internal';

type Sales = { revenueMinor: bigint; purchases: bigint; buyers: bigint };
type PackMonth = { month: string; code: string; name: string; purchases: bigint; revenueMinor: bigint };

const paid = (period: Period, currency: string) => Prisma.sql`
  status = 'paid' AND ${within(Prisma.sql`"paidAt"`, period)} AND currency = ${currency}`;

/** Pack sales of a period without tax, in one currency. */
export function salesOf(tx: Tx, period: Period, currency: string): Promise<Sales> {
  return only(tx.$queryRaw<Sales[]>`
    SELECT coalesce(sum("totalMinor" - "taxMinor"), 0)::bigint AS "revenueMinor", count(*) AS purchases,
      count(DISTINCT "organisationId") AS buyers
    FROM "Purchase" WHERE ${paid(period, currency)}`);
}

/** The same by month (UTC) and pack. A pack that was renamed carries the name it was last sold under. */
export function packMonthsOf(tx: Tx, period: Period, currency: string): Promise<PackMonth[]> {
  return tx.$queryRaw<PackMonth[]>`
    SELECT to_char("paidAt" AT TIME ZONE 'UTC', 'YYYY-MM') AS month, "packCode" AS code,
      (array_agg("packName" ORDER BY "paidAt" DESC))[1] AS name, count(*) AS purchases,
      sum("totalMinor" - "taxMinor")::bigint AS "revenueMinor"
    FROM "Purchase" WHERE ${paid(period, currency)}
    GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Currencies in which something was ever sold: they are never added to each other. */
export async function currenciesOf(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ currency: string }[]>`
    SELECT currency FROM "Purchase" WHERE status = 'paid' UNION
    SELECT currency FROM "Subscription" WHERE "priceMinor" > 0 ORDER BY currency`;
  return rows.map(({ currency }) => currency);
}

/** Organisations that bought, held a paid subscription at the period's end, or used credits: those that ARPU counts. */
export async function activeOrganisations(tx: Tx, period: Period, currency: string): Promise<bigint> {
  const { organisations } = await only(tx.$queryRaw<{ organisations: bigint }[]>`
    SELECT count(*) AS organisations FROM (
      SELECT "organisationId" FROM "Purchase" WHERE ${paid(period, currency)}
      UNION
      SELECT "organisationId" FROM "Subscription" WHERE ${paying(period.end, currency)}
      UNION
      SELECT u."organisationId" FROM "UsageDay" u JOIN "Organisation" o ON o.id = u."organisationId"
      WHERE ${withinDays(period)} AND u."consumedMicro" > 0 AND o.currency = ${currency}
    ) active`);
  return organisations;
}

/**
 * A subscription that counts for MRR at an instant: for money, begun by then, not cancelled by then, and not overdue
 * today (what was overdue in the past is not kept).
 */
export const paying = (instant: Date | Prisma.Sql, currency: string) => {
  const by = instant instanceof Date ? Prisma.sql`${instant.toISOString()}::timestamptz` : instant;
  return Prisma.sql`"priceMinor" > 0 AND status <> 'past_due' AND "startedAt" < ${by}
    AND ("cancelledAt" IS NULL OR "cancelledAt" >= ${by}) AND currency = ${currency}`;
};
