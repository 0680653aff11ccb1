import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/core/time';
import { db } from '@/lib/core/db';
import { anonymous, memberOf, newOrganisation, newUser, NOW } from '@/lib/testing/factories';
import { mailedToken, queuedMails } from '@/lib/testing/mail';
import { hashPassword } from './password';
import { requestPasswordReset } from './request-password-reset';
import { requestSignInLink } from './request-sign-in-link';
import { resetPassword } from './reset-password';
import { resolveSession } from './resolve-session';
import { revokeOtherSessions, revokeSession } from './revoke-session';
import { signInWithLink } from './sign-in-with-link';
import { signInWithPassword } from './sign-in-with-password';
import { signOut } from './sign-out';
import { switchOrganisation } from './switch-organisation';
import { takeSignInTurn } from './throttles';

const PASSWORD = 'correct horse battery';
const passwordHash = await hashPassword(PASSWORD);

let hop = 0;
const from = (ip = `10.1.${Math.floor(++hop / 250)}.${hop % 250}`, now = NOW) => ({ ...anonymous(now), ip });

async function newPerson() {
  const { id, email } = await newUser();
  await db.user.update({ where: { id }, data: { passwordHash } });
  return { id, email, password: PASSWORD };
}

describe('signInWithPassword', () => {
  it('opens a session of thirty days with where it came from', async () => {
    const { id, email, password } = await newPerson();
    const opened = await signInWithPassword(
      from('10.9.9.9'),
      { email: ` ${email.toUpperCase()} `, password },
      'curl',
    );
    const row = await db.session.findUniqueOrThrow({ where: { id: opened?.sessionId } });
    expect(row).toMatchObject({ userId: id, ip: '10.9.9.9', userAgent: 'curl', expiresAt: addDays(NOW, 30) });
    expect(await resolveSession(row.id, NOW)).toMatchObject({ person: { id, email }, organisation: null });
  });

  it('answers the same nothing to whatever does not fit', async () => {
    const person = await newPerson();
    const { email, password } = person;
    const offers = [
      { email, password: 'wrong' },
      { email: 'nobody@example.test', password },
      { email: 'x', password: '' },
    ];
    for (const offer of offers) expect(await signInWithPassword(from(), offer, null)).toBeNull();
    for (const state of [{ emailVerifiedAt: null }, { emailVerifiedAt: NOW, deactivatedAt: NOW }]) {
      await db.user.update({ where: { id: person.id }, data: state });
      expect(await signInWithPassword(from(), { email, password }, null)).toBeNull();
    }
  });

  it('locks the pair of account and address after eight failures, for nobody else', async () => {
    const { email, password } = await newPerson();
    const guess = () => signInWithPassword(from('10.8.0.1'), { email, password: 'wrong' }, null);
    await Promise.all(Array.from({ length: 8 }, guess));
    expect(await signInWithPassword(from('10.8.0.1'), { email, password }, null)).toBeNull();
    expect(await signInWithPassword(from('10.8.0.2'), { email, password }, null)).not.toBeNull();
  });

  it('locks an account that many addresses guess at', async () => {
    const { email, password } = await newPerson();
    for (let index = 0; index < 29; index++) await takeSignInTurn(from(), email);
    expect(await signInWithPassword(from(), { email, password: 'wrong' }, null)).toBeNull();
    expect(await signInWithPassword(from(), { email, password }, null)).toBeNull();
  });

  it('never counts the right password', async () => {
    const { email, password } = await newPerson();
    for (let index = 0; index < 9; index++)
      expect(await signInWithPassword(from('10.8.0.3'), { email, password }, null)).not.toBeNull();
  });
});

