import { describe, expect, it } from 'vitest';
import { caller, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { memberOf, newOrganisation, NOW, staff } from '@/lib/testing/factories';
import { changeKey } from './change-key';
import { createKey } from './create-key';
import { listGrantingKeys, listKeys, listKeysOf } from './queries';
import { resolveKey } from './resolve-key';
import { revokeKey } from './revoke-key';
import { rotateKey } from './rotate-key';
import { hashOf } from './rules';
import { MAX_KEYS, RATE_PER_MINUTE } from './schema';

const HOUR = 3_600_000;
const later = (ctx: Context, ms: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
const READ = { name: 'Reader', scopes: ['credits:read' as const] };

async function people() {
  const organisationId = await newOrganisation();
  const stranger = await memberOf(await newOrganisation(), 'owner');
  return { organisationId, owner: await memberOf(organisationId, 'owner'), stranger };
}

const statusOf = async (secret: string, now = NOW) => (await resolveKey(secret, now)).status;
const audited = (recordId: string) => db.auditEvent.findMany({ where: { recordId }, orderBy: { id: 'asc' } });

/** Makes so many keys of an organisation at once. */
async function fill(organisationId: string, length: number) {
  const data = Array.from({ length }, (_, index) => ({
    ...{ id: newId('apiKey'), organisationId, name: 'Old', prefix: 'md_test_', scopes: [] },
    ...{ hash: hashOf(`${organisationId}${index}`), ratePerMinute: 1, createdAt: NOW },
  }));
  await db.apiKey.createMany({ data });
  return data;
}

describe('making a key', () => {
  it('answers the secret once and keeps only its hash', async () => {
    const { owner, organisationId } = await people();
    const made = await createKey(owner, { ...READ, allowedIps: '203.0.113.0/24', expiresInDays: 90 });
    expect(made.secret).toMatch(/^md_test_/);
    const row = await db.apiKey.findUniqueOrThrow({ where: { id: made.id } });
    expect(row).toMatchObject({ organisationId, hash: hashOf(made.secret), expiresAt: addDays(NOW, 90) });
    expect(JSON.stringify([row, await audited(made.id), await listKeys(owner)])).not.toContain(made.secret);
    expect(await audited(made.id)).toMatchObject([{ action: 'key.create', organisationId }]);
    expect(await resolveKey(made.secret, NOW)).toEqual({
      ...{ keyId: made.id, organisationId, appId: null, scopes: ['credits:read'], status: 'active' },
      ...{ ratePerMinute: RATE_PER_MINUTE, allowedIps: ['203.0.113.0/24'] },
    });
  });

  it('twice makes two keys: a secret cannot be shown again', async () => {
    const { owner } = await people();
    const [first, second] = [await createKey(owner, READ), await createKey(owner, READ)];
    expect(first.secret).not.toBe(second.secret);
    expect(await listKeys(owner)).toHaveLength(2);
  });

  it('is for an owner within their organisation and their rights', async () => {
    const { owner, stranger, organisationId } = await people();
    const grant = { ...READ, scopes: ['credits:read' as const, 'credits:grant' as const] };
    await expect(createKey(owner, grant)).rejects.toMatchObject({
      code: 'forbidden',
      fields: { scopes: 'onlyAdmin' },
    });
    await expect(createKey(owner, { ...READ, ratePerMinute: RATE_PER_MINUTE + 1 })).rejects.toMatchObject({
      fields: { ratePerMinute: 'tooBig?max=600' },
    });
    await expect(createKey(stranger, { ...READ, organisation: organisationId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(createKey(owner, { ...READ, app: 'Collector' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const member = await memberOf(organisationId, 'billing');
    await expect(createKey(member, READ)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await db.apiKey.count({ where: { organisationId } })).toBe(0);
  });

  it('is for an administrator anywhere, with every scope and rate', async () => {
    const { owner, organisationId } = await people();
    const admin = await staff(['admin']);
    const scopes = ['credits:grant' as const];
    const { email } = await db.user.findFirstOrThrow({
      where: { memberships: { some: { organisationId } } },
    });
    const byMail = await createKey(admin, {
      ...{ name: 'Grants', scopes, ratePerMinute: 1_000_000, organisation: email.toUpperCase() },
    });
    expect(await resolveKey(byMail.secret, NOW)).toMatchObject({ organisationId, ratePerMinute: 1_000_000 });
    expect((await listGrantingKeys(admin)).map(({ id }) => id)).toContain(byMail.id);
    await expect(createKey(admin, READ)).rejects.toMatchObject({ fields: { organisation: 'ownerNeeded' } });
    await expect(createKey(admin, { ...READ, organisation: 'nobody@example.test' })).rejects.toMatchObject({
      fields: { organisation: 'unknownOrganisation' },
    });
    const second = await newOrganisation();
    await db.member.create({
      data: { organisationId: second, userId: caller(owner), role: 'owner', createdAt: NOW },
    });
    await expect(createKey(admin, { ...READ, organisation: email })).rejects.toMatchObject({
      fields: { organisation: 'ownsSeveral' },
    });
  });

  it('ends at the most that may work at once, however many ask together', async () => {
    const { owner, organisationId } = await people();
    const data = await fill(organisationId, MAX_KEYS - 1);
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => createKey(owner, READ)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(createKey(owner, READ)).rejects.toMatchObject({ reason: 'tooManyKeys' });
    await revokeKey(owner, { keyId: data[0]?.id ?? '' });
    await createKey(owner, READ);
  });
});

describe('rotating a key', () => {
  it('lets both work for the overlap, and the new one after it', async () => {
    const { owner } = await people();
    const old = await createKey(owner, { ...READ, expiresInDays: 30 });
    const made = await rotateKey(owner, { keyId: old.id, overlap: '1h' });
    expect(made.secret).not.toBe(old.secret);
    expect(await statusOf(old.secret)).toBe('active');
    expect(await statusOf(old.secret, new Date(NOW.getTime() + HOUR - 1))).toBe('active');
    expect(await statusOf(old.secret, new Date(NOW.getTime() + HOUR))).toBe('expired');
    expect(await statusOf(made.secret, new Date(NOW.getTime() + HOUR))).toBe('active');
    expect(await listKeys(owner)).toMatchObject([
      { id: made.id, status: 'active', scopes: READ.scopes, expiresAt: addDays(NOW, 30).toISOString() },
      { id: old.id, status: 'ending' },
    ]);
    expect((await audited(old.id)).map(({ action }) => action)).toEqual(['key.create', 'key.rotate']);
  });

  it('with no overlap ends the old one at once, and none goes beyond its own expiry', async () => {
    const { owner } = await people();
    const old = await createKey(owner, READ);
    await rotateKey(owner, { keyId: old.id, overlap: 'now' });
    expect(await statusOf(old.secret)).toBe('revoked');
    const short = await createKey(owner, { ...READ, expiresInDays: 1 });
    await rotateKey(owner, { keyId: short.id, overlap: '7d' });
    expect(await statusOf(short.secret, addDays(NOW, 1))).toBe('expired');
  });

  it('happens once to a key, also when two ask at the same time', async () => {
    const { owner } = await people();
    const { id: keyId } = await createKey(owner, READ);
    const ask = () => rotateKey(owner, { keyId, overlap: '24h' });
    const both = await Promise.allSettled([ask(), ask()]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(ask()).rejects.toMatchObject({ code: 'conflict', reason: 'keyEnded' });
    expect(await listKeys(owner)).toHaveLength(2);
  });

  it('leaves one key beside it: the one before has to end first, or it rotates without an overlap', async () => {
    const { owner } = await people();
    const first = await createKey(owner, READ);
    const second = await rotateKey(owner, { keyId: first.id, overlap: '1h' });
    const again = (ctx: Context, overlap: '1h' | 'now') => rotateKey(ctx, { keyId: second.id, overlap });
    await expect(again(owner, '1h')).rejects.toMatchObject({ code: 'conflict', reason: 'keyOverlaps' });
    const third = await again(owner, 'now');
    expect(await statusOf(second.secret)).toBe('revoked');
    await expect(rotateKey(owner, { keyId: third.id, overlap: '1h' })).rejects.toMatchObject({
      reason: 'keyOverlaps',
    });
    await revokeKey(owner, { keyId: first.id });
    const fourth = await rotateKey(owner, { keyId: third.id, overlap: '1h' });
    await rotateKey(later(owner, HOUR), { keyId: fourth.id, overlap: '1h' });
  });

  it('with an overlap counts as one key more', async () => {
    const { owner, organisationId } = await people();
    const { id: keyId } = await createKey(owner, READ);
    await fill(organisationId, MAX_KEYS - 1);
    await expect(rotateKey(owner, { keyId, overlap: '1h' })).rejects.toMatchObject({ reason: 'tooManyKeys' });
    expect((await rotateKey(owner, { keyId, overlap: 'now' })).secret).toMatch(/^md_test_/);
  });

  it('never hands an owner the secret of a key that grants credits', async () => {
    const { owner, organisationId } = await people();
    const admin = await staff(['admin']);
    const scopes = ['credits:grant' as const];
    const { id: keyId } = await createKey(admin, { name: 'Grants', scopes, organisation: organisationId });
    await expect(rotateKey(owner, { keyId, overlap: 'now' })).rejects.toMatchObject({ reason: 'keyByAdmin' });
    expect((await rotateKey(admin, { keyId, overlap: 'now' })).secret).toMatch(/^md_test_/);
  });
});

describe('revoking a key', () => {
  it('is seen by the very next call, once for good', async () => {
    const { owner } = await people();
    const { id: keyId, secret } = await createKey(owner, READ);
    expect(await statusOf(secret)).toBe('active');
    await revokeKey(owner, { keyId });
    expect(await statusOf(secret)).toBe('revoked');
    await revokeKey(later(owner, HOUR), { keyId });
    expect((await audited(keyId)).map(({ action }) => action)).toEqual(['key.create', 'key.revoke']);
    await expect(changeKey(owner, { keyId, name: 'Late', ratePerMinute: 1 })).rejects.toMatchObject({
      reason: 'keyEnded',
    });
  });
});

describe('changing a key', () => {
  it('counts from the next call, and is written down once', async () => {
    const { owner } = await people();
    const { id: keyId, secret } = await createKey(owner, READ);
    const change = { keyId, name: 'Nightly', ratePerMinute: 60, allowedIps: ['2001:db8::/32'] };
    await changeKey(owner, change);
    await changeKey(owner, change);
    expect(await resolveKey(secret, NOW)).toMatchObject({
      ratePerMinute: 60,
      allowedIps: ['2001:db8::/32'],
    });
    expect((await audited(keyId)).map(({ action }) => action)).toEqual(['key.create', 'key.change']);
  });

  it('keeps an owner below the usual rate, or what an administrator gave', async () => {
    const { owner, organisationId } = await people();
    const admin = await staff(['admin']);
    const { id: keyId } = await createKey(admin, {
      ...READ,
      ...{ ratePerMinute: 5_000, organisation: organisationId },
    });
    const change = (ratePerMinute: number) => changeKey(owner, { keyId, name: 'Fast', ratePerMinute });
    await expect(change(5_001)).rejects.toMatchObject({ fields: { ratePerMinute: 'tooBig?max=5000' } });
    await change(5_000);
    await change(10);
    await expect(change(601)).rejects.toMatchObject({ fields: { ratePerMinute: 'tooBig?max=600' } });
  });
});

it('another organisation’s key is not found', async () => {
  const { owner, stranger } = await people();
  const { id: keyId, secret } = await createKey(owner, READ);
  const missing = { code: 'not_found' };
  await expect(revokeKey(stranger, { keyId })).rejects.toMatchObject(missing);
  await expect(rotateKey(stranger, { keyId, overlap: 'now' })).rejects.toMatchObject(missing);
  await expect(changeKey(stranger, { keyId, name: 'Mine', ratePerMinute: 1 })).rejects.toMatchObject(missing);
  expect(await listKeys(stranger)).toEqual([]);
  const finance = await staff(['finance']);
  expect(await listKeysOf(finance, owner.organisationId ?? '')).toMatchObject([{ id: keyId }]);
  expect(await listKeysOf(finance, stranger.organisationId ?? '')).toEqual([]);
  expect(await statusOf(secret)).toBe('active');
});
