import { Temporal } from 'temporal-polyfill';
import { Prisma, type Tx } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';

/** Days of the books are days in UTC; `to` is not included. */
export type Days = { from: string; to: string };

export const day = (value: string) => Prisma.sql`${value}::date`;

/** The first day that something was posted on; today where nothing was. */
export async function firstDay(tx: Tx, now: Date): Promise<string> {
  const first = await tx.journalEntry.findFirst({ orderBy: { postedAt: 'asc' }, select: { postedAt: true } });
  return dayIn(first?.postedAt ?? now);
}

const plain = (date: string) => Temporal.PlainDate.from(date);
export const nextDay = (date: string): string => plain(date).add({ days: 1 }).toString();
export const monthOf = (date: string): string => date.slice(0, 7);
export const nextMonth = (month: string): string =>
  Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();

/** The days of a month. */
export const daysOfMonth = (month: string): Days => ({
  from: `${month}-01`,
  to: `${nextMonth(month)}-01`,
});

/** From the first month to the last, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

export type AccountSums = {
  account: string;
  currency: string;
  /** Debits less credits before `from`. */
  openingMinor: bigint;
  debitMinor: bigint;
  creditMinor: bigint;
};

/** Every account before and within some days, from the roll-ups where days are rolled up. */
export async function accountSums(tx: Tx, now: Date, { from, to }: Days): Promise<AccountSums[]> {
  const first = await firstDay(tx, now);
  const start = first < from ? first : from;
  return tx.$queryRaw<AccountSums[]>`
    SELECT account, currency,
      coalesce(sum("debitMinor" - "creditMinor") FILTER (WHERE day < ${day(from)}), 0)::bigint AS "openingMinor",
      coalesce(sum("debitMinor") FILTER (WHERE day >= ${day(from)}), 0)::bigint AS "debitMinor",
      coalesce(sum("creditMinor") FILTER (WHERE day >= ${day(from)}), 0)::bigint AS "creditMinor"
    FROM journal_days(${day(start)}, ${day(to)}) GROUP BY 1, 2`;
}

export const closingOf = ({ openingMinor, debitMinor, creditMinor }: AccountSums): bigint =>
  openingMinor + debitMinor - creditMinor;

export const sumBy = <R>(rows: readonly R[], of: (row: R) => bigint): bigint =>
  rows.reduce((total, row) => total + of(row), 0n);
