import { parse } from '@/lib/core/errors';
import { listInbox } from '@/lib/domain/inbox/read-inbox';
import { FileByFormInput } from '@/lib/domain/inbox/schema';
import { fileInbox } from '@/lib/domain/inbox/write-inbox';
import { embedRoute } from '@/lib/web/embed-route';
import { readBody } from '@/lib/web/read-body';

export const GET = embedRoute((scope, _, { query }) =>
  listInbox(scope, { after: query.get('after') ?? undefined }),
);

/** What it costs, and our own pages, are the organisation's business and not its reporters'. */
export const POST = embedRoute(async (scope, ctx, { raw }) => {
  const { key, ...filing } = parse(FileByFormInput, await readBody(raw));
  const { number, status } = await fileInbox(scope, ctx, { ...filing, key: `embed:${scope.email}:${key}` });
  return { number, status };
});
