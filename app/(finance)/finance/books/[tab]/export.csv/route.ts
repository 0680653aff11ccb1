import { getTranslations } from 'next-intl/server';
import { toCsv } from '@/lib/core/csv';
import { notFound } from '@/lib/core/errors';
import type { AccountWord } from '@/lib/domain/books/schema.accounts';
import { bookLines, exportJournal } from '@/lib/domain/books/export-books';
import { readBook } from '@/lib/domain/books/get-book';
import { bookTabs } from '@/lib/domain/books/schema';
import { staffRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';
import { fileResponse } from '@/lib/web/file-response';
import { readBookSearch, readJournalSearch } from '../../read-search';

/** The rows that the page shows for the same address, all pages of them. */
export const GET = staffRoute(async (ctx, { params, query }) => {
  const tab = bookTabs.find((one) => one === params.tab);
  if (!tab) throw notFound();
  const search = Object.fromEntries(query);
  const t = await getTranslations('books');
  const accountWord: AccountWord = (key, values) => t(`accountName.${key as 'revenue'}`, values);
  if (tab === 'journal') {
    const { after: _, ...filters } = readJournalSearch(search).query;
    const stream = exportJournal(ctx, filters, accountWord);
    return fileResponse({ fileName: 'journal.csv', mediaType: 'text/csv; charset=utf-8', stream });
  }
  const asked = readBookSearch(search);
  const table = await readBook(tab, ctx, asked);
  const csv = toCsv(
    bookLines(table, (key) => t(key === 'rate' ? 'ratePercent' : `column.${key as 'account'}`), accountWord),
  );
  return csvResponse(csv, `${[tab, asked.month ?? asked.on].filter(Boolean).join('-')}.csv`);
});
