import { type Context, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { reach } from './internal';
import type { UnreadDto } from './schema.dto';

/** More requests with something new than anybody will look through. */
const MOST = 500;

/**
 * What others wrote that the caller has not seen yet, by request: for a member within the organisation that they look
 * at, for staff on the desk. Muted requests do not count.
 */
export async function countUnreadMessages(ctx: Context): Promise<UnreadDto> {
  const bound = reach(ctx, 'read');
  const side = bound.organisationId ? ('customer' as const) : ('staff' as const);
  const rows = await db.requestParticipant.findMany({
    where: { ...bound, userId: caller(ctx), side, unread: { gt: 0 }, mutedAt: null },
    select: { requestId: true, unread: true },
    orderBy: { id: 'desc' },
    take: MOST,
  });
  return {
    total: rows.reduce((sum, { unread }) => sum + unread, 0),
    requests: Object.fromEntries(rows.map(({ requestId, unread }) => [requestId, unread])),
  };
}
