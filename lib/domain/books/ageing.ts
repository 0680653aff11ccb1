import { type Context, authorise } from '@/lib/core/context';
import { Prisma, type Tx, db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { closingOf, accountSums, day, nextDay, sumBy } from './internal';
import type { BookRow, BookTable } from './schema';

/** Days overdue: not yet due, then 30 days each, then the rest. */
export const ageingBuckets = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const;
type Bucket = (typeof ageingBuckets)[number];

type Owed = { organisationId: string; name: string; currency: string; invoices: bigint } & Record<
  Bucket,
  bigint
>;

/**
 * What was still to be paid of invoices at the end of a day, by the postings up to it, by organisation, currency and days
 * overdue. An invoice that was open then is open now, or something was posted for it since. What went back of one that is not
 * paid whole is owed again: that stands under the refund or dispute.
 */
export function openInvoices(tx: Tx, on: string): Promise<Owed[]> {
  const end = Prisma.sql`(${day(on)} + 1)::timestamp AT TIME ZONE 'UTC'`;
  return tx.$queryRaw<Owed[]>`
    WITH returned AS (
      SELECT r."organisationId" AS org, r.id AS reference, y."invoiceId" AS id FROM "Payment" y JOIN (
        SELECT "organisationId", id, "paymentId" FROM "Refund" UNION ALL SELECT "organisationId", id, "paymentId" FROM "Dispute"
      ) r ON r."organisationId" = y."organisationId" AND r."paymentId" = y.id WHERE y."invoiceId" IS NOT NULL
    ), about AS (
      SELECT "organisationId" AS org, id FROM "Invoice" WHERE status = 'open'
      UNION SELECT e."organisationId", coalesce(r.id, e.reference) FROM "JournalEntry" e
        JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
        LEFT JOIN returned r ON r.org = e."organisationId" AND r.reference = e.reference
        WHERE e."postedAt" >= ${end} AND l.account = 'receivable'
    ), named AS (
      SELECT org, id, id AS reference FROM about UNION ALL SELECT a.org, a.id, r.reference FROM about a JOIN returned r USING (org, id)
    ), owed AS (
      SELECT a.org, a.id, l.currency, sum(l."amountMinor") AS open FROM named a
      JOIN "JournalEntry" e ON e."organisationId" = a.org AND e.reference = a.reference AND e."postedAt" < ${end}
      JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id AND l.account = 'receivable'
      GROUP BY 1, 2, 3 HAVING sum(l."amountMinor") <> 0
    )
    SELECT o.id AS "organisationId", o.name, i.currency::text, count(*) AS invoices,
      coalesce(sum(i.open) FILTER (WHERE i.late <= 0), 0)::bigint AS "notDue",
      coalesce(sum(i.open) FILTER (WHERE i.late BETWEEN 1 AND 30), 0)::bigint AS "to30",
      coalesce(sum(i.open) FILTER (WHERE i.late BETWEEN 31 AND 60), 0)::bigint AS "to60",
      coalesce(sum(i.open) FILTER (WHERE i.late BETWEEN 61 AND 90), 0)::bigint AS "to90",
      coalesce(sum(i.open) FILTER (WHERE i.late > 90), 0)::bigint AS "over90"
    FROM (SELECT w.org, w.currency, w.open, coalesce(${day(on)} - v."dueOn", 0) AS late FROM owed w
      LEFT JOIN "Invoice" v ON v."organisationId" = w.org AND v.id = w.id) i
    JOIN "Organisation" o ON o.id = i.org
    GROUP BY 1, 2, 3 ORDER BY 3, sum(i.open) DESC, 1`;
}

const totalOf = (row: Record<Bucket, bigint>) => sumBy(ageingBuckets, (bucket) => row[bucket]);

/** Receivables by customer with their ageing at the end of a day (today when none is named). */
export async function getAgeing(ctx: Context, on?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  return ageingTable(db, ctx.now, on ?? dayIn(ctx.now));
}

/** The same; its sum ties to the journal's account `receivable` on that day. */
export async function ageingTable(tx: Tx, now: Date, on: string): Promise<BookTable> {
  const owed = await openInvoices(tx, on);
  const sums = await accountSums(tx, now, { from: on, to: nextDay(on) });
  const booked = sums.filter(({ account }) => account === 'receivable');
  const currencies = [...new Set([...owed, ...booked].map(({ currency }) => currency))].toSorted();
  return {
    columns: [
      { key: 'customer', kind: 'customer' },
      { key: 'currency', kind: 'currency' },
      { key: 'invoices', kind: 'count' },
      ...ageingBuckets.map((key) => ({ key, kind: 'money' as const })),
      { key: 'total', kind: 'money' },
    ],
    rows: currencies.flatMap((currency) => ageingRows(owed, currency, on)),
    ties: currencies.map((currency) => ({
      key: 'receivable',
      currency,
      hereMinor: sumBy(
        owed.filter((row) => row.currency === currency),
        totalOf,
      ).toString(),
      thereMinor: sumBy(
        booked.filter((row) => row.currency === currency),
        closingOf,
      ).toString(),
    })),
  };
}

function ageingRows(owed: Owed[], currency: string, on: string): BookRow[] {
  const own = owed.filter((row) => row.currency === currency);
  if (own.length === 0) return [];
  const amounts = (of: (bucket: Bucket) => bigint) => ageingBuckets.map((bucket) => of(bucket).toString());
  return [
    ...own.map((row): BookRow => ({
      id: `${currency} ${row.organisationId}`,
      currency,
      cells: [
        ...[`${row.organisationId}|${row.name}`, currency, row.invoices.toString()],
        ...[...amounts((bucket) => row[bucket]), totalOf(row).toString()],
      ],
      journal: { account: 'receivable', currency, about: row.organisationId, to: on },
    })),
    {
      id: `${currency} total`,
      currency,
      cells: [
        ...['total', currency, sumBy(own, ({ invoices }) => invoices).toString()],
        ...[...amounts((bucket) => sumBy(own, (row) => row[bucket])), sumBy(own, totalOf).toString()],
      ],
      isTotal: true,
    },
  ];
}
