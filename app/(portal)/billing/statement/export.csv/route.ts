import { getStatementCsv } from '@/lib/domain/statements/export-statement';
import { portalRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';
import { askedRange } from '@/lib/web/read-range';

/** The statement that the page shows for the same address, with every movement. */
export const GET = portalRoute(async (ctx, { query }) => {
  const days = askedRange(Object.fromEntries(query), ctx.now);
  return csvResponse(await getStatementCsv(ctx, days), `statement-${days.from}_${days.to}.csv`);
});
