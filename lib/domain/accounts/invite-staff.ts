import type { z } from 'zod';
import { authorise, caller, type Context } from '@/lib/core/context';
import { type StaffRole, transaction, type Tx } from '@/lib/core/db';
import { AppError, invariant, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { issueLink, renewLink } from './links';
import { InvitationInput, InviteStaffInput } from './schema';
import { limit } from './throttles';

const PENDING = { purpose: 'invitation', organisationId: null, usedAt: null, revokedAt: null } as const;

/**
 * Invites an address to the staff in one or more roles.
 * Errors: `forbidden`, `invalid` (`alreadyStaff`, `alreadyInvited` at the address), `limit_reached`.
 */
export async function inviteStaff(ctx: Context, input: z.input<typeof InviteStaffInput>): Promise<void> {
  authorise(ctx, 'people:manage');
  const { email, roles } = parse(InviteStaffInput, input);
  await limit('invite:organisation', 'staff');
  await transaction(async (tx) => {
    const at = (key: string) => new AppError('invalid', 'invalidInput', { fields: { email: key } });
    const isStaff = { email, staffRoles: { isEmpty: false } };
    if (await tx.user.count({ where: isStaff })) throw at('alreadyStaff');
    const open = { ...PENDING, email, expiresAt: { gt: ctx.now } };
    if (await tx.emailLink.count({ where: open })) throw at('alreadyInvited');
    const offer = { email, staffRoles: roles, createdById: caller(ctx) };
    const link = await issueLink(tx, ctx, { purpose: 'invitation', ...offer });
    await send(tx, ctx, { ...link, email, roles });
    await audit(tx, ctx, 'staff.invite', link.id, { after: { email, roles } });
  });
}

type Mail = { id: string; url: string; email: string; roles: StaffRole[] };

async function send(tx: Tx, ctx: Context, { id, url, email, roles }: Mail): Promise<void> {
  const user = await tx.user.findUnique({ where: { email }, select: { name: true } });
  // The mail names the widest role; the page of the link names them all.
  const role = roles.at(-1);
  invariant(role, 'an invitation to the staff names a role');
  const mail = { template: 'staff-invitation', props: { name: user?.name ?? null, role, url } } as const;
  await enqueueEmail(tx, { ...mail, to: email, key: `staff-invitation:${id}:${ctx.requestId}` });
}

/** Sends it again with a new link and seven new days. Errors: `forbidden`, `not_found`, `limit_reached`. */
export async function resendStaffInvitation(
  ctx: Context,
  input: z.input<typeof InvitationInput>,
): Promise<void> {
  authorise(ctx, 'people:manage');
  const { invitationId: id } = parse(InvitationInput, input);
  await limit('invite:organisation', 'staff');
  await transaction(async (tx) => {
    const link = await tx.emailLink.findFirst({ where: { ...PENDING, id } });
    if (!link) throw notFound();
    const url = await renewLink(tx, ctx, id, 'invitation');
    await send(tx, ctx, { id, url, email: link.email, roles: link.staffRoles });
    await audit(tx, ctx, 'staff.reinvite', id, { after: { email: link.email } });
  });
}

/** Takes it back. Errors: `forbidden`, `not_found` (also when it was accepted meanwhile). */
export async function revokeStaffInvitation(
  ctx: Context,
  input: z.input<typeof InvitationInput>,
): Promise<void> {
  authorise(ctx, 'people:manage');
  const { invitationId: id } = parse(InvitationInput, input);
  await transaction(async (tx) => {
    const [link] = await tx.emailLink.updateManyAndReturn({
      where: { ...PENDING, id },
      data: { revokedAt: ctx.now },
    });
    if (!link) throw notFound();
    await audit(tx, ctx, 'staff.uninvite', id, { before: { email: link.email, roles: link.staffRoles } });
  });
}

type Change = { before?: Record<string, unknown>; after?: Record<string, unknown> };

const audit = (tx: Tx, ctx: Context, action: string, recordId: string, change: Change) =>
  recordAudit(tx, ctx, { action, recordType: 'invitation', recordId, ...change });
