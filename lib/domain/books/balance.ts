import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { compareAccounts } from './accounts';
import { taxNames } from './names';
import { type AccountSums, type Days, accountSums, closingOf, firstDay, nextDay, sumBy } from './internal';
import type { BookRow, BookTable } from './schema';

const columns: BookTable['columns'] = [
  { key: 'account', kind: 'account' },
  { key: 'currency', kind: 'currency' },
  { key: 'debit', kind: 'money' },
  { key: 'credit', kind: 'money' },
];

/** The account, and behind a bar the name of its tax rate. */
async function accountCells(tx: Tx, sums: AccountSums[]): Promise<(account: string) => string> {
  const rates = await taxNames(
    tx,
    sums.map(({ account }) => account),
  );
  return (account) => (rates.has(account) ? `${account}|${rates.get(account) ?? ''}` : account);
}

const sides = (minor: bigint): [string | null, string | null] =>
  minor >= 0n ? [minor.toString(), null] : [null, (-minor).toString()];

/**
 * The trial balance at the end of a day in UTC (today when none is named): every account with its balance on the side
 * that it stands on, by currency, with totals that are equal.
 */
export async function getTrialBalance(ctx: Context, on?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const last = on ?? dayIn(ctx.now);
  const first = await firstDay(db, ctx.now);
  const from = first < last ? first : last;
  const sums = await accountSums(db, ctx.now, { from, to: nextDay(last) });
  const currencies = [...new Set(sums.map(({ currency }) => currency))].toSorted();
  const cellOf = await accountCells(db, sums);
  const rows = currencies.flatMap((currency) => balanceRows(sums, currency, last, cellOf));
  return {
    columns,
    rows,
    ties: currencies.map((currency) => {
      const balances = sums.filter((row) => row.currency === currency).map(closingOf);
      const debit = sumBy(balances, (minor) => (minor > 0n ? minor : 0n));
      const credit = sumBy(balances, (minor) => (minor < 0n ? -minor : 0n));
      return { key: 'balance', currency, hereMinor: debit.toString(), thereMinor: credit.toString() };
    }),
  };
}

function balanceRows(
  sums: AccountSums[],
  currency: string,
  last: string,
  cellOf: (account: string) => string,
): BookRow[] {
  const own = sums
    .filter((row) => row.currency === currency && closingOf(row) !== 0n)
    .toSorted((a, b) => compareAccounts(a.account, b.account));
  const total = (sign: 1n | -1n) =>
    sumBy(own, (row) => (closingOf(row) * sign > 0n ? closingOf(row) * sign : 0n)).toString();
  return [
    ...own.map((row): BookRow => ({
      id: `${currency} ${row.account}`,
      currency,
      cells: [cellOf(row.account), currency, ...sides(closingOf(row))],
      journal: { account: row.account, currency, to: last },
    })),
    { id: `${currency} total`, currency, cells: ['total', currency, total(1n), total(-1n)], isTotal: true },
  ];
}

const movementColumns: BookTable['columns'] = [
  { key: 'account', kind: 'account' },
  { key: 'currency', kind: 'currency' },
  { key: 'opening', kind: 'money' },
  { key: 'debit', kind: 'money' },
  { key: 'credit', kind: 'money' },
  { key: 'closing', kind: 'money' },
];

/** Accounts over some days: what was there, what was debited and credited, what is there now. Debits are positive. */
export async function accountTable(
  tx: Tx,
  now: Date,
  days: Days,
  isWanted: (account: string) => boolean = () => true,
): Promise<BookTable> {
  const sums = (await accountSums(tx, now, days)).filter(({ account }) => isWanted(account));
  const ordered = sums.toSorted((a, b) =>
    a.currency === b.currency ? compareAccounts(a.account, b.account) : a.currency < b.currency ? -1 : 1,
  );
  const cellOf = await accountCells(tx, ordered);
  return {
    columns: movementColumns,
    rows: ordered.map((row) => ({
      id: `${row.currency} ${row.account}`,
      currency: row.currency,
      cells: [
        ...[cellOf(row.account), row.currency, row.openingMinor.toString(), row.debitMinor.toString()],
        ...[row.creditMinor.toString(), closingOf(row).toString()],
      ],
      journal: { account: row.account, currency: row.currency, ...inclusive(days) },
    })),
    ties: [],
  };
}

/** The days as the journal's filter takes them: both included. */
export const inclusive = ({ from, to }: Days): { from: string; to: string } => ({
  from,
  to: dayIn(new Date(new Date(`${to}T00:00:00Z`).getTime() - 1)),
});
