import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { headOf } from './accounts';
import { accountTable, inclusive } from './balance';
import { accountSums, daysOfMonth, monthOf } from './internal';
import type { BookTable } from './schema';

/** Money at each provider over a month: what was there, what came, what went, what is there. */
export async function getCashBook(ctx: Context, month?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const days = daysOfMonth(month ?? monthOf(dayIn(ctx.now)));
  return accountTable(db, ctx.now, days, (account) => headOf(account) === 'cash');
}

/** Tax of a month by rate: collected with sales, given back with refunds, and what is to be passed on. */
export async function getTaxBook(ctx: Context, month?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const days = daysOfMonth(month ?? monthOf(dayIn(ctx.now)));
  const sums = (await accountSums(db, ctx.now, days)).filter(
    ({ account, debitMinor, creditMinor }) =>
      headOf(account) === 'tax_payable' && (debitMinor !== 0n || creditMinor !== 0n),
  );
  const rates = new Map((await db.taxRate.findMany()).map((rate) => [rate.id, rate]));
  const ordered = sums.toSorted((a, b) =>
    `${a.currency} ${a.account}` < `${b.currency} ${b.account}` ? -1 : 1,
  );
  return {
    columns: [
      { key: 'taxRate', kind: 'text' },
      { key: 'rate', kind: 'rate' },
      { key: 'currency', kind: 'currency' },
      ...(['collected', 'returned', 'due'] as const).map((key) => ({ key, kind: 'money' as const })),
    ],
    rows: ordered.map(({ account, currency, debitMinor, creditMinor }) => {
      const rate = rates.get(account.slice('tax_payable:'.length));
      return {
        id: `${currency} ${account}`,
        currency,
        cells: [
          ...[rate?.name ?? account, rate ? rate.rateBps.toString() : null, currency],
          ...[creditMinor.toString(), debitMinor.toString(), (creditMinor - debitMinor).toString()],
        ],
        journal: { account, currency, ...inclusive(days) },
      };
    }),
    ties: [],
  };
}
