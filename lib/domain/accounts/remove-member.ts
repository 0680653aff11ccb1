import type { z } from 'zod';
import { authorise, caller, type Context, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockMember, refuseLastOwner } from './lock-members';
import { MemberInput } from './schema';

/**
 * Takes a member out of the organisation; their sessions lose it with the next request. What they wrote stays.
 * Errors: `forbidden`, `not_found`, `conflict` (`lastOwner`).
 */
export async function removeMember(ctx: Context, input: z.input<typeof MemberInput>): Promise<void> {
  authorise(ctx, 'members:manage');
  const { userId } = parse(MemberInput, input);
  await takeOut(ctx, userId, 'member.remove');
}

/** Leaves the organisation oneself. Errors: `forbidden`, `conflict` (`lastOwner`). */
export async function leaveOrganisation(ctx: Context): Promise<void> {
  authorise(ctx, 'account:self');
  await takeOut(ctx, caller(ctx), 'member.leave');
}

async function takeOut(ctx: Context, userId: string, action: string): Promise<void> {
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    const locked = await lockMember(tx, organisationId, userId);
    refuseLastOwner(locked);
    await tx.member.delete({ where: { organisationId_userId: { organisationId, userId } } });
    await tx.session.updateMany({ where: { userId, organisationId }, data: { organisationId: null } });
    const before = { role: locked.member.role };
    await recordAudit(tx, ctx, { action, recordType: 'user', recordId: userId, before });
  });
}
