import { exportStatementForFinance } from '@/lib/domain/statements/export-statement';
import { staffRoute } from '@/lib/web/api-route';
import { askedRange } from '@/lib/web/read-range';
import { textFile } from '@/lib/web/text-file';

/** The same as JSON. */
export const GET = staffRoute(async (ctx, { params: { id: organisationId = '' }, query }) => {
  const days = askedRange(Object.fromEntries(query), ctx.now);
  const text = JSON.stringify(await exportStatementForFinance(ctx, { organisationId, ...days }), null, 2);
  return textFile(text, { type: 'application/json', name: `statement-${days.from}_${days.to}.json` });
});
