import type { z } from 'zod';
import { authorise, type Context, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockMember, refuseLastOwner } from './lock-members';
import { ChangeMemberRoleInput } from './schema';

/** Gives a member another role. Errors: `forbidden`, `not_found`, `conflict` (`lastOwner`). */
export async function changeMemberRole(
  ctx: Context,
  input: z.input<typeof ChangeMemberRoleInput>,
): Promise<void> {
  authorise(ctx, 'members:manage');
  const { userId, role } = parse(ChangeMemberRoleInput, input);
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    const locked = await lockMember(tx, organisationId, userId);
    const before = locked.member.role;
    if (before === role) return;
    refuseLastOwner(locked);
    await tx.member.update({ where: { organisationId_userId: { organisationId, userId } }, data: { role } });
    const change = { before: { role: before }, after: { role } };
    await recordAudit(tx, ctx, { action: 'member.role', recordType: 'user', recordId: userId, ...change });
  });
}
