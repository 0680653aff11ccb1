import type { z } from 'zod';
import { authorise, caller, type Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { enqueue } from '@/lib/core/jobs';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { revokeLinks } from './links';
import { lockStaff, refuseLastAdmin } from './lock-staff';
import { MemberInput } from './schema';
import { revokeSessions } from './sessions';

/**
 * Shuts a member of staff out at once: no sign-in, every session and link ended. What they did stays.
 * Errors: `forbidden`, `not_found`, `conflict` (`ownDeactivation`, `lastAdmin`). Twice is the same as once.
 */
export async function deactivateStaff(ctx: Context, input: z.input<typeof MemberInput>): Promise<void> {
  authorise(ctx, 'people:manage');
  const { userId } = parse(MemberInput, input);
  if (userId === caller(ctx)) throw new AppError('conflict', 'ownDeactivation');
  await transaction(async (tx) => {
    const locked = await lockStaff(tx, userId);
    if (!locked.person.isActive) return;
    refuseLastAdmin(locked);
    await tx.user.update({ where: { id: userId }, data: { deactivatedAt: ctx.now } });
    const sessionsEnded = await revokeSessions(tx, ctx, userId);
    await revokeLinks(tx, ctx, userId);
    // What they had on their hands goes back into the queue.
    await enqueue(tx, 'support.unassign', { userId, at: ctx.now.toISOString() });
    const after = { isActive: false, sessionsEnded };
    await recordAudit(tx, ctx, { action: 'staff.deactivate', recordType: 'user', recordId: userId, after });
  });
}

/** Lets a deactivated member of staff sign in again, with the roles they had. Errors: `forbidden`, `not_found`. */
export async function reactivateStaff(ctx: Context, input: z.input<typeof MemberInput>): Promise<void> {
  authorise(ctx, 'people:manage');
  const { userId } = parse(MemberInput, input);
  await transaction(async (tx) => {
    const { person } = await lockStaff(tx, userId);
    if (person.isActive) return;
    await tx.user.update({ where: { id: userId }, data: { deactivatedAt: null } });
    const after = { isActive: true, roles: person.roles };
    await recordAudit(tx, ctx, { action: 'staff.reactivate', recordType: 'user', recordId: userId, after });
  });
}
