import { getTranslations } from 'next-intl/server';
import { toCsv } from '@/lib/core/csv';
import { notFound } from '@/lib/core/errors';
import { listRows } from '@/lib/domain/revenue/list-rows';
import { parseRange } from '@/lib/domain/revenue/range';
import { readCurrency } from '@/lib/domain/revenue/read-currency';
import { rowsLines } from '@/lib/domain/revenue/rows-csv';
import { rowSets } from '@/lib/domain/revenue/schema';
import { staffRoute } from '@/lib/web/api-route';
import { csvResponse } from '@/lib/web/csv-response';

/** All rows behind a figure, for the same address as the page. */
export const GET = staffRoute(async (ctx, { params, query }) => {
  const set = rowSets.find((one) => one === params.set);
  if (!set) throw notFound();
  const { range } = parseRange(Object.fromEntries(query), ctx.now);
  const currency = await readCurrency(ctx, query.get('currency'));
  const rows = await listRows(ctx, set, range, currency, { everything: true });
  const t = await getTranslations('finance.rows');
  const csv = toCsv(rowsLines(rows, currency, (key) => t(`column.${key as 'mrr'}`)));
  return csvResponse(csv, `${set}-${range.from}-${range.to}.csv`);
});
