import { getTranslations } from 'next-intl/server';
import { toCsv } from '@/lib/core/csv';
import { getRevenueReport } from '@/lib/domain/revenue/queries';
import { parseRange } from '@/lib/domain/revenue/range';
import { reportLines } from '@/lib/domain/revenue/report-csv';
import { staffRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';

/** The revenue page as it is shown for the same address. */
export const GET = staffRoute(async (ctx, { query }) => {
  const { range } = parseRange(Object.fromEntries(query), ctx.now);
  const report = await getRevenueReport(ctx, range, query.get('currency') ?? undefined);
  const t = await getTranslations('finance');
  const csv = toCsv(reportLines(report, (key) => t(key as 'title')));
  return csvResponse(csv, `revenue-${range.from}-${range.to}.csv`);
});
