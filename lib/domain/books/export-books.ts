import { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { toCsv } from '@/lib/core/csv';
import { type Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { moneyToDecimal } from '@/lib/core/money';
import { dayIn } from '@/lib/core/time';
import { type AccountWord, accountName, accountWords } from './schema.accounts';
import { closingOf, accountSums, firstDay, nextDay } from './internal';
import { ledgerEntry, ledgerHead, openingEntry } from './ledger-text';
import { journalWhere, readEntries } from './list-journal';
import { type BookTable, type JournalEntryDto, JournalQuery } from './schema';

const CHUNK = 1_000;
const BOM = '\uFEFF';

/** All entries of the filters, the oldest first, a thousand at a time. */
async function* entries(where: Prisma.JournalEntryWhereInput): AsyncGenerator<JournalEntryDto[]> {
  let last: JournalEntryDto | undefined;
  do {
    const at: Date | undefined = last && new Date(last.postedAt);
    const later: Prisma.JournalEntryWhereInput = at
      ? { postedAt: { gte: at }, OR: [{ postedAt: { gt: at } }, { id: { gt: last?.id } }] }
      : {};
    const rows: JournalEntryDto[] = await readEntries({ AND: [where, later] }, CHUNK, 'asc');
    if (rows.length > 0) yield rows;
    last = rows.length === CHUNK ? rows.at(-1) : undefined;
  } while (last);
}

const HEAD = [
  ...['journal', 'entry', 'counts for', 'late for', 'customer id', 'customer', 'about'],
  ...['account', 'debit', 'credit', 'currency', 'account name', 'document'],
];

const csvLines = (entry: JournalEntryDto, word: AccountWord) =>
  entry.lines.map(({ account, taxName, debitMinor, creditMinor, currency }) => [
    ...[entry.kind, entry.id, entry.postedAt, entry.lateFor, entry.organisationId, entry.organisation],
    ...[entry.reference, account, decimal(debitMinor, currency), decimal(creditMinor, currency), currency],
    ...[accountWords(word, account, taxName), entry.about?.name ?? null],
  ]);

const decimal = (minor: string | null, currency: string) =>
  minor === null ? null : moneyToDecimal(BigInt(minor), currency);

async function* csvOf(where: Prisma.JournalEntryWhereInput, word: AccountWord) {
  yield toCsv([HEAD]);
  for await (const rows of entries(where))
    yield toCsv(rows.flatMap((row) => csvLines(row, word))).replace(BOM, '');
}

/** The journal of the filters as CSV, one line a posting, the oldest first. A filter by kind gives one journal of the books.
 * `word` names the accounts; without it they are named by their keys. */
export function exportJournal(
  ctx: Context,
  input: z.input<typeof JournalQuery>,
  word: AccountWord = (key) => key,
): Readable {
  authorise(ctx, 'revenue:read');
  const { after: _, ...filters } = parse(JournalQuery, input);
  return Readable.from(csvOf(journalWhere(filters), word));
}

/**
 * The journal of some days as plain-text double entry (hledger and its kin): every account is declared, and one opening entry
 * stands in front, so that balances tie.
 */
export async function exportLedger(ctx: Context, days: { from?: string; to?: string }): Promise<Readable> {
  authorise(ctx, 'revenue:read');
  const { from: asked, to: until } = parse(JournalQuery, days);
  const from = asked ?? (await firstDay(db, ctx.now));
  const to = until ?? dayIn(ctx.now);
  return Readable.from(ledgerOf(ctx, from, to));
}

async function* ledgerOf(ctx: Context, from: string, to: string) {
  const sums = await accountSums(db, ctx.now, { from, to: nextDay(to) });
  const opening = await accountSums(db, ctx.now, { from, to: from });
  yield ledgerHead(sums, { from, to, now: ctx.now });
  yield openingEntry(
    opening.map((row) => ({ ...row, minor: closingOf(row) })),
    from,
  );
  for await (const rows of entries(journalWhere({ from, to }))) yield rows.map(ledgerEntry).join('');
}

const BPS_A_PERCENT = 100;

/** A table of the books as lines; money as decimals of the row's currency, rates in per cent. */
export function bookLines(
  { columns, rows }: BookTable,
  word: (key: string) => string,
  accountWord: AccountWord,
): (string | null)[][] {
  return [
    columns.map(({ key }) => word(key)),
    ...rows.map(({ cells, currency }) =>
      cells.map((cell, index) => {
        const kind = columns[index]?.kind;
        if (kind === 'tax') return cell ?? accountWord('taxNone');
        if (cell === null) return null;
        if (kind === 'money') return moneyToDecimal(BigInt(cell), currency);
        if (kind === 'rate') return String(Number(cell) / BPS_A_PERCENT);
        if (kind === 'account' && cell !== 'total') return accountName(accountWord, cell);
        return kind === 'customer' ? cell.slice(cell.indexOf('|') + 1) : cell;
      }),
    ),
  ];
}
