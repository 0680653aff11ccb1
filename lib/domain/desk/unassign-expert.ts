import { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { announce } from '@/lib/domain/notifications/announce';
import { readStaff } from '@/lib/domain/notifications/read-staff';
import { handOver } from '@/lib/domain/support/participants';
import { addEvent, lockRequest, moveRequest } from '@/lib/domain/support/steps';
import { OPEN } from './where';

const UnassignInput = z.object({
  userId: Id('user'),
  /** When it was decided: names the one time that the desk is told of it. */
  at: z.iso.datetime(),
});
type Person = { id: string; name: string; deactivatedAt: Date | null; staffRoles: string[] };

/**
 * Puts the open requests of somebody who takes none any more back into the queue, each in a transaction of its own;
 * what was begun stays begun. The customer sees a line in the thread, those who run the desk are told once with how
 * many. A job: it was queued by the change that made them no expert; while they are one (again) it does nothing, and
 * run twice it finds nothing. Errors: `forbidden` for anybody but a job and administrators; `invalid`.
 */
export async function unassignExpert(
  ctx: Context,
  input: z.input<typeof UnassignInput>,
): Promise<{ count: number }> {
  authorise(ctx, 'people:manage');
  const { userId, at } = parse(UnassignInput, input);
  const person = await db.user.findUnique({ where: { id: userId } });
  if (!person || isExpert(person)) return { count: 0 };
  const open = await openOf(userId);
  let count = 0;
  for (const requestId of open) {
    const isDone = await transaction(async (tx) => {
      const isTheirs = await unassign(tx, ctx, requestId, person);
      // Told with the first: whatever happens to this run later, its next one tells nobody twice.
      if (isTheirs && count === 0) await tellDesk(tx, ctx, person, { count: open.length, at });
      return isTheirs;
    });
    if (isDone) count += 1;
  }
  return { count };
}

const isExpert = ({ deactivatedAt, staffRoles }: Person) =>
  deactivatedAt === null && staffRoles.includes('expert');

async function openOf(userId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM "Request" r WHERE ${OPEN} AND r."expertId" = ${userId} ORDER BY r."createdAt", r.id`;
  return rows.map(({ id }) => id);
}

/** True when the request was theirs and is nobody's now. */
async function unassign(
  tx: Tx,
  ctx: Context,
  requestId: string,
  { id: userId, name }: Person,
): Promise<boolean> {
  const request = await lockRequest(tx, requestId);
  if (request.expertId !== userId) return false;
  await moveRequest(tx, ctx, request, 'unassign', { expertId: null, assignedAt: null });
  await addEvent(tx, ctx, request, 'unassigned', { expert: name });
  await handOver(tx, ctx, request, { from: userId, to: null });
  await recordAudit(tx, ctx, {
    action: 'request.unassign',
    recordType: 'request',
    recordId: requestId,
    organisationId: request.organisationId,
    before: { expertId: userId },
    after: { expertId: null },
  });
  return true;
}

async function tellDesk(
  tx: Tx,
  ctx: Context,
  { id, name }: Person,
  { count, at }: { count: number; at: string },
): Promise<void> {
  await announce(tx, ctx, {
    event: 'expertGone',
    to: await readStaff(tx),
    values: { expert: name, count: String(count) },
    path: '/desk?view=unassigned',
    key: `expert-gone:${id}:${at}`,
  });
}
