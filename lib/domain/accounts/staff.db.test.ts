import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caller, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { anonymous, job, memberOf, newOrganisation, newUser, NOW, staff } from '@/lib/testing/factories';
import { mailedToken, queuedMails } from '@/lib/testing/mail';
import { acceptAsNew } from './accept-as-new';
import { changeStaff } from './change-staff';
import { cleanAccounts } from './clean-accounts';
import { createAdministrator } from './create-administrator';
import { deactivateStaff, reactivateStaff } from './deactivate-staff';
import { inviteStaff, resendStaffInvitation, revokeStaffInvitation } from './invite-staff';
import { resetPassword } from './reset-password';
import { resolveSession } from './resolve-session';
import { openSession } from './sessions';
import { signInWithLink } from './sign-in-with-link';
import { signInWithPassword } from './sign-in-with-password';
import { listStaff, listStaffInvitations } from './staff-queries';

const address = () => `${randomUUID()}@example.test`;
const visitor = () => ({ ...anonymous(), ip: `10.3.${Math.floor(Math.random() * 250)}.7` });
const NEW = { name: 'Grace', password: 'correct horse battery' };
const change = (ctx: Context, over: Partial<Parameters<typeof changeStaff>[1]> = {}) => ({
  userId: caller(ctx),
  roles: ['expert' as const],
  skills: 'PHP, SQL, PHP',
  capacity: 5,
  ...over,
});
const auditedOf = async (recordId: string) =>
  (await db.auditEvent.findMany({ where: { recordId }, orderBy: { id: 'asc' } })).map(({ action }) => action);

