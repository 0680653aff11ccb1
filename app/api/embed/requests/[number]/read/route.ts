import { markInboxRead } from '@/lib/domain/inbox/write-inbox';
import { embedRoute } from '@/lib/web/embed-route';
import { readBody } from '@/lib/web/read-body';

export const POST = embedRoute(async (scope, ctx, { params, raw }) => {
  const { upTo } = await readBody<{ upTo: string }>(raw);
  await markInboxRead(scope, ctx, { number: params.number ?? '', upTo });
});
