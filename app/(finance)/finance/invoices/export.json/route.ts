import { exportInvoicesForFinance } from '@/lib/domain/invoices/export-invoices';
import { staffRoute } from '@/lib/web/api-route';
import { textFile } from '@/lib/web/text-file';
import { readInvoiceQuery } from '../read-query';

/** The same as JSON. */
export const GET = staffRoute(async (ctx, { query }) => {
  const { cursor: _, ...filters } = readInvoiceQuery(Object.fromEntries(query));
  const text = JSON.stringify(await exportInvoicesForFinance(ctx, filters), null, 2);
  return textFile(text, { type: 'application/json', name: 'invoices.json' });
});
