import { describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { job, memberOf, newOrganisation, NOW, staff } from '@/lib/testing/factories';
import { cleanCalls } from './clean-calls';
import { createKey } from './create-key';
import { linkCustomer, unlinkCustomer } from './link-customer';
import { listAppCalls, listCalls } from './list-calls';
import { getApp, listAppCustomers, listAppKeys, listApps } from './queries';
import { flushCalls, recordCall } from './record-call';
import { customerOf, resolveCustomer } from './resolve-customer';
import { resolveKey } from './resolve-key';
import { newSecret } from './rules';
import { createApp, disableApp, enableApp, renameApp } from './save-app';
import { CALLS_PER_KEY } from './schema';
import { takeKeyTurn } from './take-key-turn';

const READ = { name: 'Reader', scopes: ['credits:read' as const] };

async function organisation() {
  const organisationId = await newOrganisation();
  const owner = await memberOf(organisationId, 'owner');
  return { organisationId, owner, key: await createKey(owner, READ) };
}

async function app(name = newId('app')) {
  const admin = await staff(['admin']);
  const { id: appId } = await createApp(admin, { name });
  return { admin, appId, name };
}

describe('looking a key up', () => {
  it('tells what is missing, mistyped, unknown, or made elsewhere', async () => {
    const refused = (secret: string | undefined) =>
      resolveKey(secret, NOW).then(
        () => 'found',
        (error: { code: string; reason: string }) => `${error.code} ${error.reason}`,
      );
    const { key } = await organisation();
    expect(await refused(undefined)).toBe('unauthenticated keyMissing');
    expect(await refused('md_test_short')).toBe('unauthenticated keyUnknown');
    expect(await refused(key.secret.slice(0, -1) + (key.secret.endsWith('0') ? '1' : '0'))).toBe(
      'unauthenticated keyUnknown',
    );
    expect(await refused(newSecret('test'))).toBe('unauthenticated keyUnknown');
    expect(await refused(newSecret('live'))).toBe('unauthenticated keyOtherMode');
    expect(await refused(key.secret)).toBe('found');
  });

  it('gives each of many callers their own key', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, organisation));
    const asked = Array.from({ length: 200 }, (_, index) => all[index % 8]);
    const found = await Promise.all(asked.map((one) => resolveKey(one?.key.secret, NOW)));
    expect(found.map(({ organisationId }) => organisationId)).toEqual(
      asked.map((one) => one?.organisationId),
    );
  });

  it('writes the last use once a minute', async () => {
    const { key } = await organisation();
    const used = async (ms: number) => {
      await resolveKey(key.secret, new Date(NOW.getTime() + ms));
      const row = await db.apiKey.findUniqueOrThrow({ where: { id: key.id } });
      return (row.lastUsedAt?.getTime() ?? 0) - NOW.getTime();
    };
    expect(await used(0)).toBe(0);
    expect(await used(59_000)).toBe(0);
    expect(await used(61_000)).toBe(61_000);
  });
});

