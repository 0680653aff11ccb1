import { authorise, caller, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { type StaffDto, type StaffInvitationDto, staffRoles } from './schema';

/** Everybody with a staff role, the deactivated last. */
export async function listStaff(ctx: Context): Promise<StaffDto[]> {
  authorise(ctx, 'people:manage');
  const self = caller(ctx);
  const rows = await db.user.findMany({
    where: { staffRoles: { isEmpty: false } },
    orderBy: [{ deactivatedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, name: true, email: true, staffRoles: true, deactivatedAt: true },
      expert: { select: { skills: true, capacity: true } },
      sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
    },
  });
  return rows.map(({ staffRoles: roles, deactivatedAt, expert, sessions, ...user }) => ({
    ...user,
    roles: staffRoles.filter((role) => roles.includes(role)),
    skills: expert?.skills ?? [],
    capacity: expert?.capacity ?? DEFAULT_CAPACITY,
    lastSeenAt: sessions[0]?.lastSeenAt.toISOString() ?? null,
    isActive: deactivatedAt === null,
    isSelf: user.id === self,
  }));
}

/** As the column's default. */
const DEFAULT_CAPACITY = 8;

/** Invitations to the staff that nobody has taken up. */
export async function listStaffInvitations(ctx: Context): Promise<StaffInvitationDto[]> {
  authorise(ctx, 'people:manage');
  const rows = await db.emailLink.findMany({
    where: { purpose: 'invitation', organisationId: null, usedAt: null, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 200,
  });
  return rows.map(({ id, email, staffRoles: roles, expiresAt }) => ({
    id,
    email,
    roles,
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt <= ctx.now,
  }));
}
