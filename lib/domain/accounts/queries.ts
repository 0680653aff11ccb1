import { authorise, can, caller, type Context, tenant } from '@/lib/core/context';
import { db, type MemberRole, type StaffRole } from '@/lib/core/db';
import { describeDevice } from './describe-device';
import { findLink, type LinkState, stateOf } from './links';
import type { InvitationDto, LinkPurpose, MemberDto, ProfileDto, SessionDto } from './schema';

/** What a person sees of their own account. */
export async function getProfile(ctx: Context): Promise<ProfileDto> {
  authorise(ctx, 'account:self');
  const user = await db.user.findUniqueOrThrow({ where: { id: caller(ctx) } });
  return { name: user.name, email: user.email, hasPassword: user.passwordHash !== null };
}

/** One's own open sessions, the latest seen first. */
export async function listSessions(ctx: Context): Promise<SessionDto[]> {
  authorise(ctx, 'account:self');
  const own = 'sessionId' in ctx.actor ? ctx.actor.sessionId : null;
  const rows = await db.session.findMany({
    where: { userId: caller(ctx), revokedAt: null, expiresAt: { gt: ctx.now } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    device: describeDevice(row.userAgent),
    ip: row.ip,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    isCurrent: row.id === own,
  }));
}

/** Who belongs to the organisation, owners first. */
export async function listMembers(ctx: Context): Promise<MemberDto[]> {
  authorise(ctx, 'account:self');
  const self = caller(ctx);
  const rows = await db.member.findMany({
    where: { organisationId: tenant(ctx) },
    select: { role: true, createdAt: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ role: 'asc' }, { createdAt: 'asc' }],
  });
  return rows.map(({ role, createdAt, user }) => ({
    ...user,
    role,
    joinedAt: createdAt.toISOString(),
    isSelf: user.id === self,
  }));
}

/** Invitations that nobody has taken up, for owners; expired ones too, so that they can be sent again. */
export async function listInvitations(ctx: Context): Promise<InvitationDto[]> {
  if (!can(ctx, 'members:manage')) return [];
  const rows = await db.emailLink.findMany({
    where: { organisationId: tenant(ctx), purpose: 'invitation', usedAt: null, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 200,
  });
  return rows.flatMap(({ id, email, memberRole, expiresAt }) =>
    memberRole === null
      ? []
      : { id, email, role: memberRole, expiresAt: expiresAt.toISOString(), isExpired: expiresAt <= ctx.now },
  );
}

export type LinkView = {
  state: LinkState;
  email?: string;
  /** Set when the link stands open and is an invitation. */
  invitation?: {
    organisation: string | null;
    inviter: string | null;
    role: MemberRole | null;
    staffRoles: StaffRole[];
    /** True when a proven account has the address: it joins by the button alone. */
    hasAccount: boolean;
  };
};

/** What the page of a link shows; looking changes nothing. Only who holds the token learns more than its state. */
export async function viewLink(purpose: LinkPurpose, token: string, now: Date): Promise<LinkView> {
  const link = await findLink(purpose, token);
  const state = stateOf(link, now);
  if (!link || state !== 'open') return { state };
  if (purpose !== 'invitation') return { state, email: link.email };
  const [user, organisation, inviter] = await Promise.all([
    db.user.findUnique({ where: { email: link.email } }),
    link.organisationId ? db.organisation.findUnique({ where: { id: link.organisationId } }) : null,
    link.createdById ? db.user.findUnique({ where: { id: link.createdById } }) : null,
  ]);
  if (user?.deactivatedAt) return { state: 'unknown' };
  const hasAccount = user?.emailVerifiedAt != null;
  const { memberRole: role, staffRoles, email } = link;
  const names = { organisation: organisation?.name ?? null, inviter: inviter?.name ?? null };
  return { state, email, invitation: { ...names, role, staffRoles, hasAccount } };
}
