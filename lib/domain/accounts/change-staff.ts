import type { z } from 'zod';
import { authorise, caller, type Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { enqueue } from '@/lib/core/jobs';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockStaff, refuseLastAdmin } from './lock-staff';
import { ChangeStaffInput } from './schema';

/**
 * Sets the roles of a member of staff and, for an expert, skills and capacity (open requests at a time).
 * Errors: `forbidden`, `not_found`, `invalid`, `conflict` (`lastAdmin`; `ownAdminRole` for one's own).
 */
export async function changeStaff(ctx: Context, input: z.input<typeof ChangeStaffInput>): Promise<void> {
  authorise(ctx, 'people:manage');
  const { userId, roles, skills, capacity } = parse(ChangeStaffInput, input);
  await transaction(async (tx) => {
    const locked = await lockStaff(tx, userId);
    const before = locked.person.roles;
    if (!roles.includes('admin')) {
      if (before.includes('admin') && userId === caller(ctx)) throw new AppError('conflict', 'ownAdminRole');
      refuseLastAdmin(locked);
    }
    const expert = await tx.expert.findUnique({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { staffRoles: roles } });
    const own = { skills, capacity };
    if (roles.includes('expert') || expert)
      await tx.expert.upsert({ where: { userId }, create: { userId, ...own }, update: own });
    // No expert any more: what they had on their hands goes back into the queue.
    if (before.includes('expert') && !roles.includes('expert'))
      await enqueue(tx, 'support.unassign', { userId, at: ctx.now.toISOString() });
    await recordAudit(tx, ctx, {
      action: 'staff.change',
      recordType: 'user',
      recordId: userId,
      before: { roles: before, skills: expert?.skills, capacity: expert?.capacity },
      after: { roles, ...own },
    });
  });
}
