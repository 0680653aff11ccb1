import type { MemberRole, Tx } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';

export type LockedMember = { userId: string; role: MemberRole };

/**
 * Locks the members of an organisation, so that two changes cannot both believe that another owner stays. Lock order:
 * by person. Error: `not_found` when the person meant is none of them.
 */
export async function lockMember(
  tx: Tx,
  organisationId: string,
  userId: string,
): Promise<{ member: LockedMember; owners: number }> {
  const members = await tx.$queryRaw<LockedMember[]>`
    SELECT "userId", role::text AS role FROM "Member"
    WHERE "organisationId" = ${organisationId} ORDER BY "userId" FOR UPDATE`;
  const member = members.find((one) => one.userId === userId);
  if (!member) throw notFound();
  return { member, owners: members.filter(({ role }) => role === 'owner').length };
}

/** An organisation always has an owner. */
export function refuseLastOwner({ member, owners }: { member: LockedMember; owners: number }): void {
  if (member.role === 'owner' && owners === 1) throw new AppError('conflict', 'lastOwner');
}
