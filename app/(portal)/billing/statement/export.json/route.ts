import { getStatementByKey } from '@/lib/domain/statements/export-statement';
import { portalRoute } from '@/lib/web/api-route';
import { textFile } from '@/lib/web/text-file';
import { askedRange } from '@/lib/web/read-range';

/** The same as JSON. */
export const GET = portalRoute(async (ctx, { query }) => {
  const days = askedRange(Object.fromEntries(query), ctx.now);
  const text = JSON.stringify(await getStatementByKey(ctx, days), null, 2);
  return textFile(text, { type: 'application/json', name: `statement-${days.from}_${days.to}.json` });
});
