import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
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

/** What is still to be paid of open invoices at a day, by organisation, currency and days overdue. */
export function openInvoices(tx: Tx, today: string): Promise<Owed[]> {
  return tx.$queryRaw<Owed[]>`
    SELECT o.id AS "organisationId", o.name, i.currency, count(*) AS invoices,
      coalesce(sum(i.open) FILTER (WHERE i.late <= 0), 0)::bigint AS "notDue",
      coalesce(sum(i.open) FILTER (WHERE i.late BETWEEN 1 AND 30), 0)::bigint AS "to30",
      coalesce(sum(i.open) FILTER (WHERE i.late BETWEEN 31 AND 60), 0)::bigint AS "to60",
      coalesce(sum(i.open) FILTER (WHERE i.late BETWEEN 61 AND 90), 0)::bigint AS "to90",
      coalesce(sum(i.open) FILTER (WHERE i.late > 90), 0)::bigint AS "over90"
    FROM (SELECT "organisationId", currency, "totalMinor" - "paidMinor" AS open,
        coalesce(${day(today)} - "dueOn", 0) AS late FROM "Invoice" WHERE status = 'open') i
    JOIN "Organisation" o ON o.id = i."organisationId"
    GROUP BY 1, 2, 3 ORDER BY i.currency, sum(i.open) DESC, o.id`;
}

const totalOf = (row: Record<Bucket, bigint>) => sumBy(ageingBuckets, (bucket) => row[bucket]);

/** Receivables by customer with their ageing as of today; their sum ties to the journal's account `receivable`. */
export async function getAgeing(ctx: Context): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const today = dayIn(ctx.now);
  const owed = await openInvoices(db, today);
  const sums = await accountSums(db, ctx.now, { from: today, to: nextDay(today) });
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
    rows: currencies.flatMap((currency) => ageingRows(owed, currency)),
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

function ageingRows(owed: Owed[], currency: string): BookRow[] {
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
      journal: { account: 'receivable', currency, about: row.organisationId },
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
