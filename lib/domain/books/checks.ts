import { type Tx } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { deferredSums, paidLots } from './deferred';
import { day, daysOfMonth, firstDay, sumBy } from './internal';
import type { MonthCheckDto } from './schema';

type Found = { record: string; difference: string };
const lines = (found: Found[]) => found.map(({ record, difference }) => `${record}: ${difference}`);

/**
 * Everything that must hold before a month is closed, as of its end: its entries sum to zero, its roll-ups are its lines, law 6
 * (what the journal defers is what paid lots had left then, and all that was used by then is recognised), no number of an
 * invoice or a credit note is missing, and no earlier month is open.
 */
export async function checkMonth(tx: Tx, month: string, now: Date): Promise<MonthCheckDto[]> {
  return [
    await balanced(tx, month),
    await rolledUp(tx, month),
    ...(await deferred(tx, month, now)),
    await gapless(tx, 'invoices'),
    await gapless(tx, 'creditNotes'),
    await earlier(tx, month, now),
  ];
}

async function balanced(tx: Tx, month: string): Promise<MonthCheckDto> {
  const { from, to } = daysOfMonth(month);
  const sums = await tx.$queryRaw<{ currency: string; entries: bigint; minor: bigint }[]>`
    SELECT l.currency, count(DISTINCT e.id) AS entries, sum(l."amountMinor")::bigint AS minor
    FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
    WHERE e."postedAt" >= ${day(from)}::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < ${day(to)}::timestamp AT TIME ZONE 'UTC'
    GROUP BY 1`;
  return {
    check: 'balanced',
    looked: sums.reduce((total, { entries }) => total + Number(entries), 0),
    differences: sums
      .filter(({ minor }) => minor !== 0n)
      .map(({ currency, minor }) => `${currency}: ${minor}`),
  };
}

async function rolledUp(tx: Tx, month: string): Promise<MonthCheckDto> {
  const { from, to } = daysOfMonth(month);
  const found = await tx.$queryRaw<(Found & { looked: bigint })[]>`
    WITH kept AS (SELECT account, currency, sum("debitMinor" - "creditMinor") AS minor
      FROM journal_days(${day(from)}, ${day(to)}) GROUP BY 1, 2),
    posted AS (SELECT l.account, l.currency, sum(l."amountMinor") AS minor
      FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
      WHERE e."postedAt" >= ${day(from)}::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < ${day(to)}::timestamp AT TIME ZONE 'UTC'
      GROUP BY 1, 2)
    SELECT (SELECT count(*) FROM posted) AS looked, account || ' ' || currency AS record,
      format('rolled up %s, lines %s', coalesce(kept.minor, 0), coalesce(posted.minor, 0)) AS difference
    FROM kept FULL JOIN posted USING (account, currency)
    WHERE coalesce(kept.minor, 0) <> coalesce(posted.minor, 0) LIMIT 20`;
  const [count] = await tx.$queryRaw<{ looked: bigint }[]>`
    SELECT count(*) AS looked FROM journal_days(${day(from)}, ${day(to)})`;
  return { check: 'rolledUp', looked: Number(count?.looked ?? 0n), differences: lines(found) };
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
  return [
    { check: 'deferred', looked, differences },
    { check: 'recognised', looked, differences: isOver ? lines(await unrecognised(tx, to)) : [] },
  ];
}

/** Lots of which the books had moved another amount by a day than was used by then. */
function unrecognised(tx: Tx, date: string): Promise<Found[]> {
  return tx.$queryRaw<Found[]>`
    SELECT id AS record, format('%s: used %s, recognised %s', currency, "usedMinor", "recognisedMinor") AS difference
    FROM lots_as_of(${day(date)}::timestamp AT TIME ZONE 'UTC') WHERE "usedMinor" <> "recognisedMinor" ORDER BY id LIMIT 20`;
}

async function gapless(tx: Tx, check: 'invoices' | 'creditNotes'): Promise<MonthCheckDto> {
  const series =
    check === 'invoices'
      ? await tx.$queryRaw<{ name: string; n: bigint; last: number }[]>`
          SELECT series || '-' || year AS name, count(*) AS n, max(serial) AS last FROM "Invoice" WHERE number IS NOT NULL GROUP BY 1`
      : await tx.$queryRaw<{ name: string; n: bigint; last: number }[]>`
          SELECT series || '-' || year AS name, count(*) AS n, max(serial) AS last FROM "CreditNote" GROUP BY 1`;
  return {
    check,
    looked: series.reduce((total, { n }) => total + Number(n), 0),
    differences: series
      .filter(({ n, last }) => Number(n) !== last)
      .map(({ name, n, last }) => `${name}: ${n} of ${last}`),
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
