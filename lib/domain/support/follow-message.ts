import type { Context } from '@/lib/core/context';
import type { AuthorSide, MessageVia, Tx } from '@/lib/core/db';
import { turnClocks } from '@/lib/domain/sla/steps';
import { type LockedRequest, addEvent, moveRequest, touchRequest } from './internal';
import { type Author, handOver } from './participants';
import { nextStatus, startRefusal } from './rules';

type Posted = { author: Author; side: AuthorSide; via?: MessageVia; then?: 'stay' | 'wait' };

/** What a message does to its request: the status, the promises, and the lines of its history. */
export async function followMessage(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  posted: Posted,
): Promise<void> {
  if (posted.side === 'staff') await followStaff(tx, ctx, request, posted);
  else await followCustomer(tx, ctx, request, posted);
}

/** An answer takes up again what waited for it, and what was resolved; an owner's decision is not one. */
async function followCustomer(tx: Tx, ctx: Context, request: LockedRequest, { author, via }: Posted) {
  const lastCustomerAt = ctx.now;
  const said = (kind: string, data = {}) =>
    addEvent(tx, ctx, request, kind, data, 'userId' in author ? author.userId : null);
  if (via !== 'approval' && nextStatus('answer', request.status)) {
    await moveRequest(tx, ctx, request, 'answer', { lastCustomerAt });
    await said('answered');
    await turnClocks(tx, ctx, request, 'goesOn');
  } else if (via !== 'approval' && nextStatus('reopen', request.status)) {
    const gone = await goneExpert(tx, request);
    const reopened = { lastCustomerAt, resolvedAt: null, reopenCount: { increment: 1 } };
    const freed = gone ? { expertId: null, assignedAt: null } : {};
    await moveRequest(tx, ctx, request, 'reopen', { ...reopened, ...freed });
    await said('reopened');
    if (gone) await leaveToNext(tx, ctx, request, gone);
    await turnClocks(tx, ctx, request, 'reopened');
  } else {
    await touchRequest(tx, ctx, request, { lastCustomerAt });
  }
}

type Expert = { id: string; name: string };

/**
 * Whoever resolved it, where they take no requests any more. Under a share lock: whoever deactivates them now waits for
 * this, and then finds what was taken up again.
 */
async function goneExpert(tx: Tx, { expertId }: LockedRequest): Promise<Expert | null> {
  const [gone] = await tx.$queryRaw<(Expert & { isExpert: boolean })[]>`
    SELECT id, name, "deactivatedAt" IS NULL AND 'expert' = ANY("staffRoles") AS "isExpert"
    FROM "User" WHERE id = ${expertId} FOR SHARE`;
  return gone && !gone.isExpert ? gone : null;
}

/** It waits for another expert, as what they had open did when they left. */
async function leaveToNext(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  { id, name }: Expert,
): Promise<void> {
  await addEvent(tx, ctx, request, 'unassigned', { expert: name }, null);
  await handOver(tx, ctx, request, { from: id, to: null });
}

/** The first answer keeps that promise and starts the work, where it may start; `wait` gives the word to the customer. */
async function followStaff(tx: Tx, ctx: Context, request: LockedRequest, { author, then }: Posted) {
  const answered = { firstAnsweredAt: request.firstAnsweredAt ?? ctx.now, lastStaffAt: ctx.now };
  const said = (kind: string) =>
    addEvent(tx, ctx, request, kind, {}, 'userId' in author ? author.userId : null);
  let current = request;
  if (request.status === 'assigned' && !startRefusal(request)) {
    await moveRequest(tx, ctx, request, 'start', answered);
    await said('started');
    current = { ...request, status: 'in_progress' };
  } else {
    await touchRequest(tx, ctx, request, answered);
  }
  await turnClocks(tx, ctx, request, 'answered');
  // Already waiting: there is nothing left to hand over.
  if (then !== 'wait' || current.status === 'waiting_on_customer') return;
  await moveRequest(tx, ctx, current, 'wait');
  await said('waiting');
  await turnClocks(tx, ctx, request, 'waiting');
}