describe('inviteStaff', () => {
  it('brings in somebody new with every role offered, and an expert’s place at the desk', async () => {
    const admin = await staff(['admin']);
    const email = address();
    await inviteStaff(admin, { email, roles: ['agent', 'expert'] });
    expect(await queuedMails(email)).toMatchObject([
      { template: 'staff-invitation', props: { role: 'agent' } },
    ]);
    await acceptAsNew(visitor(), { token: await mailedToken(email, 'staff-invitation'), ...NEW });
    const user = await db.user.findUniqueOrThrow({
      where: { email },
      include: { expert: true, memberships: true },
    });
    expect(user).toMatchObject({ staffRoles: ['expert', 'agent'], expert: { skills: [] }, memberships: [] });
    expect(await auditedOf(user.id)).toEqual(['staff.join']);
  });

  it('adds roles to a customer who keeps their organisation', async () => {
    const admin = await staff(['admin']);
    const member = await memberOf(await newOrganisation(), 'owner');
    const { email } = await db.user.findUniqueOrThrow({ where: { id: caller(member) } });
    await inviteStaff(admin, { email, roles: ['finance'] });
    const link = { purpose: 'invitation', token: await mailedToken(email, 'staff-invitation') };
    const { sessionId } = await signInWithLink(visitor(), link, null);
    expect(await resolveSession(sessionId, NOW)).toMatchObject({
      staffRoles: ['finance'],
      organisation: { role: 'owner' },
    });
  });

  it('can be sent again and revoked; staff are not invited twice', async () => {
    const admin = await staff(['admin']);
    const email = address();
    await inviteStaff(admin, { email, roles: ['finance'] });
    await expect(inviteStaff(admin, { email, roles: ['admin'] })).rejects.toMatchObject({
      fields: { email: 'alreadyInvited' },
    });
    const invitation = (await listStaffInvitations(admin)).find((one) => one.email === email);
    const input = { invitationId: invitation?.id ?? '' };
    await resendStaffInvitation({ ...admin, requestId: randomUUID() }, input);
    await revokeStaffInvitation(admin, input);
    await expect(revokeStaffInvitation(admin, input)).rejects.toMatchObject({ code: 'not_found' });
    await expect(resendStaffInvitation(admin, input)).rejects.toMatchObject({ code: 'not_found' });
    const token = await mailedToken(email, 'staff-invitation');
    await expect(acceptAsNew(visitor(), { token, ...NEW })).rejects.toMatchObject({ reason: 'linkUnknown' });
    const known = await newUser({ staffRoles: ['agent'] });
    await expect(inviteStaff(admin, { email: known.email, roles: ['admin'] })).rejects.toMatchObject({
      fields: { email: 'alreadyStaff' },
    });
    await expect(inviteStaff(admin, { email: address(), roles: [] })).rejects.toMatchObject({
      fields: { roles: 'chooseOne' },
    });
  });

  it('cannot be taken for an organisation’s invitation', async () => {
    const admin = await staff(['admin']);
    await inviteStaff(admin, { email: address(), roles: ['agent'] });
    const owner = await memberOf(await newOrganisation(), 'owner');
    const [invitation] = await listStaffInvitations(admin);
    const { revokeInvitation } = await import('./invite-member');
    await expect(revokeInvitation(owner, { invitationId: invitation?.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('people:manage', () => {
  it('is an administrator’s alone', async () => {
    const member = await memberOf(await newOrganisation(), 'owner');
    const target = await staff(['agent']);
    for (const ctx of [await staff(['agent', 'expert', 'finance']), member, visitor()]) {
      const refused = expect.objectContaining({ code: expect.stringMatching('forbidden|unauthenticated') });
      await expect(listStaff(ctx)).rejects.toEqual(refused);
      await expect(inviteStaff(ctx, { email: address(), roles: ['admin'] })).rejects.toEqual(refused);
      await expect(changeStaff(ctx, change(target, { roles: ['admin'] }))).rejects.toEqual(refused);
      await expect(deactivateStaff(ctx, { userId: caller(target) })).rejects.toEqual(refused);
    }
  });

  it('changes roles, skills and capacity, on staff only', async () => {
    const [admin, agent] = [await staff(['admin']), await staff(['agent'])];
    await changeStaff(admin, change(agent));
    const person = (await listStaff(admin)).find(({ id }) => id === caller(agent));
    expect(person).toMatchObject({ roles: ['expert'], skills: ['PHP', 'SQL'], capacity: 5, isActive: true });
    expect(await auditedOf(caller(agent))).toEqual(['staff.change']);
    const customer = await memberOf(await newOrganisation());
    await expect(changeStaff(admin, change(customer))).rejects.toMatchObject({ code: 'not_found' });
    for (const capacity of ['', -1, 0, 101, 'many', 1.5])
      await expect(changeStaff(admin, change(agent, { capacity }))).rejects.toMatchObject({
        code: 'invalid',
      });
  });

  it('ends a deactivated person’s sessions and sign-in, until reactivated', async () => {
    const [admin, agent] = [await staff(['admin']), await staff(['agent'])];
    const userId = caller(agent);
    const { sessionId } = await db.$transaction((tx) => openSession(tx, agent, { userId }));
    await deactivateStaff(admin, { userId });
    await deactivateStaff(admin, { userId });
    expect(await resolveSession(sessionId, NOW)).toBeNull();
    await reactivateStaff(admin, { userId });
    expect(await resolveSession(sessionId, NOW)).toBeNull();
    expect(await auditedOf(userId)).toEqual(['staff.deactivate', 'staff.reactivate']);
  });

  it('never locks everybody out', async () => {
    await db.user.updateMany({ data: { staffRoles: [] } });
    const [one, other] = [await staff(['admin']), await staff(['admin'])];
    await expect(deactivateStaff(one, { userId: caller(one) })).rejects.toMatchObject({
      reason: 'ownDeactivation',
    });
    await expect(changeStaff(one, change(one))).rejects.toMatchObject({ reason: 'ownAdminRole' });
    const duel = await Promise.allSettled([
      deactivateStaff(one, { userId: caller(other) }),
      deactivateStaff(other, { userId: caller(one) }),
    ]);
    expect(duel.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(duel.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'lastAdmin' },
    });
  });
});

describe('createAdministrator', () => {
  const operator: Context = {
    actor: { kind: 'operator', name: 'admin:create' },
    now: NOW,
    requestId: randomUUID(),
  };

  it('makes one with a link that sets the password', async () => {
    const email = address();
    const { url, isNew } = await createAdministrator(operator, { email, name: 'Root' });
    expect(isNew).toBe(true);
    const token = new URL(url ?? '').searchParams.get('token') ?? '';
    await resetPassword(visitor(), { token, password: NEW.password });
    const opened = await signInWithPassword(visitor(), { email, password: NEW.password }, null);
    expect(await resolveSession(opened?.sessionId ?? '', NOW)).toMatchObject({ staffRoles: ['admin'] });
  });

  it('makes one with a password, or of an account that exists', async () => {
    const email = address();
    expect(await createAdministrator(operator, { email, ...NEW })).toMatchObject({ url: null });
    expect(await signInWithPassword(visitor(), { email, password: NEW.password }, null)).not.toBeNull();
    const agent = await newUser({ staffRoles: ['agent'] });
    expect(await createAdministrator(operator, { email: agent.email, name: 'x' })).toMatchObject({
      isNew: false,
    });
    expect((await db.user.findUniqueOrThrow({ where: { id: agent.id } })).staffRoles).toEqual([
      'agent',
      'admin',
    ]);
    await expect(createAdministrator(operator, { email: 'x', name: '' })).rejects.toMatchObject({
      fields: { email: 'email', name: 'required' },
    });
    await expect(createAdministrator(await staff(['admin']), { email, name: 'x' })).rejects.toThrow(
      'invariant',
    );
  });
});

describe('cleanAccounts', () => {
  it('removes what has been over for ninety days, and nothing else', async () => {
    const { id: userId } = await newUser();
    const { sessionId } = await db.$transaction((tx) => openSession(tx, anonymous(), { userId }));
    await cleanAccounts(job(addDays(NOW, 119)));
    expect(await db.session.count({ where: { id: sessionId } })).toBe(1);
    await cleanAccounts(job(addDays(NOW, 121)));
    expect(await db.session.count({ where: { id: sessionId } })).toBe(0);
  });
});
