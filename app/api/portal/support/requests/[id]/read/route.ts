import { markRead } from '@/lib/domain/support/mark-read';
import { portalRoute } from '@/lib/web/api-route';
import { readBody } from '@/lib/web/read-body';

/** Not an action: read marks come by the way and must not wait behind what a person does. */
export const PUT = portalRoute(async (ctx, { params, raw }) => {
  const { upTo } = await readBody<{ upTo: string }>(raw);
  return markRead(ctx, { requestId: params.id ?? '', upTo });
});
