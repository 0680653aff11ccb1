import { exportInvoicesCsvForFinance } from '@/lib/domain/invoices/export-invoices';
import { staffRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';
import { readInvoiceQuery } from '../read-query';

/** The invoices that the page shows for the same address, all pages of them. */
export const GET = staffRoute(async (ctx, { query }) => {
  const { cursor: _, ...filters } = readInvoiceQuery(Object.fromEntries(query));
  return csvResponse(await exportInvoicesCsvForFinance(ctx, filters), 'invoices.csv');
});
