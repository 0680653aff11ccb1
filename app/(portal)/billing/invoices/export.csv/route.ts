import { exportInvoicesCsv } from '@/lib/domain/invoices/export-invoices';
import { ListInvoicesInput } from '@/lib/domain/invoices/schema';
import { portalRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';

/** The invoices that the page shows for the same address, all pages of them. */
export const GET = portalRoute(async (ctx, { query }) => {
  const status = ListInvoicesInput.shape.status.catch(undefined).parse(query.get('status') ?? undefined);
  return csvResponse(await exportInvoicesCsv(ctx, { status }), 'invoices.csv');
});
