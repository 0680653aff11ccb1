import { exportReconciliation } from '@/lib/domain/reconciliation/export-items';
import { staffRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';

/** Every row of a comparison with what was decided of it. */
export const GET = staffRoute(async (ctx, { params }) =>
  csvResponse(await exportReconciliation(ctx, params.id ?? ''), 'reconciliation.csv'),
);
