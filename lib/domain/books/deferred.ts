import { type Context, authorise } from '@/lib/core/context';
import { type JournalKind, type Tx, db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { inclusive } from './balance';
import { type Days, day, daysOfMonth, firstDay, monthOf, sumBy } from './internal';
import type { BookRow, BookTable, Tie } from './schema';

export type DeferredSums = {
  cohort: string;
  currency: string;
  openingMinor: bigint;
  soldMinor: bigint;
  recognisedMinor: bigint;
  expiredMinor: bigint;
  refundedMinor: bigint;
  /** Credits that changed hands: what came less what went; nothing over all months together. */
  movedMinor: bigint;
  closingMinor: bigint;
};

type Column = Exclude<keyof DeferredSums, 'cohort' | 'currency' | 'openingMinor' | 'closingMinor'>;
type Sum = { cohort: string; currency: string; kind: JournalKind; isBefore: boolean; minor: bigint };

const columnOf: Record<JournalKind, Column> = {
  purchase: 'soldMinor',
  invoice: 'soldMinor',
  payment: 'soldMinor',
  recognition: 'recognisedMinor',
  expiry: 'expiredMinor',
  refund: 'refundedMinor',
  dispute: 'refundedMinor',
  void: 'refundedMinor',
  write_off: 'refundedMinor',
  transfer: 'movedMinor',
  correction: 'movedMinor',
  fee: 'movedMinor',
  payout: 'movedMinor',
};
const OUT = new Set<Column>(['recognisedMinor', 'expiredMinor', 'refundedMinor']);

/**
 * Deferred revenue over some days by month of purchase and currency: opening + sold - recognised - expired - refunded
 * (+ moved) = closing. A liability: its credits are shown as positive amounts.
 */
export async function deferredSums(tx: Tx, now: Date, { from, to }: Days): Promise<DeferredSums[]> {
  const first = await firstDay(tx, now);
  const start = first < from ? first : from;
  const sums = await tx.$queryRaw<Sum[]>`
    SELECT to_char(cohort, 'YYYY-MM') AS cohort, currency, kind, day < ${day(from)} AS "isBefore",
      -sum("amountMinor")::bigint AS minor
    FROM deferred_days(${day(start)}, ${day(to)}) GROUP BY 1, 2, 3, 4`;
  const rows = new Map<string, DeferredSums>();
  for (const { cohort, currency, kind, isBefore, minor } of sums) {
    const key = `${currency} ${cohort}`;
    const row = rows.get(key) ?? empty(cohort, currency);
    rows.set(key, row);
    row.closingMinor += minor;
    if (isBefore) row.openingMinor += minor;
    else row[columnOf[kind]] += OUT.has(columnOf[kind]) ? -minor : minor;
  }
  return [...rows.values()].toSorted((a, b) =>
    a.currency === b.currency ? (a.cohort < b.cohort ? -1 : 1) : a.currency < b.currency ? -1 : 1,
  );
}

const empty = (cohort: string, currency: string): DeferredSums => ({
  ...{ cohort, currency, openingMinor: 0n, soldMinor: 0n, recognisedMinor: 0n },
  ...{ expiredMinor: 0n, refundedMinor: 0n, movedMinor: 0n, closingMinor: 0n },
});

const keys = [
  ...(['opening', 'sold', 'recognised', 'expired'] as const),
  ...(['refunded', 'moved', 'closing'] as const),
] as const;

/** The roll-forward of a month by month of purchase; its closing ties to what paid lots had left at the month's end. */
export async function getDeferredBook(ctx: Context, month?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const shown = month ?? monthOf(dayIn(ctx.now));
  const days = daysOfMonth(shown);
  const sums = (await deferredSums(db, ctx.now, days)).filter((row) =>
    keys.some((key) => row[`${key}Minor`] !== 0n),
  );
  const currencies = [...new Set(sums.map(({ currency }) => currency))];
  return {
    columns: [
      { key: 'boughtIn', kind: 'month' },
      { key: 'currency', kind: 'currency' },
      ...keys.map((key) => ({ key, kind: 'money' as const })),
    ],
    rows: currencies.flatMap((currency) => currencyRows(sums, currency, days)),
    ties: await lotTies(db, days.to, sums),
  };
}

function currencyRows(sums: DeferredSums[], currency: string, days: Days): BookRow[] {
  const own = sums.filter((row) => row.currency === currency);
  const cells = (of: (key: (typeof keys)[number]) => bigint) => keys.map((key) => of(key).toString());
  return [
    ...own.map((row): BookRow => ({
      id: `${currency} ${row.cohort}`,
      currency,
      cells: [row.cohort, currency, ...cells((key) => row[`${key}Minor`])],
    })),
    {
      id: `${currency} total`,
      currency,
      cells: ['total', currency, ...cells((key) => sumBy(own, (row) => row[`${key}Minor`]))],
      journal: { account: 'deferred_revenue', currency, ...inclusive(days) },
      isTotal: true,
    },
  ];
}

type Lots = {
  currency: string;
  lots: bigint;
  costMinor: bigint;
  /** The cost of what was used, by the credits that are left and held: not what the journal says of it. */
  usedMinor: bigint;
  /** What the journal had moved out of deferred revenue for these lots. */
  recognisedMinor: bigint;
  /** The first lots of which the journal had moved another amount than was used, also counting what came too late. */
  differences: string[];
};

/** The paid lots as of the beginning of a day that were not finished then, by currency. */
export function paidLots(tx: Tx, date: string): Promise<Lots[]> {
  return tx.$queryRaw<Lots[]>`
    SELECT currency::text, count(*) AS lots, sum("costMinor")::bigint AS "costMinor", sum("usedMinor")::bigint AS "usedMinor",
      sum("recognisedMinor")::bigint AS "recognisedMinor",
      coalesce((array_agg(format('%s: %s: used %s, recognised %s', id, currency, "usedMinor", "recognisedMinor") ORDER BY id)
        FILTER (WHERE "usedMinor" <> "recognisedMinor" AND "usedMinor" <> "recognisedMinor" + (
          SELECT coalesce(sum(x."amountMinor"), 0) FROM "JournalEntry" e
          JOIN "JournalLine" x ON x."organisationId" = e."organisationId" AND x."entryId" = e.id AND x.account = 'deferred_revenue'
          WHERE e."organisationId" = a."organisationId" AND e.reference = a.id AND e.kind = 'recognition'
            AND e."postedAt" >= ${day(date)}::timestamp AT TIME ZONE 'UTC'
            AND e."lateFor" < ${day(date)}::timestamp AT TIME ZONE 'UTC')))[1:20], '{}') AS differences
    FROM lots_as_of(${day(date)}::timestamp AT TIME ZONE 'UTC') a GROUP BY 1`;
}

/**
 * Law 6: what the journal defers is the cost of what is left in paid lots, held credits included, and of what was used since
 * it was last recognised.
 */
async function lotTies(tx: Tx, date: string, sums: DeferredSums[]): Promise<Tie[]> {
  const lots = await paidLots(tx, date);
  const currencies = new Set([...sums, ...lots].map(({ currency }) => currency));
  return [...currencies].toSorted().map((currency) => {
    const own = lots.find((row) => row.currency === currency);
    const closing = sums.filter((row) => row.currency === currency);
    return {
      ...{ key: 'lots', currency },
      hereMinor: sumBy(closing, (row) => row.closingMinor).toString(),
      thereMinor: own ? (own.costMinor - own.usedMinor).toString() : '0',
      pendingMinor: own ? (own.usedMinor - own.recognisedMinor).toString() : '0',
    };
  });
}
