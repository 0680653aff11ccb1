import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { caller, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import {
  anonymous,
  ensureCatalogue,
  memberOf,
  newOrganisation,
  newUser,
  staff,
} from '@/lib/testing/factories';
import { mailedToken, queuedMails } from '@/lib/testing/mail';
import { acceptAsNew } from './accept-as-new';
import { changeMemberRole } from './change-member-role';
import { changePassword } from './change-password';
import { createOrganisation } from './create-organisation';
import { inviteMember, resendInvitation, revokeInvitation } from './invite-member';
import { hashPassword } from './password';
import { getProfile, listInvitations, listMembers, viewLink } from './queries';
import { leaveOrganisation, removeMember } from './remove-member';
import { signInWithLink } from './sign-in-with-link';
import { updateOrganisation } from './update-organisation';
import { updateProfile } from './update-profile';

beforeAll(() => ensureCatalogue());

const address = () => `${randomUUID()}@example.test`;
const visitor = (now?: Date) => ({ ...anonymous(now), ip: `10.2.${Math.floor(Math.random() * 250)}.7` });
const roleOf = async (ctx: Context, organisationId = ctx.organisationId ?? '') =>
  (await db.member.findFirst({ where: { organisationId, userId: caller(ctx) } }))?.role;
const audited = (organisationId: string | undefined) =>
  db.auditEvent.findMany({ where: { organisationId }, orderBy: { id: 'asc' } });

async function team() {
  const organisationId = await newOrganisation();
  const [owner, billing, member] = [
    await memberOf(organisationId, 'owner'),
    await memberOf(organisationId, 'billing'),
    await memberOf(organisationId, 'member'),
  ];
  return { organisationId, owner, billing, member };
}

const NEW = { name: 'Grace', password: 'correct horse battery' };

describe('an invitation', () => {
  it('lets somebody new in, with name and password, once', async () => {
    const { owner, organisationId } = await team();
    const email = address();
    await inviteMember(owner, { email: email.toUpperCase(), role: 'billing' });
    const token = await mailedToken(email, 'invitation');
    expect(await viewLink('invitation', token, owner.now)).toMatchObject({
      state: 'open',
      email,
      invitation: { organisation: 'Example', role: 'billing', hasAccount: false },
    });
    expect(await acceptAsNew(visitor(), { token, ...NEW })).toEqual({ email });
    const user = await db.user.findUniqueOrThrow({ where: { email }, include: { memberships: true } });
    expect(user).toMatchObject({ name: 'Grace', memberships: [{ organisationId, role: 'billing' }] });
    expect(user.emailVerifiedAt).not.toBeNull();
    await expect(acceptAsNew(visitor(), { token, ...NEW })).rejects.toMatchObject({ reason: 'linkUsed' });
    expect((await audited(organisationId)).map(({ action }) => action)).toEqual([
      'member.invite',
      'member.join',
    ]);
  });

  it('joins a proven account by the button, and opens its session in the organisation', async () => {
    const { owner, organisationId } = await team();
    const { id, email } = await newUser();
    await inviteMember(owner, { email, role: 'member' });
    const token = await mailedToken(email, 'invitation');
    await expect(acceptAsNew(visitor(), { token, ...NEW })).rejects.toMatchObject({
      reason: 'accountExists',
    });
    const link = { purpose: 'invitation', token };
    const presses = await Promise.allSettled(
      Array.from({ length: 6 }, () => signInWithLink(visitor(), link, null)),
    );
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.member.count({ where: { userId: id, organisationId } })).toBe(1);
    expect(await db.session.findFirst({ where: { userId: id } })).toMatchObject({ organisationId });
  });

  it('gives an unproven account to whoever holds the mail, not to whoever made it', async () => {
    const { owner } = await team();
    const strangers = await hashPassword('the password of a stranger');
    const { id, email } = await newUser();
    await db.user.update({ where: { id }, data: { emailVerifiedAt: null, passwordHash: strangers } });
    await inviteMember(owner, { email, role: 'owner' });
    const token = await mailedToken(email, 'invitation');
    const link = { purpose: 'invitation', token };
    await expect(signInWithLink(visitor(), link, null)).rejects.toMatchObject({ reason: 'linkUnknown' });
    await acceptAsNew(visitor(), { token, ...NEW });
    expect((await db.user.findUniqueOrThrow({ where: { id } })).passwordHash).not.toBe(strangers);
  });

  it('goes to nobody twice, and to no member', async () => {
    const { owner, member } = await team();
    const email = address();
    const invite = () => inviteMember(owner, { email, role: 'member' });
    const both = await Promise.allSettled([invite(), invite()]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(invite()).rejects.toMatchObject({ fields: { email: 'alreadyInvited' } });
    const { email: own } = await getProfile(member);
    await expect(inviteMember(owner, { email: own, role: 'owner' })).rejects.toMatchObject({
      fields: { email: 'alreadyMember' },
    });
  });

  it('opens nothing once it was sent again, revoked, or has run out', async () => {
    const { owner } = await team();
    const email = address();
    await inviteMember(owner, { email, role: 'member' });
    const first = await mailedToken(email, 'invitation');
    const [invitation] = await listInvitations(owner);
    const invitationId = invitation?.id ?? '';
    await resendInvitation({ ...owner, requestId: randomUUID() }, { invitationId });
    expect(await queuedMails(email)).toHaveLength(2);
    const second = await mailedToken(email, 'invitation');
    await expect(acceptAsNew(visitor(), { token: first, ...NEW })).rejects.toMatchObject({
      reason: 'linkUnknown',
    });
    const late = visitor(addDays(owner.now, 8));
    await expect(acceptAsNew(late, { token: second, ...NEW })).rejects.toMatchObject({
      reason: 'linkExpired',
    });
    await revokeInvitation(owner, { invitationId });
    await expect(acceptAsNew(visitor(), { token: second, ...NEW })).rejects.toMatchObject({
      reason: 'linkUnknown',
    });
    await expect(revokeInvitation(owner, { invitationId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listInvitations(owner)).toEqual([]);
  });

  it('belongs to its organisation', async () => {
    const { owner } = await team();
    const stranger = await team();
    await inviteMember(owner, { email: address(), role: 'member' });
    const [invitation] = await listInvitations(owner);
    const input = { invitationId: invitation?.id ?? '' };
    await expect(revokeInvitation(stranger.owner, input)).rejects.toMatchObject({ code: 'not_found' });
    await expect(resendInvitation(stranger.owner, input)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listInvitations(stranger.owner)).toEqual([]);
  });
});

describe('rights', () => {
  it('to manage members and the organisation are the owner’s alone', async () => {
    const { owner, billing, member } = await team();
    const agent = await staff(['agent', 'admin']);
    const userId = caller(owner);
    for (const ctx of [billing, member, agent, visitor()]) {
      const refused = expect.objectContaining({ code: expect.stringMatching('forbidden|unauthenticated') });
      await expect(inviteMember(ctx, { email: address(), role: 'member' })).rejects.toEqual(refused);
      await expect(changeMemberRole(ctx, { userId, role: 'member' })).rejects.toEqual(refused);
      await expect(removeMember(ctx, { userId })).rejects.toEqual(refused);
      await expect(updateOrganisation(ctx, { name: 'Mine', timeZone: 'UTC' })).rejects.toEqual(refused);
    }
    expect(await listInvitations(member)).toEqual([]);
    expect(await listMembers(member)).toHaveLength(3);
  });

  it('reach no member of another organisation', async () => {
    const [here, there] = [await team(), await team()];
    const userId = caller(there.member);
    await expect(changeMemberRole(here.owner, { userId, role: 'owner' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(removeMember(here.owner, { userId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await roleOf(there.member)).toBe('member');
  });
});

describe('the last owner', () => {
  it('neither leaves nor is demoted, until there is another', async () => {
    const { owner, member, organisationId } = await team();
    const userId = caller(owner);
    const refused = { code: 'conflict', reason: 'lastOwner' };
    await expect(changeMemberRole(owner, { userId, role: 'billing' })).rejects.toMatchObject(refused);
    await expect(leaveOrganisation(owner)).rejects.toMatchObject(refused);
    await expect(removeMember(owner, { userId })).rejects.toMatchObject(refused);
    await changeMemberRole(owner, { userId: caller(member), role: 'owner' });
    await changeMemberRole(owner, { userId: caller(member), role: 'owner' });
    await leaveOrganisation(owner);
    expect(await roleOf(owner, organisationId)).toBeUndefined();
    const actions = (await audited(organisationId)).map(({ action }) => action);
    expect(actions).toEqual(['member.role', 'member.leave']);
  });

  it('stays when two owners leave at the same time', async () => {
    const { owner, organisationId } = await team();
    const second = await memberOf(organisationId, 'owner');
    const left = await Promise.allSettled([leaveOrganisation(owner), leaveOrganisation(second)]);
    expect(left.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.member.count({ where: { organisationId, role: 'owner' } })).toBe(1);
  });
});

describe('one’s own account and organisation', () => {
  it('change their name and zone, with a record', async () => {
    const { owner, organisationId } = await team();
    await updateProfile(owner, { name: ' Ada ' });
    expect(await getProfile(owner)).toMatchObject({ name: 'Ada', hasPassword: false });
    await updateOrganisation(owner, { name: 'Engines', timeZone: 'Europe/Athens' });
    await updateOrganisation(owner, { name: 'Engines', timeZone: 'Europe/Athens' });
    expect(await audited(organisationId)).toMatchObject([
      { action: 'organisation.update', before: { name: 'Example' }, after: { name: 'Engines' } },
    ]);
    await expect(updateOrganisation(owner, { name: '', timeZone: 'Mars/Base' })).rejects.toMatchObject({
      fields: { name: 'required', timeZone: 'unknown' },
    });
  });

  it('change the password with the present one only', async () => {
    const { member } = await team();
    const passwordHash = await hashPassword('the present one');
    await db.user.update({ where: { id: caller(member) }, data: { passwordHash } });
    const next = { password: 'correct horse battery' };
    await expect(changePassword(member, { current: 'a guess', ...next })).rejects.toMatchObject({
      fields: { current: 'wrongPassword' },
    });
    expect(await changePassword(member, { current: 'the present one', ...next })).toEqual({ ended: 0 });
    await expect(changePassword(member, { current: 'the present one', ...next })).rejects.toMatchObject({
      fields: { current: 'wrongPassword' },
    });
  });

  it('are made only by somebody who has none', async () => {
    const { owner, member } = await team();
    await expect(createOrganisation(member, { name: 'Second' })).rejects.toMatchObject({
      reason: 'hasOrganisation',
    });
    await removeMember(owner, { userId: caller(member) });
    const tries = await Promise.allSettled([
      createOrganisation(member, { name: 'Second' }),
      createOrganisation(member, { name: 'Second' }),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.member.count({ where: { userId: caller(member), role: 'owner' } })).toBe(1);
  });
});
