import type { z } from 'zod';
import { authorise, caller, type Context, tenant } from '@/lib/core/context';
import { type MemberRole, transaction, type Tx } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { issueLink, renewLink } from './links';
import { InvitationInput, InviteMemberInput } from './schema';
import { limit } from './throttles';

/**
 * Invites an address to the organisation in a role; the link in the mail is good for seven days.
 * Errors: `forbidden`, `invalid` (`alreadyMember`, `alreadyInvited` at the address), `limit_reached`.
 */
export async function inviteMember(ctx: Context, input: z.input<typeof InviteMemberInput>): Promise<void> {
  authorise(ctx, 'members:manage');
  const { email, role } = parse(InviteMemberInput, input);
  const organisationId = tenant(ctx);
  await limit('invite:organisation', organisationId);
  await transaction(async (tx) => {
    // Two owners who invite the same person at once wait for each other here.
    await tx.$queryRaw`SELECT id FROM "Organisation" WHERE id = ${organisationId} FOR UPDATE`;
    await refuseKnown(tx, ctx, organisationId, email);
    const offer = { email, organisationId, memberRole: role, createdById: caller(ctx) };
    const link = await issueLink(tx, ctx, { purpose: 'invitation', ...offer });
    await send(tx, ctx, { ...link, email, role });
    await recordAudit(tx, ctx, {
      action: 'member.invite',
      recordType: 'invitation',
      recordId: link.id,
      after: { email, role },
    });
  });
}

async function refuseKnown(tx: Tx, ctx: Context, organisationId: string, email: string): Promise<void> {
  const at = (key: string) => new AppError('invalid', 'invalidInput', { fields: { email: key } });
  if (await tx.member.count({ where: { organisationId, user: { email } } })) throw at('alreadyMember');
  const open = { organisationId, email, purpose: 'invitation' as const, usedAt: null, revokedAt: null };
  if (await tx.emailLink.count({ where: { ...open, expiresAt: { gt: ctx.now } } }))
    throw at('alreadyInvited');
}

type Mail = { id: string; url: string; email: string; role: MemberRole };

async function send(tx: Tx, ctx: Context, { id, url, email, role }: Mail): Promise<void> {
  const [organisation, inviter] = await Promise.all([
    tx.organisation.findUniqueOrThrow({ where: { id: tenant(ctx) }, select: { name: true } }),
    tx.user.findUniqueOrThrow({ where: { id: caller(ctx) }, select: { name: true } }),
  ]);
  const props = { organisation: organisation.name, inviter: inviter.name, role, url };
  const key = `invitation:${id}:${ctx.requestId}`;
  await enqueueEmail(tx, { to: email, template: 'invitation', props, key });
}

/**
 * Sends an invitation again, with a new link and seven new days; the former link opens nothing any more.
 * Errors: `forbidden`, `not_found`, `limit_reached`.
 */
export async function resendInvitation(ctx: Context, input: z.input<typeof InvitationInput>): Promise<void> {
  authorise(ctx, 'members:manage');
  const { invitationId } = parse(InvitationInput, input);
  const organisationId = tenant(ctx);
  await limit('invite:organisation', organisationId);
  await transaction(async (tx) => {
    const link = await tx.emailLink.findFirst({
      where: { id: invitationId, organisationId, purpose: 'invitation', usedAt: null, revokedAt: null },
    });
    if (!link?.memberRole) throw notFound();
    const url = await renewLink(tx, ctx, link.id, 'invitation');
    await send(tx, ctx, { id: link.id, url, email: link.email, role: link.memberRole });
    const after = { email: link.email };
    await recordAudit(tx, ctx, {
      action: 'member.reinvite',
      recordType: 'invitation',
      recordId: link.id,
      after,
    });
  });
}

/** Takes an invitation back. Errors: `forbidden`, `not_found` (also when it was accepted meanwhile). */
export async function revokeInvitation(ctx: Context, input: z.input<typeof InvitationInput>): Promise<void> {
  authorise(ctx, 'members:manage');
  const { invitationId } = parse(InvitationInput, input);
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    const [link] = await tx.emailLink.updateManyAndReturn({
      where: { id: invitationId, organisationId, purpose: 'invitation', usedAt: null, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (!link) throw notFound();
    const before = { email: link.email, role: link.memberRole };
    await recordAudit(tx, ctx, {
      action: 'member.uninvite',
      recordType: 'invitation',
      recordId: link.id,
      before,
    });
  });
}
