import type { Context } from '@/lib/core/context';
import type { EmailLinkModel, Tx, UserModel } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { staffRoles } from './schema';

/**
 * Gives a person what an invitation offers: a place in an organisation (returned), or staff roles (null). Who belongs
 * there already keeps the role they have.
 */
export async function joinByInvitation(
  tx: Tx,
  ctx: Context,
  link: EmailLinkModel,
  user: UserModel,
): Promise<string | null> {
  if (link.organisationId) return joinOrganisation(tx, ctx, link, user);
  const roles = staffRoles.filter((role) => link.staffRoles.includes(role) || user.staffRoles.includes(role));
  await tx.user.update({ where: { id: user.id }, data: { staffRoles: roles } });
  await ensureExpert(tx, user.id, roles);
  await recordAudit(tx, ctx, {
    action: 'staff.join',
    recordType: 'user',
    recordId: user.id,
    before: { roles: user.staffRoles },
    after: { roles, email: user.email, invitedBy: link.createdById },
  });
  return null;
}

async function joinOrganisation(
  tx: Tx,
  ctx: Context,
  link: EmailLinkModel,
  user: UserModel,
): Promise<string> {
  const { organisationId, memberRole: role } = link;
  invariant(organisationId && role, 'an invitation to an organisation names a role');
  const joined = await tx.member.createMany({
    data: { organisationId, userId: user.id, role, createdAt: ctx.now },
    skipDuplicates: true,
  });
  if (joined.count > 0) {
    await recordAudit(tx, ctx, {
      action: 'member.join',
      recordType: 'user',
      recordId: user.id,
      organisationId,
      after: { role, email: user.email, invitedBy: link.createdById },
    });
  }
  return organisationId;
}

/** The desk's facts about an expert exist as soon as the role does. */
export async function ensureExpert(tx: Tx, userId: string, roles: readonly string[]): Promise<void> {
  if (!roles.includes('expert')) return;
  await tx.expert.upsert({ where: { userId }, create: { userId, skills: [] }, update: {} });
}
