import type { z } from 'zod';
import { beat, leave, listPresence } from '@/lib/domain/desk/presence';
import type { BeatInput } from '@/lib/domain/desk/schema';
import type { RequestInput } from '@/lib/domain/support/schema';
import { staffRoute } from '@/lib/web/api-route';
import { readBody } from '@/lib/web/read-body';

export const GET = staffRoute((ctx, { query }) =>
  listPresence(ctx, { requestId: query.get('requestId') ?? '' }),
);

/** Not actions: they run beside whatever the page does, and leaving must outlive the tab (`keepalive`). */
export const POST = staffRoute(async (ctx, { raw }) =>
  beat(ctx, await readBody<z.input<typeof BeatInput>>(raw)),
);
export const DELETE = staffRoute(async (ctx, { raw }) =>
  leave(ctx, await readBody<z.input<typeof RequestInput>>(raw)),
);
