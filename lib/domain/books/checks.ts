import { Prisma, type Tx } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { deferredSums, paidLots } from './deferred';
import { day, daysOfMonth, firstDay, sumBy } from './internal';
import type { MonthCheckDto } from './schema';

type Posted = { account: string; currency: string; minor: bigint };

/**
 * Everything that must hold before a month is closed, as of its end: its entries sum to zero, its roll-ups are its lines, law 6
 * (what the journal defers is what paid lots had left then, and all that was used by then is recognised), no number of an
 * invoice or a credit note is missing, and no earlier month is open.
 */
export async function checkMonth(tx: Tx, month: string, now: Date): Promise<MonthCheckDto[]> {
  const posted = await postedIn(tx, month);
  return [
    await balanced(tx, month, posted),
    await rolledUp(tx, month, posted),
    ...(await deferred(tx, month, now)),
    await gapless(tx, 'invoices'),
    await gapless(tx, 'creditNotes'),
    await earlier(tx, month, now),
  ];
}

const within = (month: string) => {
  const { from, to } = daysOfMonth(month);
  return Prisma.sql`e."postedAt" >= ${day(from)}::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < ${day(to)}::timestamp AT TIME ZONE 'UTC'`;
};

/** The month's lines themselves, by account and currency. */
function postedIn(tx: Tx, month: string): Promise<Posted[]> {
  return tx.$queryRaw<Posted[]>`
    SELECT l.account, l.currency::text, sum(l."amountMinor")::bigint AS minor
    FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
    WHERE ${within(month)} GROUP BY 1, 2 ORDER BY 2, 1`;
}

async function balanced(tx: Tx, month: string, posted: Posted[]): Promise<MonthCheckDto> {
  const [count] = await tx.$queryRaw<{ entries: bigint }[]>`
    SELECT count(*) AS entries FROM "JournalEntry" e WHERE ${within(month)}`;
  const currencies = [...new Set(posted.map(({ currency }) => currency))];
  const sumOf = (one: string) =>
    sumBy(
      posted.filter(({ currency }) => currency === one),
      ({ minor }) => minor,
    );
  return {
    check: 'balanced',
    looked: Number(count?.entries ?? 0n),
    differences: currencies
      .filter((currency) => sumOf(currency) !== 0n)
      .map((currency) => `${currency}: ${sumOf(currency)}`),
  };
}

async function rolledUp(tx: Tx, month: string, posted: Posted[]): Promise<MonthCheckDto> {
  const { from, to } = daysOfMonth(month);
  const kept = await tx.$queryRaw<(Posted & { days: bigint })[]>`
    SELECT account, currency::text, sum("debitMinor" - "creditMinor")::bigint AS minor, count(*) AS days
    FROM journal_days(${day(from)}, ${day(to)}) GROUP BY 1, 2`;
  const keyOf = ({ account, currency }: Posted) => `${account} ${currency}`;
  const minorIn = (rows: Posted[], key: string) => rows.find((row) => keyOf(row) === key)?.minor ?? 0n;
  return {
    check: 'rolledUp',
    looked: kept.reduce((total, { days }) => total + Number(days), 0),
    differences: [...new Set([...kept, ...posted].map(keyOf))]
      .filter((key) => minorIn(kept, key) !== minorIn(posted, key))
      .slice(0, 20)
      .map((key) => `${key}: rolled up ${minorIn(kept, key)}, lines ${minorIn(posted, key)}`),
  };
}

/** Of a month that runs still, what was used since the last recognition may wait. */
async function deferred(tx: Tx, month: string, now: Date): Promise<MonthCheckDto[]> {
  const { from, to } = daysOfMonth(month);
  const sums = await deferredSums(tx, now, { from, to });
  const lots = await paidLots(tx, to);
  const looked = lots.reduce((total, row) => total + Number(row.lots), 0);
  const currencies = new Set([...sums, ...lots].map(({ currency }) => currency));
  const differences = [...currencies].toSorted().flatMap((currency) => {
    const own = sums.filter((row) => row.currency === currency);
    const journal = sumBy(own, ({ closingMinor }) => closingMinor);
    const paid = lots.find((row) => row.currency === currency);
    const left = paid ? paid.costMinor - paid.recognisedMinor : 0n;
    return journal === left ? [] : [`${currency}: journal ${journal}, lots ${left}`];
  });
  const isOver = to <= dayIn(now);
  const unrecognised = lots.flatMap((row) => row.differences).slice(0, 20);
  return [
    { check: 'deferred', looked, differences },
    { check: 'recognised', looked, differences: isOver ? unrecognised : [] },
  ];
}

async function gapless(tx: Tx, check: 'invoices' | 'creditNotes'): Promise<MonthCheckDto> {
  type Series = { name: string; year: number; n: bigint; last: number };
  const series =
    check === 'invoices'
      ? await tx.$queryRaw<Series[]>`
          SELECT series AS name, year, count(*) AS n, max(serial) AS last FROM "Invoice" WHERE serial IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`
      : await tx.$queryRaw<Series[]>`
          SELECT series AS name, year, count(*) AS n, max(serial) AS last FROM "CreditNote" GROUP BY 1, 2 ORDER BY 1, 2`;
  return {
    check,
    looked: series.reduce((total, { n }) => total + Number(n), 0),
    differences: series
      .filter(({ n, last }) => Number(n) !== last)
      .map(({ name, year, n, last }) => `${name}-${year}: ${n} of ${last}`),
  };
}

/** Months before this one in which something was posted and that are open still. */
async function earlier(tx: Tx, month: string, now: Date): Promise<MonthCheckDto> {
  const first = (await firstDay(tx, now)).slice(0, 7);
  const open = await tx.$queryRaw<{ month: string }[]>`
    SELECT to_char(g, 'YYYY-MM') AS month
    FROM generate_series(${`${first}-01`}::date, ${`${month}-01`}::date - 1, interval '1 month') g
    WHERE NOT EXISTS (SELECT FROM "AccountingPeriod" p WHERE p.month = g::date AND p."lockedAt" IS NOT NULL)
    ORDER BY 1`;
  return { check: 'earlier', looked: open.length, differences: open.map((row) => row.month) };
}