describe('the turns of a key', () => {
  it('are counted together and let through exactly as many as the limit', async () => {
    const keyId = newId('apiKey');
    const turns = await Promise.all(Array.from({ length: 50 }, () => takeKeyTurn(keyId, 20)));
    expect(turns.filter(({ allowed }) => allowed)).toHaveLength(20);
    expect(turns[0]).toMatchObject({ allowed: true, limit: 20, remaining: 19 });
    expect(turns[49]).toMatchObject({ allowed: false, remaining: 0 });
    expect(turns[0]?.resetSeconds).toBeGreaterThan(0);
    expect(turns[0]?.resetSeconds).toBeLessThanOrEqual(60);
    expect(await takeKeyTurn(keyId, 20)).toMatchObject({ allowed: false });
    expect(await takeKeyTurn(newId('apiKey'), 20)).toMatchObject({ allowed: true, remaining: 19 });
  });

  it('of a large limit are counted ahead, and still let through exactly as many', async () => {
    const keyId = newId('apiKey');
    const limit = 3_000;
    // Two whole batches and a half: those who wait, those who come meanwhile, and those who find places counted ahead.
    const turns = (
      await Promise.all(Array.from({ length: limit + 500 }, () => takeKeyTurn(keyId, limit)))
    ).concat(await takeKeyTurn(keyId, limit));
    const allowed = turns.filter((turn) => turn.allowed);
    expect(new Set(allowed.map(({ remaining }) => remaining)).size).toBe(allowed.length);
    expect(allowed.length).toBeLessThanOrEqual(limit);
    expect(allowed.length).toBeGreaterThan(limit - 20);
  });

  it('that another process counted are counted here', async () => {
    const keyId = newId('apiKey');
    expect(await takeKeyTurn(keyId, 10)).toMatchObject({ remaining: 9 });
    await db.$executeRaw`UPDATE throttle SET points = points + 8 WHERE key = ${`api-key:${keyId}`}`;
    expect(await takeKeyTurn(keyId, 10)).toMatchObject({ allowed: true, remaining: 0 });
    expect(await takeKeyTurn(keyId, 10)).toMatchObject({ allowed: false });
  });

  it('begin anew when the minute is over', async () => {
    const keyId = newId('apiKey');
    await takeKeyTurn(keyId, 1);
    expect(await takeKeyTurn(keyId, 1)).toMatchObject({ allowed: false });
    await db.$executeRaw`UPDATE throttle SET expire = 1 WHERE key = ${`api-key:${keyId}`}`;
    expect(await takeKeyTurn(keyId, 1)).toMatchObject({ allowed: true });
  });
});

