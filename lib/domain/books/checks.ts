import { type Tx } from '@/lib/core/db';
import { deferredSums } from './deferred';
import { day, daysOfMonth, firstDay, nextDay } from './internal';
import { dayIn } from '@/lib/core/time';
import type { MonthCheckDto } from './schema';

type Found = { record: string; difference: string };
const lines = (found: Found[]) => found.map(({ record, difference }) => `${record}: ${difference}`);

/**
 * Everything that must hold before a month is closed: its entries sum to zero, its roll-ups are its lines, law 6 (what the
 * journal defers is what paid lots have left), no number of an invoice or a credit note is missing, and no earlier month is open.
 */
export async function checkMonth(tx: Tx, month: string, now: Date): Promise<MonthCheckDto[]> {
  return [
    await balanced(tx, month),
    await rolledUp(tx, month),
    await deferred(tx, now),
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

async function deferred(tx: Tx, now: Date): Promise<MonthCheckDto> {
  const today = dayIn(now);
  const sums = await deferredSums(tx, now, { from: await firstDay(tx, now), to: nextDay(today) });
  const lots = await tx.$queryRaw<{ currency: string; lots: bigint; minor: bigint }[]>`
    SELECT currency, count(*) AS lots, sum("costMinor" - "recognisedMinor")::bigint AS minor
    FROM "Lot" WHERE "costMinor" IS NOT NULL GROUP BY 1`;
  const later = await tx.$queryRaw<{ currency: string; minor: bigint }[]>`
    SELECT l.currency, -sum(l."amountMinor")::bigint AS minor
    FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
    WHERE e."postedAt" >= ${day(nextDay(today))}::timestamp AT TIME ZONE 'UTC' AND l.account = 'deferred_revenue' GROUP BY 1`;
  const currencies = new Set([...sums, ...lots, ...later].map(({ currency }) => currency));
  const of = (rows: { currency: string; minor: bigint }[], currency: string) =>
    rows.find((row) => row.currency === currency)?.minor ?? 0n;
  const differences = [...currencies].toSorted().flatMap((currency) => {
    const journal =
      sums
        .filter((row) => row.currency === currency)
        .reduce((total, { closingMinor }) => total + closingMinor, 0n) + of(later, currency);
    const left = of(lots, currency);
    return journal === left ? [] : [`${currency}: journal ${journal}, lots ${left}`];
  });
  return {
    check: 'deferred',
    looked: lots.reduce((total, row) => total + Number(row.lots), 0),
    differences,
  };
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
