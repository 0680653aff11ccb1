import type { Context } from '@/lib/core/context';
import { getAgeing } from './ageing';
import { getTrialBalance } from './balance';
import { getBreakage } from './breakage';
import { getDeferredBook } from './deferred';
import type { BookTab, BookTable } from './schema';
import { getCashBook, getTaxBook } from './tax-and-cash';

export type TableTab = Exclude<BookTab, 'journal'>;
/** The trial balance and receivables take a day, the others a month. */
export type BookSearch = { month?: string; on?: string };

const books: Record<TableTab, (ctx: Context, search: BookSearch) => Promise<BookTable>> = {
  balance: (ctx, { on }) => getTrialBalance(ctx, on),
  deferred: (ctx, { month }) => getDeferredBook(ctx, month),
  breakage: (ctx, { month }) => getBreakage(ctx, month),
  receivables: (ctx, { on }) => getAgeing(ctx, on),
  tax: (ctx, { month }) => getTaxBook(ctx, month),
  cash: (ctx, { month }) => getCashBook(ctx, month),
};

/** One of the books as a table. */
export const readBook = (tab: TableTab, ctx: Context, search: BookSearch): Promise<BookTable> =>
  books[tab](ctx, search);
