import { Prisma } from '@/lib/core/db';
import { type Period, at, within, withinDays } from './internal';
import { paidNet } from './paid';
import type { ColumnKind, RowSet } from './schema';

type Columns = { key: string; kind: ColumnKind }[];

/** `query` gives id, cells as text in the order of `columns`, and the text that it is sorted by, newest first. */
export type Rows = { columns: Columns; query: Prisma.Sql };

const columnsOf = (...pairs: [string, ColumnKind][]): Columns => pairs.map(([key, kind]) => ({ key, kind }));

// A time as a text that sorts as the time does, and that goes into an address.
const sortable = (column: Prisma.Sql) =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS')`;
// An instant as JavaScript writes it.
const iso = (column: Prisma.Sql) =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const customer = Prisma.sql`o.id || '|' || o.name`;

function purchases(period: Period, currency: string): Rows {
  return {
    columns: columnsOf(
      ['paidAt', 'instant'],
      ['organisation', 'customer'],
      ['pack', 'text'],
      ['credits', 'credits'],
    ).concat(columnsOf(['revenue', 'money'], ['tax', 'money'])),
    query: Prisma.sql`
      SELECT p.id, ${sortable(Prisma.sql`p."paidAt"`)} AS sort, ARRAY[${iso(Prisma.sql`p."paidAt"`)}, ${customer}, p."packName",
        p."creditsMicro"::text, (p."totalMinor" - p."taxMinor")::text, p."taxMinor"::text] AS cells
      FROM "Purchase" p JOIN "Organisation" o ON o.id = p."organisationId"
      WHERE p.status = 'paid' AND ${within(Prisma.sql`p."paidAt"`, period)} AND p.currency = ${currency}`,
  };
}

// What each subscription came to by the end of the period: its last movement.
const standing = (period: Period, currency: string) => Prisma.sql`
  SELECT * FROM (SELECT DISTINCT ON ("organisationId", "subscriptionId") * FROM "MrrMovement"
    WHERE at < ${at(period.end)} AND currency = ${currency} ORDER BY "organisationId", "subscriptionId", at DESC, id DESC) last
  WHERE "afterMinor" > 0`;

function subscriptions(period: Period, currency: string): Rows {
  return {
    columns: columnsOf(
      ['since', 'instant'],
      ['organisation', 'customer'],
      ['tier', 'text'],
      ['mrr', 'money'],
    ),
    query: Prisma.sql`
      SELECT m.id, ${sortable(Prisma.sql`m.at`)} AS sort,
        ARRAY[${iso(Prisma.sql`m.at`)}, ${customer}, coalesce(t.name, m."tierCode"), m."afterMinor"::text] AS cells
      FROM (${standing(period, currency)}) m JOIN "Organisation" o ON o.id = m."organisationId"
      LEFT JOIN "Tier" t ON t.code = m."tierCode"`,
  };
}

/** How MRR moved in the period, one row a movement. */
function movements(period: Period, currency: string): Rows {
  return {
    columns: columnsOf(
      ['at', 'instant'],
      ['organisation', 'customer'],
      ['tier', 'text'],
      ['kind', 'movement'],
    ).concat(columnsOf(['delta', 'money'], ['after', 'money'])),
    query: Prisma.sql`
      SELECT m.id, ${sortable(Prisma.sql`m.at`)} AS sort, ARRAY[${iso(Prisma.sql`m.at`)}, ${customer},
        coalesce(t.name, m."tierCode"), m.kind::text, m."deltaMinor"::text, m."afterMinor"::text] AS cells
      FROM "MrrMovement" m JOIN "Organisation" o ON o.id = m."organisationId" LEFT JOIN "Tier" t ON t.code = m."tierCode"
      WHERE ${within(Prisma.sql`m.at`, period)} AND m.currency = ${currency}`,
  };
}

/** Organisations whose first payment lies in the period, with all that they have paid since, less what went back. */
function customers(period: Period, currency: string): Rows {
  return {
    columns: columnsOf(['firstPaidAt', 'instant'], ['organisation', 'customer'], ['paid', 'money']),
    query: Prisma.sql`
      SELECT o.id, ${sortable(Prisma.sql`o."firstPaidAt"`)} AS sort, ARRAY[${iso(Prisma.sql`o."firstPaidAt"`)}, ${customer},
        (SELECT coalesce(sum(n.minor), 0)::text FROM ${paidNet} n WHERE n."organisationId" = o.id AND n.currency = ${currency})] AS cells
      FROM "Organisation" o WHERE ${within(Prisma.sql`o."firstPaidAt"`, period)} AND o.currency = ${currency}`,
  };
}

