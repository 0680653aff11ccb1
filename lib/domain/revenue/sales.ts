import { Prisma, type Tx } from '@/lib/core/db';
import { type Period, at, only, within } from './internal';

type Sales = { currency: string; revenueMinor: bigint; purchases: bigint; buyers: bigint };
type PackMonth = { month: string; code: string; name: string; purchases: bigint; revenueMinor: bigint };

const paid = (period: Period) => Prisma.sql`status = 'paid' AND ${within(Prisma.sql`"paidAt"`, period)}`;

/** Pack sales of a period without tax, by currency. */
export function salesOf(tx: Tx, period: Period): Promise<Sales[]> {
  return tx.$queryRaw<Sales[]>`
    SELECT currency, sum("totalMinor" - "taxMinor")::bigint AS "revenueMinor", count(*) AS purchases,
      count(DISTINCT "organisationId") AS buyers
    FROM "Purchase" WHERE ${paid(period)} GROUP BY 1`;
}

/** The same in one currency by month (UTC) and pack. Of a pack that was renamed one name is shown. */
export function packMonthsOf(tx: Tx, period: Period, currency: string): Promise<PackMonth[]> {
  return tx.$queryRaw<PackMonth[]>`
    SELECT to_char("paidAt" AT TIME ZONE 'UTC', 'YYYY-MM') AS month, "packCode" AS code, max("packName") AS name,
      count(*) AS purchases, sum("totalMinor" - "taxMinor")::bigint AS "revenueMinor"
    FROM "Purchase" WHERE ${paid(period)} AND currency = ${currency} GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Currencies in which something was ever sold: they are never added to each other. */
export async function currenciesOf(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ currency: string }[]>`
    SELECT currency FROM sold_currencies() AS currency ORDER BY 1`;
  return rows.map(({ currency }) => currency);
}

/**
 * Organisations that bought a pack in the period and had no paid subscription at its end: with the subscribers they are those
 * who paid.
 */
export async function buyersWithoutTier(tx: Tx, period: Period, currency: string): Promise<bigint> {
  const { organisations } = await only(tx.$queryRaw<{ organisations: bigint }[]>`
    SELECT count(*) AS organisations FROM (
      SELECT DISTINCT "organisationId" FROM "Purchase" WHERE ${paid(period)} AND currency = ${currency}
    ) b WHERE NOT EXISTS (SELECT FROM "Subscription" s WHERE s."organisationId" = b."organisationId" AND s."priceMinor" > 0
      AND s.status <> 'incomplete' AND s."startedAt" < ${at(period.end)}
      AND (s."cancelledAt" IS NULL OR s."cancelledAt" >= ${at(period.end)}))`);
  return organisations;
}