describe('a link by e-mail', () => {
  it('signs in once; of parallel presses exactly one wins', async () => {
    const { id, email } = await newPerson();
    await requestSignInLink(from(), { email, next: '/credits' });
    const [mail] = await queuedMails(email, 'sign-in-link');
    expect(mail?.props.url).toContain('/link/sign-in?token=');
    expect(mail?.props.url).toContain('next=%2Fcredits');
    const link = { purpose: 'sign-in', token: await mailedToken(email, 'sign-in-link') };
    const presses = await Promise.allSettled(
      Array.from({ length: 12 }, () => signInWithLink(from(), link, null)),
    );
    const opened = presses.filter((press) => press.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    expect(await db.session.count({ where: { userId: id } })).toBe(1);
  });

  it('is kept only as a hash, and expires', async () => {
    const { email } = await newPerson();
    await requestSignInLink(from(), { email });
    const token = await mailedToken(email, 'sign-in-link');
    const row = await db.emailLink.findFirstOrThrow({ where: { email } });
    expect(JSON.stringify(row)).not.toContain(token);
    const late = from(undefined, new Date(NOW.getTime() + 16 * 60_000));
    const link = { purpose: 'sign-in', token };
    await expect(signInWithLink(late, link, null)).rejects.toMatchObject({ reason: 'linkExpired' });
  });

  it('opens only its own door', async () => {
    const { email } = await newPerson();
    await requestSignInLink(from(), { email });
    await requestPasswordReset(from(), { email });
    const token = await mailedToken(email, 'sign-in-link');
    const reset = await mailedToken(email, 'reset-password');
    const unknown = { reason: 'linkUnknown' };
    await expect(signInWithLink(from(), { purpose: 'verify-email', token }, null)).rejects.toMatchObject(
      unknown,
    );
    await expect(
      signInWithLink(from(), { purpose: 'reset-password', token: reset }, null),
    ).rejects.toMatchObject(unknown);
    await expect(resetPassword(from(), { token, password: 'another good one' })).rejects.toMatchObject(
      unknown,
    );
    await expect(
      signInWithLink(from(), { purpose: 'sign-in', token: 'x'.repeat(43) }, null),
    ).rejects.toMatchObject(unknown);
    await expect(signInWithLink(from(), { purpose: 'sign-in', token: '1' }, null)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('goes to nobody unknown or deactivated, and to nobody too often; the answer is the same', async () => {
    const { email } = await newPerson();
    await expect(
      requestSignInLink(from(), { email: `${randomUUID()}@example.test` }),
    ).resolves.toBeUndefined();
    for (let index = 0; index < 7; index++)
      await expect(requestSignInLink(from(), { email })).resolves.toBeUndefined();
    expect(await queuedMails(email)).toHaveLength(5);
    const other = await newPerson();
    await db.user.update({ where: { id: other.id }, data: { deactivatedAt: NOW } });
    await requestPasswordReset(from(), { email: other.email });
    expect(await queuedMails(other.email)).toEqual([]);
  });
});

describe('resetPassword', () => {
  it('sets the password, proves the address, ends every session and every other link', async () => {
    const { id, email, password } = await newPerson();
    await signInWithPassword(from(), { email, password }, null);
    await requestSignInLink(from(), { email });
    await requestPasswordReset(from(), { email });
    await db.user.update({ where: { id }, data: { emailVerifiedAt: null } });
    const token = await mailedToken(email, 'reset-password');
    const fresh = 'nothing like before';
    expect(await resetPassword(from(), { token, password: fresh })).toEqual({ email });
    expect(await db.session.count({ where: { userId: id, revokedAt: null } })).toBe(0);
    expect(await signInWithPassword(from(), { email, password }, null)).toBeNull();
    expect(await signInWithPassword(from(), { email, password: fresh }, null)).not.toBeNull();
    const link = { purpose: 'sign-in', token: await mailedToken(email, 'sign-in-link') };
    await expect(signInWithLink(from(), link, null)).rejects.toMatchObject({ reason: 'linkUnknown' });
    await expect(resetPassword(from(), { token, password: fresh })).rejects.toMatchObject({
      reason: 'linkUsed',
    });
  });

  it('leaves the link alone when the password is refused', async () => {
    const { email } = await newPerson();
    await requestPasswordReset(from(), { email });
    const token = await mailedToken(email, 'reset-password');
    await expect(resetPassword(from(), { token, password: email })).rejects.toMatchObject({
      fields: { password: 'passwordIsAddress' },
    });
    await expect(resetPassword(from(), { token, password: 'a good one at last' })).resolves.toEqual({
      email,
    });
  });
});

describe('sessions', () => {
  async function signedIn() {
    const organisationId = await newOrganisation();
    const member = await memberOf(organisationId, 'owner');
    const userId = 'userId' in member.actor ? member.actor.userId : '';
    const open = (id: string) =>
      db.session.create({
        data: { id, userId, createdAt: NOW, lastSeenAt: NOW, expiresAt: addDays(NOW, 30), organisationId },
      });
    const sessionId = 'sessionId' in member.actor ? member.actor.sessionId : '';
    await open(sessionId);
    return { member, userId, sessionId, organisationId, open };
  }

  it('are over when revoked, expired, or the person is deactivated', async () => {
    const { member, userId, sessionId } = await signedIn();
    expect(await resolveSession(sessionId, NOW)).not.toBeNull();
    expect(await resolveSession(sessionId, addDays(NOW, 30))).toBeNull();
    await db.user.update({ where: { id: userId }, data: { deactivatedAt: NOW } });
    expect(await resolveSession(sessionId, NOW)).toBeNull();
    await db.user.update({ where: { id: userId }, data: { deactivatedAt: null } });
    await signOut(member);
    expect(await resolveSession(sessionId, NOW)).toBeNull();
    expect(await resolveSession('ses_unknown', NOW)).toBeNull();
  });

  it('write when they were last seen at most every five minutes', async () => {
    const { sessionId } = await signedIn();
    const seen = async () => (await db.session.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt;
    await resolveSession(sessionId, new Date(NOW.getTime() + 4 * 60_000));
    expect(await seen()).toEqual(NOW);
    const later = new Date(NOW.getTime() + 6 * 60_000);
    await resolveSession(sessionId, later);
    expect(await seen()).toEqual(later);
  });

  it('end one by one or all others at once, never another person’s', async () => {
    const { member, sessionId, open } = await signedIn();
    const [second, third] = ['ses_01kaj6h8m6f0r8q2w3e4r5t6y1', 'ses_01kaj6h8m6f0r8q2w3e4r5t6y2'];
    await open(second);
    await open(third);
    const stranger = await signedIn();
    await expect(revokeSession(stranger.member, { sessionId: second })).rejects.toMatchObject({
      code: 'not_found',
    });
    await revokeSession(member, { sessionId: second });
    await expect(revokeSession(member, { sessionId: second })).rejects.toMatchObject({ code: 'not_found' });
    expect(await revokeOtherSessions(member)).toEqual({ ended: 1 });
    expect(await resolveSession(third, NOW)).toBeNull();
    expect(await resolveSession(sessionId, NOW)).not.toBeNull();
    expect(await resolveSession(stranger.sessionId, NOW)).not.toBeNull();
  });

  it('turn to another organisation of the same person only', async () => {
    const { member, userId, sessionId } = await signedIn();
    const [other, foreign] = [await newOrganisation(), await newOrganisation()];
    await db.member.create({ data: { organisationId: other, userId, role: 'billing', createdAt: NOW } });
    await switchOrganisation(member, { organisationId: other });
    expect(await resolveSession(sessionId, NOW)).toMatchObject({
      organisation: { id: other, role: 'billing' },
    });
    await expect(switchOrganisation(member, { organisationId: foreign })).rejects.toMatchObject({
      code: 'not_found',
    });
    await db.member.deleteMany({ where: { organisationId: other } });
    const back = await resolveSession(sessionId, NOW);
    expect(back?.organisation?.id).not.toBe(other);
    expect(back?.organisation).not.toBeNull();
  });
});
