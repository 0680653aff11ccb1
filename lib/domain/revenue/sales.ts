import { Prisma, type Tx } from '@/lib/core/db';
import { addDays, dayIn } from '@/lib/core/time';
import { type Period, at, day, firstDay, only, within } from './internal';
import type { Range } from './range';

/** Pack sales of a month (UTC) without tax, by currency and pack: of the range (`isNow`) or of the period before it. */
export type Sale = {
  isNow: boolean;
  month: string;
  currency: string;
  code: string;
  name: string;
  purchases: bigint;
  revenueMinor: bigint;
};
export type Buyers = { buyers: bigint; withoutTier: bigint };

const isNow = ({ start }: Period) => Prisma.sql`"paidAt" >= ${at(start)}`;
/** Paid in the range or in the period before it: one stretch of the index, less what may lie between them. */
const paid = (range: Range) =>
  Prisma.sql`status = 'paid' AND ${within(Prisma.sql`"paidAt"`, { start: range.former.start, end: range.end })}
    AND (${isNow(range)} OR "paidAt" < ${at(range.former.end)})`;

/** Pack sales of both periods, read once. Of a pack that was renamed one name is shown. */
export function salesOf(tx: Tx, range: Range): Promise<Sale[]> {
  return tx.$queryRaw<Sale[]>`
    SELECT "isNow", to_char(month, 'YYYY-MM') AS month, currency::text, code, name, purchases, "revenueMinor" FROM (
      SELECT ${isNow(range)} AS "isNow", date_trunc('month', "paidAt" AT TIME ZONE 'UTC') AS month, currency, "packCode" AS code,
        max("packName") AS name, count(*) AS purchases, sum("totalMinor" - "taxMinor")::bigint AS "revenueMinor"
      FROM "Purchase" WHERE ${paid(range)} GROUP BY 1, 2, 3, 4) sale
    ORDER BY 2, 4`;
}

/** Currencies in which something was ever sold that is earned later; a tier without credits stands in MRR alone. */
export function soldCurrencies(tx: Tx): Promise<{ currency: string }[]> {
  return tx.$queryRaw<{ currency: string }[]>`SELECT currency FROM sold_currencies() AS currency`;
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
 * The organisations that bought a pack in the range and in the period before it, and those of them without MRR at its end: with
 * the subscribers they are those who paid.
 */
export async function buyersOf(tx: Tx, range: Range, currency: string) {
  const { former } = range;
  const row = await only(tx.$queryRaw<Record<'now' | 'nowFree' | 'former' | 'formerFree', bigint>[]>`
    SELECT count(*) FILTER (WHERE now) AS now, count(*) FILTER (WHERE now AND "nowMinor" = 0) AS "nowFree",
      count(*) FILTER (WHERE former) AS former, count(*) FILTER (WHERE former AND "formerMinor" = 0) AS "formerFree"
    FROM (
      SELECT b.now, b.former, coalesce(sum(m."deltaMinor"), 0) AS "nowMinor",
        coalesce(sum(m."deltaMinor") FILTER (WHERE m.at < ${at(former.end)}), 0) AS "formerMinor"
      FROM (
        SELECT "organisationId", bool_or(${isNow(range)}) AS now, bool_or(NOT ${isNow(range)}) AS former
        FROM "Purchase" WHERE ${paid(range)} AND currency = ${currency} GROUP BY 1
      ) b LEFT JOIN "MrrMovement" m ON m."organisationId" = b."organisationId" AND m.currency = ${currency} AND m.at < ${at(range.end)}
      GROUP BY b."organisationId", 1, 2) buyer`);
  return {
    now: { buyers: row.now, withoutTier: row.nowFree },
    former: { buyers: row.former, withoutTier: row.formerFree },
  };
}
