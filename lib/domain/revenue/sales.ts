import { Prisma, type Tx } from '@/lib/core/db';
import { addDays, dayIn } from '@/lib/core/time';
import { type Period, at, day, firstDay, only, within } from './internal';

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

/** Currencies in which something was ever sold, a tier without credits too: they are never added to each other. */
export async function currenciesOf(tx: Tx, now: Date): Promise<string[]> {
  const [first, end] = [await firstDay(tx, now), dayIn(addDays(now, 1))];
  const rows = await tx.$queryRaw<{ currency: string }[]>`
    SELECT currency FROM sold_currencies() AS currency
    UNION SELECT currency::text FROM mrr_days(${day(first)}, ${day(end)}) ORDER BY 1`;
  return rows.map(({ currency }) => currency);
}

/**
 * Organisations that bought a pack in the period and had no MRR at its end: with the subscribers they are those
 * who paid.
 */
export async function buyersWithoutTier(tx: Tx, period: Period, currency: string): Promise<bigint> {
  const { organisations } = await only(tx.$queryRaw<{ organisations: bigint }[]>`
    SELECT count(*) AS organisations FROM (
      SELECT b."organisationId" FROM (
        SELECT DISTINCT "organisationId" FROM "Purchase" WHERE ${paid(period)} AND currency = ${currency}
      ) b LEFT JOIN "MrrMovement" m ON m."organisationId" = b."organisationId" AND m.currency = ${currency} AND m.at < ${at(period.end)}
      GROUP BY 1 HAVING coalesce(sum(m."deltaMinor"), 0) = 0) without`);
  return organisations;
}