describe('an app', () => {
  it('is made, renamed, disabled and enabled, each act written down once', async () => {
    const { admin, appId, name } = await app();
    const { secret } = await createKey(admin, { ...READ, app: name.toUpperCase() });
    expect(await resolveKey(secret, NOW)).toMatchObject({ appId, organisationId: null, status: 'active' });
    await expect(createApp(admin, { name: name.toUpperCase() })).rejects.toMatchObject({
      reason: 'appNameTaken',
    });
    await renameApp(admin, { appId, name: `${name} 2` });
    await renameApp(admin, { appId, name: `${name} 2` });
    await disableApp(admin, { appId });
    await disableApp(admin, { appId });
    expect((await resolveKey(secret, NOW)).status).toBe('appDisabled');
    await expect(createKey(admin, { ...READ, app: appId })).rejects.toMatchObject({ reason: 'appDisabled' });
    await enableApp(admin, { appId });
    expect((await resolveKey(secret, NOW)).status).toBe('active');
    const events = await db.auditEvent.findMany({ where: { recordId: appId }, orderBy: { id: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual([
      ...['app.create', 'app.rename', 'app.disable', 'app.enable'],
    ]);
    expect(await getApp(admin, appId)).toMatchObject({ name: `${name} 2`, keys: 1, customers: 0 });
    expect((await listApps(admin)).map(({ id }) => id)).toContain(appId);
    expect(await listAppKeys(admin, appId)).toHaveLength(1);
  });

  it('that nobody made is not found', async () => {
    const { admin } = await app();
    const appId = newId('app');
    const missing = { code: 'not_found' };
    await expect(getApp(admin, appId)).rejects.toMatchObject(missing);
    await expect(getApp(admin, 'nonsense')).rejects.toMatchObject(missing);
    await expect(renameApp(admin, { appId, name: 'Ghost' })).rejects.toMatchObject(missing);
    await expect(disableApp(admin, { appId })).rejects.toMatchObject(missing);
    const link = { appId, externalId: 'x', organisation: await newOrganisation() };
    await expect(linkCustomer(admin, link)).rejects.toMatchObject(missing);
  });

  it('finds its customers by its own id and by ours, and no other app’s', async () => {
    const [{ admin, appId }, other, here] = [await app(), await app(), await organisation()];
    const link = { appId, externalId: 'acme-7', organisation: here.organisationId };
    await linkCustomer(admin, link);
    await linkCustomer(admin, link);
    expect(await resolveCustomer(appId, 'acme-7')).toBe(here.organisationId);
    expect(await resolveCustomer(appId, here.organisationId)).toBe(here.organisationId);
    for (const unknown of ['acme-8', newId('organisation'), '', 'a\u0000b'])
      await expect(resolveCustomer(appId, unknown)).rejects.toMatchObject({ code: 'not_found' });
    await expect(resolveCustomer(other.appId, 'acme-7')).rejects.toMatchObject({ code: 'not_found' });
    const there = await organisation();
    await expect(linkCustomer(admin, { ...link, organisation: there.organisationId })).rejects.toMatchObject({
      reason: 'customerLinked',
    });
    await expect(linkCustomer(admin, { ...link, externalId: 'acme-9' })).rejects.toMatchObject({
      reason: 'customerLinked',
    });
    expect(await listAppCustomers(admin, { appId })).toMatchObject({
      customers: [{ externalId: 'acme-7', organisation: { id: here.organisationId } }],
      next: null,
    });
    await unlinkCustomer(admin, { appId, externalId: 'acme-7' });
    await expect(unlinkCustomer(admin, { appId, externalId: 'acme-7' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(resolveCustomer(appId, 'acme-7')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('must name a customer; a key of one organisation can name only its own', async () => {
    const [here, there] = [await organisation(), await organisation()];
    const { appId } = await app();
    const own = { organisationId: here.organisationId, appId: null };
    expect(await customerOf(own, undefined)).toBe(here.organisationId);
    expect(await customerOf(own, here.organisationId)).toBe(here.organisationId);
    await expect(customerOf(own, there.organisationId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await customerOf({ organisationId: null, appId }, undefined)).toBeNull();
  });
});

describe('the last calls', () => {
  const call = (keyId: string, organisationId: string | null, n: number) => ({
    ...{ keyId, organisationId, at: new Date(NOW.getTime() - n * 1_000), requestId: `req-${n}`, status: 200 },
    ...{ method: 'GET', path: '/api/v1/credits/balance', durationMs: 3.4, ip: '127.0.0.1' },
  });

  it('of a key are shown to its own organisation, newest first, at most 50 a flush', async () => {
    const [here, there] = [await organisation(), await organisation()];
    for (let n = 120; n > 0; n--) recordCall(call(here.key.id, here.organisationId, n));
    recordCall({ ...call(there.key.id, there.organisationId, 1), status: 402, code: 'insufficient_credits' });
    await flushCalls();
    const calls = await listCalls(here.owner);
    expect(calls).toHaveLength(50);
    expect(calls[0]).toMatchObject({ keyName: 'Reader', requestId: 'req-1', code: null, durationMs: 3 });
    expect(await listCalls(there.owner)).toMatchObject([{ status: 402, code: 'insufficient_credits' }]);
  });

  it('of an app are the administrators’ to see, whichever customer it named', async () => {
    const [{ admin, appId }, here] = [await app(), await organisation()];
    const key = await createKey(admin, { ...READ, app: appId });
    recordCall(call(key.id, here.organisationId, 1));
    recordCall(call(key.id, null, 2));
    await flushCalls();
    expect(await listAppCalls(admin, appId)).toHaveLength(2);
    expect(await listCalls(here.owner)).toEqual([]);
  });

  it('that cannot be kept harm nobody', async () => {
    const { key, organisationId, owner } = await organisation();
    recordCall({ ...call(key.id, organisationId, 1), path: 'no\u0000text' });
    await flushCalls();
    recordCall(call(key.id, organisationId, 2));
    await flushCalls();
    expect(await listCalls(owner)).toHaveLength(1);
  });

  it('go after a week, and the oldest of a busy key before', async () => {
    const [here, there] = [await organisation(), await organisation()];
    await db.$executeRaw`
      INSERT INTO "ApiCall" ("apiKeyId", at, "requestId", method, path, status, "durationMs")
      SELECT ${here.key.id}, ${NOW.toISOString()}::timestamptz - n * interval '1 second', n::text, 'GET', '/', 200, 1
      FROM generate_series(1, ${CALLS_PER_KEY + 20}::int) n`;
    recordCall({ ...call(there.key.id, there.organisationId, 0), at: addDays(NOW, -8) });
    recordCall({ ...call(there.key.id, there.organisationId, 0), at: addDays(NOW, -6) });
    await flushCalls();
    expect(await cleanCalls(job())).toBe(21);
    expect(await db.apiCall.count({ where: { apiKeyId: here.key.id } })).toBe(CALLS_PER_KEY);
    expect(await cleanCalls(job())).toBe(0);
  });
});