function organisations(period: Period, currency: string): Rows {
  return {
    columns: columnsOf(
      ['organisation', 'customer'],
      ['revenue', 'money'],
      ['purchases', 'count'],
      ['mrr', 'money'],
    ).concat(columnsOf(['used', 'credits'], ['requests', 'count'])),
    query: Prisma.sql`
      SELECT o.id, o.id AS sort, ARRAY[${customer}, coalesce(b.revenue, 0)::text, coalesce(b.n, 0)::text,
        coalesce(m.mrr, 0)::text, coalesce(u.used, 0)::text, coalesce(r.n, 0)::text] AS cells
      FROM "Organisation" o
      LEFT JOIN (SELECT "organisationId" AS org, sum("totalMinor" - "taxMinor") AS revenue, count(*) AS n FROM "Purchase"
        WHERE status = 'paid' AND ${within(Prisma.sql`"paidAt"`, period)} AND currency = ${currency} GROUP BY 1) b ON b.org = o.id
      LEFT JOIN (SELECT "organisationId" AS org, sum("afterMinor") AS mrr FROM (${standing(period, currency)}) s GROUP BY 1) m ON m.org = o.id
      LEFT JOIN (SELECT "organisationId" AS org, sum("consumedMicro") AS used FROM "UsageDay"
        WHERE ${withinDays(period)} GROUP BY 1) u ON u.org = o.id
      LEFT JOIN (SELECT "organisationId" AS org, count(*) AS n FROM "Request"
        WHERE ${within(Prisma.sql`"createdAt"`, period)} GROUP BY 1) r ON r.org = o.id
      WHERE b.org IS NOT NULL OR m.org IS NOT NULL OR u.org IS NOT NULL OR r.org IS NOT NULL`,
  };
}

/**
 * Paid lots with deferred revenue at the end of the period: their cost less what the journal had moved out of it by then, by use,
 * expiry, transfer, refund or dispute. A lot counts from when its money came. Names are read of the rows that are shown alone.
 */
function lots(period: Period, currency: string): Rows {
  return {
    columns: columnsOf(['createdAt', 'instant'], ['organisation', 'customer'], ['credits', 'credits']).concat(
      columnsOf(['cost', 'money'], ['recognised', 'money'], ['deferred', 'money']),
    ),
    query: Prisma.sql`
      SELECT l.id, ${sortable(Prisma.sql`l."boughtAt"`)} AS sort, ARRAY[${iso(Prisma.sql`l."boughtAt"`)},
        (SELECT ${customer} FROM "Organisation" o WHERE o.id = l."organisationId"),
        l."grantedMicro"::text, l."costMinor"::text, l."recognisedMinor"::text, (l."costMinor" - l."recognisedMinor")::text] AS cells
      FROM lots_as_of(${at(period.end)}) l
      WHERE l.currency = ${currency} AND l."costMinor" <> l."recognisedMinor"`,
  };
}

function requests(period: Period): Rows {
  return {
    columns: columnsOf(
      ['resolvedAt', 'instant'],
      ['number', 'text'],
      ['organisation', 'customer'],
      ['expert', 'text'],
    ).concat(columnsOf(['price', 'credits'], ['time', 'seconds'], ['score', 'count'])),
    query: Prisma.sql`
      SELECT r.id, ${sortable(Prisma.sql`r."resolvedAt"`)} AS sort, ARRAY[${iso(Prisma.sql`r."resolvedAt"`)}, r.number, ${customer},
        u.name, r."priceMicro"::text, round(extract(epoch FROM r."resolvedAt" - r."createdAt"))::text, g.score::text] AS cells
      FROM "Request" r JOIN "Organisation" o ON o.id = r."organisationId"
      LEFT JOIN "User" u ON u.id = r."expertId"
      LEFT JOIN "Rating" g ON g."organisationId" = r."organisationId" AND g."requestId" = r.id
      WHERE ${within(Prisma.sql`r."resolvedAt"`, period)} AND r.status <> 'cancelled'`,
  };
}

export const rowsOf: Record<RowSet, (period: Period, currency: string) => Rows> = {
  ...{ purchases, subscriptions, movements, organisations },
  ...{ customers, lots, requests },
};
