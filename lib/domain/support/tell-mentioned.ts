import { type Context, caller } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { announce } from '@/lib/domain/notifications/announce';
import { type LockedRequest, deskUrl } from './internal';
import { joinAll, othersOf } from './participants';
import { nameOf } from './tell-of-message';

type Naming = { noteId: string; named: readonly string[] };

/**
 * Whoever of the staff a note names follows the request from now on, has it as unread and is told; the author and
 * whoever is no staff are passed over. The note's words stay on the desk: no mail carries them.
 */
export async function tellMentioned(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  { noteId, named }: Naming,
): Promise<void> {
  const author = caller(ctx);
  const people = await tx.user.findMany({
    where: {
      id: { in: named.filter((id) => id !== author) },
      deactivatedAt: null,
      staffRoles: { hasSome: ['expert', 'agent', 'admin'] },
    },
    select: { id: true },
  });
  if (people.length === 0) return;
  const ids = people.map(({ id }) => id);
  const { organisationId, id: requestId, number, subject } = request;
  const joining = ids.map((userId) => ({ userId, side: 'staff' as const }));
  await joinAll(tx, ctx, request, joining);
  // Named means meant: also who had muted it.
  await tx.requestParticipant.updateMany({
    where: { organisationId, requestId, userId: { in: ids } },
    data: { unread: { increment: 1 }, mutedAt: null },
  });
  const to = (await othersOf(tx, request)).filter(({ userId }) => userId && ids.includes(userId));
  await announce(tx, ctx, {
    ...{ event: 'mentioned', organisationId, requestId, to },
    values: { number, subject, author: await nameOf(tx, organisationId, { userId: author }) },
    path: new URL(deskUrl(requestId)).pathname,
    key: `mentioned:${noteId}`,
  });
}
