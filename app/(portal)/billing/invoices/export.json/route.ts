import { exportInvoices } from '@/lib/domain/invoices/export-invoices';
import { ListInvoicesInput } from '@/lib/domain/invoices/schema';
import { portalRoute } from '@/lib/web/api-route';
import { textFile } from '@/lib/web/text-file';

/** The same as JSON. */
export const GET = portalRoute(async (ctx, { query }) => {
  const status = ListInvoicesInput.shape.status.catch(undefined).parse(query.get('status') ?? undefined);
  const text = JSON.stringify(await exportInvoices(ctx, { status }), null, 2);
  return textFile(text, { type: 'application/json', name: 'invoices.json' });
});
