import { exportLedger } from '@/lib/domain/books/export-books';
import { staffRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';
import { readJournalSearch } from '../read-search';

/** The journal of the days in the address as plain-text double entry. */
export const GET = staffRoute(async (ctx, { query }) => {
  const { from, to } = readJournalSearch(Object.fromEntries(query)).query;
  const stream = await exportLedger(ctx, { from, to });
  return fileResponse({ fileName: 'books.journal', mediaType: 'text/plain', stream });
});
