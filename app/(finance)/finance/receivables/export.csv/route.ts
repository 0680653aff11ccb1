import { exportReceivables } from '@/lib/domain/receivables/queries';
import { staffRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';
import { readReceivableQuery } from '../read-query';

/** The rows that the page shows for the same address, all pages of them. */
export const GET = staffRoute(async (ctx, { query }) => {
  const { after: _, ...filters } = readReceivableQuery(Object.fromEntries(query));
  return csvResponse(await exportReceivables(ctx, filters), 'receivables.csv');
});
