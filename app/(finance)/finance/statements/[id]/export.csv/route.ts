import { exportStatementForFinance, statementCsv } from '@/lib/domain/statements/export-statement';
import { staffRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';
import { askedRange } from '@/lib/web/read-range';

/** The statement that the page shows for the same address, with every movement. */
export const GET = staffRoute(async (ctx, { params: { id: organisationId = '' }, query }) => {
  const days = askedRange(Object.fromEntries(query), ctx.now);
  const text = statementCsv(await exportStatementForFinance(ctx, { organisationId, ...days }));
  return csvResponse(text, `statement-${days.from}_${days.to}.csv`);
});
