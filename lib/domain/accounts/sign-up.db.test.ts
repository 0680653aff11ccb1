import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { anonymous, ensureCatalogue, newUser, NOW } from '@/lib/testing/factories';
import { mailedToken, queuedMails } from '@/lib/testing/mail';
import { signInWithLink } from './sign-in-with-link';
import { signInWithPassword } from './sign-in-with-password';
import { signUp } from './sign-up';

beforeAll(() => ensureCatalogue());

const caller = () => ({
  ...anonymous(),
  ip: `10.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
});
const input = (over: Partial<Parameters<typeof signUp>[1]> = {}) => ({
  name: 'Ada Lovelace',
  email: `${randomUUID()}@example.test`,
  password: 'correct horse battery',
  organisation: 'Analytical Engines',
  ...over,
});

describe('signUp', () => {
  it('makes the person, the organisation, its wallet and the free allowance, and sends one link', async () => {
    const request = input();
    await signUp(caller(), request);
    const user = await db.user.findUniqueOrThrow({
      where: { email: request.email },
      include: {
        memberships: { include: { organisation: { include: { wallet: true, subscriptions: true } } } },
      },
    });
    expect(user).toMatchObject({ name: 'Ada Lovelace', emailVerifiedAt: null });
    expect(user.passwordHash).not.toContain('horse');
    const [membership] = user.memberships;
    expect(membership).toMatchObject({ role: 'owner', organisation: { name: 'Analytical Engines' } });
    expect(membership?.organisation.wallet?.balanceMicro).toBe(20_000_000n);
    expect(membership?.organisation.subscriptions).toMatchObject([{ tierCode: 'free', status: 'active' }]);
    expect(await queuedMails(request.email)).toHaveLength(1);
  });

  it('opens nothing before the address is proven; the link proves it and signs in, once', async () => {
    const request = input();
    const { email, password } = request;
    await signUp(caller(), request);
    expect(await signInWithPassword(caller(), { email, password }, null)).toBeNull();
    const link = { purpose: 'verify-email', token: await mailedToken(email, 'verify-email') };
    const { userId } = await signInWithLink(caller(), link, 'Firefox');
    expect((await db.user.findUniqueOrThrow({ where: { id: userId } })).emailVerifiedAt).toEqual(NOW);
    await expect(signInWithLink(caller(), link, null)).rejects.toMatchObject({ reason: 'linkUsed' });
    expect(await signInWithPassword(caller(), { email, password }, null)).toMatchObject({ userId });
  });

  it('answers alike for a known address: only its owner hears of it, and nothing changes', async () => {
    const known = await newUser();
    await expect(signUp(caller(), input({ email: known.email }))).resolves.toBeUndefined();
    expect(await db.user.findUnique({ where: { id: known.id } })).toEqual(known);
    expect(await db.member.count({ where: { userId: known.id } })).toBe(0);
    expect(await queuedMails(known.email)).toMatchObject([{ template: 'account-exists' }]);
  });

  it('lets no stranger keep a password at an address that somebody else proves', async () => {
    const request = input();
    await signUp(caller(), request);
    await signUp(caller(), { ...request, password: 'a quite different one' });
    const { passwordHash } = await db.user.findUniqueOrThrow({ where: { email: request.email } });
    expect(passwordHash).toBeNull();
    expect(await queuedMails(request.email, 'verify-email')).toHaveLength(2);
  });

  it('keeps the password of somebody who only asked twice', async () => {
    const request = input();
    await signUp(caller(), request);
    await signUp(caller(), request);
    expect(
      (await db.user.findUniqueOrThrow({ where: { email: request.email } })).passwordHash,
    ).not.toBeNull();
  });

  it('makes one account of parallel sign-ups with one address', async () => {
    const request = input();
    await Promise.all(Array.from({ length: 4 }, () => signUp(caller(), request)));
    expect(await db.user.count({ where: { email: request.email } })).toBe(1);
    expect(await db.member.count({ where: { user: { email: request.email } } })).toBe(1);
  });

  it('tells a deactivated account nothing', async () => {
    const known = await newUser();
    await db.user.update({ where: { id: known.id }, data: { deactivatedAt: NOW } });
    await signUp(caller(), input({ email: known.email }));
    expect(await queuedMails(known.email)).toEqual([]);
  });

  it('refuses bad input beside its field and writes nothing', async () => {
    const bad = input({ name: ' ', organisation: 'a\u0000b', password: 'short' });
    await expect(signUp(caller(), bad)).rejects.toMatchObject({
      code: 'invalid',
      fields: { name: 'required', organisation: 'badCharacters', password: 'tooShort?min=10' },
    });
    expect(await db.user.count({ where: { email: bad.email } })).toBe(0);
  });

  it('is limited by the address of the caller', async () => {
    const ctx = caller();
    const known = await newUser();
    const tries = Array.from({ length: 21 }, () => signUp(ctx, input({ email: known.email })));
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { code: 'limit_reached' } });
  });
});
