import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { newSecret } from '@/lib/domain/apps/rules';
import { askAsDocumented as ask } from '@/lib/testing/api-conformance';
import { good, newApiCustomer } from '@/lib/testing/api-customer';
import { newKey } from '@/lib/testing/api-keys';
import { ensureCatalogue, newOrganisation } from '@/lib/testing/factories';

beforeAll(() => ensureCatalogue());
const { customer, post, deduct, expectCode } = newApiCustomer();

describe('a key', () => {
  const as = async (over: Parameters<typeof newKey>[0]) => ({
    secret: (await newKey({ organisationId: customer.organisationId, ...over })).secret,
  });

  it('that is missing, unknown, revoked, expired or of another kind opens nothing', async () => {
    await expectCode(() => ask('POST', '/credits/deductions', { body: good() }), 401, 'key_missing');
    await expectCode(
      () => deduct(good(), { secret: `${customer.secret.slice(0, -1)}x` }),
      401,
      'key_unknown',
    );
    const live = { secret: 'md_live_' + '0'.repeat(43) + '000000' };
    await expectCode(() => deduct(good(), live), 401, 'key_unknown');
    const revoked = await as({ revokedAt: new Date() });
    await expectCode(() => deduct(good(), revoked), 401, 'key_revoked');
    const expired = await as({ expiresAt: new Date(Date.now() - 1_000) });
    await expectCode(() => deduct(good(), expired), 401, 'key_expired');
  });

  it('works from its addresses only', async () => {
    const bound = await as({ allowedIps: ['203.0.113.0/24'] });
    await expectCode(() => deduct(good(), bound), 403, 'key_address');
    expect((await deduct(good(), { ...bound, ip: '203.0.113.9' })).status).toBe(201);
  });

  it('does what its scopes say', async () => {
    const reader = await as({ scopes: ['credits:read'] });
    await expectCode(() => deduct(good(), reader), 403, 'missing_scope');
    const spender = await as({ scopes: ['credits:spend'] });
    const grant = { credits: '5', reason: 'A gift' };
    await expectCode(() => post('/credits/grants', grant, spender), 403, 'missing_scope');
  });

  it('makes no more calls a minute than it may, and says when to come back', async () => {
    const slow = await as({ ratePerMinute: 2 });
    for (const left of ['1', '0'])
      expect((await ask('GET', '/credits/balance', slow)).headers.get('ratelimit-remaining')).toBe(left);
    await expectCode(() => deduct(good(), slow), 429, 'rate_limited');
    const { headers } = await ask('GET', '/credits/balance', slow);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.get('ratelimit')).toMatch(/^"minute";r=0;t=\d+$/);
    expect(headers.get('ratelimit-policy')).toBe('"minute";q=2;w=60');
  });

  it('that is refused takes its turns all the same', async () => {
    const disabled = newId('app');
    await db.app.create({
      data: { id: disabled, name: disabled, createdAt: new Date(), disabledAt: new Date() },
    });
    const ofApp = { secret: (await newKey({ appId: disabled, ratePerMinute: 2 })).secret };
    for (const [status, refused] of [
      [401, await as({ revokedAt: new Date(), ratePerMinute: 2 })],
      [403, await as({ allowedIps: ['203.0.113.0/24'], ratePerMinute: 2 })],
      [403, ofApp],
    ] as const) {
      const seen = [];
      for (let nth = 0; nth < 3; nth++) seen.push((await ask('GET', '/credits/balance', refused)).status);
      expect(seen).toEqual([status, status, 429]);
    }
  });

  it('that nobody knows is counted by address, and slows no key that somebody knows', async () => {
    const guess = (ip: string) => ask('GET', '/credits/balance', { secret: newSecret('test'), ip });
    const all = await Promise.all(Array.from({ length: 125 }, () => guess('198.51.100.1')));
    expect(all.filter(({ status }) => status === 401)).toHaveLength(120);
    const { status, headers, body } = await guess('198.51.100.1');
    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await guess('198.51.100.2')).status).toBe(401);
    expect(
      (await ask('GET', '/credits/balance', { secret: customer.secret, ip: '198.51.100.1' })).status,
    ).toBe(200);
  });

  it('of an app names its customer, by our id or by its own', async () => {
    const appId = newId('app');
    await db.app.create({ data: { id: appId, name: appId, createdAt: new Date() } });
    await db.appCustomer.create({
      data: { appId, organisationId: customer.organisationId, externalId: 'their-7', createdAt: new Date() },
    });
    const { secret: ofApp } = await newKey({ appId });
    const by = (customer?: string) => deduct(good({ customer }), { secret: ofApp });
    await expectCode(() => by(), 400, 'missing_customer');
    await expectCode(() => by('their-8'), 404, 'not_found');
    for (const name of [customer.organisationId, 'their-7']) expect((await by(name)).status).toBe(201);
    const listed = await ask('GET', '/catalogue/services', { secret: ofApp });
    expect(listed.status).toBe(200);
    const other = await newOrganisation({ grant: 10 });
    const { body } = await post(
      '/credits/deductions/batch',
      {
        deductions: [
          good({ idempotencyKey: 'a', customer: 'their-7' }),
          good({ idempotencyKey: 'a', customer: other }),
          good({ idempotencyKey: 'b' }),
        ],
      },
      { secret: ofApp },
    );
    expect((body as { data: { status: number }[] }).data.map(({ status }) => status)).toEqual([
      201, 201, 400,
    ]);
  });
});
