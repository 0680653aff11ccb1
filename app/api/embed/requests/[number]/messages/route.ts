import type { z } from 'zod';
import type { ReplyInboxInput } from '@/lib/domain/inbox/schema';
import { replyInbox } from '@/lib/domain/inbox/write-inbox';
import { embedRoute } from '@/lib/web/embed-route';
import { readBody } from '@/lib/web/read-body';

export const POST = embedRoute(async (scope, ctx, { params, raw }) => {
  const reply = await readBody<z.input<typeof ReplyInboxInput>>(raw);
  return replyInbox(scope, ctx, { ...reply, number: params.number ?? '' });
});
