import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { newSecret } from '@/lib/domain/apps/rules';
import { newKey } from '@/lib/testing/api-keys';
import { askAsDocumented as ask } from '@/lib/testing/api-conformance';
import { ensureCatalogue, newOrganisation } from '@/lib/testing/factories';

// `error-analysis` costs 2 credits an error.
const SERVICE = 'error-analysis';
let organisationId: string;
let secret: string;

beforeAll(async () => {
  await ensureCatalogue();
  await db.service.upsert({
    where: { code: 'retired' },
    create: { code: 'retired', name: 'Retired', group: 'x', unit: 'x', priceMicro: 1n, active: false },
    update: {},
  });
});
beforeEach(async () => {
  organisationId = await newOrganisation({ grant: 100 });
  secret = (await newKey({ organisationId })).secret;
});

const post = (path: string, body?: unknown, more: object = {}) =>
  ask('POST', path, { secret, body, ...more });
const deduct = (body: unknown, more: object = {}) => post('/credits/deductions', body, more);

const written = async () => ({
  operations: await db.operation.count({ where: { organisationId } }),
  entries: await db.entry.count({ where: { organisationId } }),
  holds: await db.hold.count({ where: { organisationId, status: 'active' } }),
  ...(await db.wallet.findUniqueOrThrow({
    where: { organisationId },
    select: { balanceMicro: true, heldMicro: true },
  })),
});

/** Refused with just this code, and nothing written. */
async function expectCode(work: () => Promise<unknown>, status: number, code: string) {
  const before = await written();
  expect(await work()).toMatchObject({ status, body: { code } });
  expect(await written()).toEqual(before);
}

const good = (over: object = {}) => ({ service: SERVICE, quantity: 1, ...over });

describe('bad input has a code of its own, and writes nothing', () => {
  it.each([
    ['unknown_service', good({ service: 'nothing' })],
    ['inactive_service', good({ service: 'retired' })],
    ['missing_service', { quantity: 1 }],
    ['missing_quantity', { service: SERVICE }],
    ['quantity_zero', good({ quantity: 0 })],
    ['quantity_zero', good({ quantity: '0.000000' })],
    ['quantity_negative', good({ quantity: -1 })],
    ['quantity_too_precise', good({ quantity: 0.1234567 })],
    ['quantity_too_precise', good({ quantity: '1.0000001' })],
    ['quantity_too_large', `{"service":"${SERVICE}","quantity":1e400}`],
    ['quantity_not_a_number', good({ quantity: '1e400' })],
    ['quantity_not_a_number', good({ quantity: 'NaN' })],
    ['quantity_not_a_number', good({ quantity: 'ten' })],
    ['quantity_not_a_number', good({ quantity: [1] })],
    ['unknown_member', good({ member: newId('user') })],
    ['metadata_too_large', good({ metadata: { a: 'x'.repeat(5_000) } })],
    ['unknown_field', good({ onInsuficient: 'owe' })],
    ['invalid_input', good({ reference: 'a\u0000b', onInsufficient: 'maybe' })],
    ['bad_characters', good({ reference: 'a\u0000b' })],
    ['bad_characters', `{"service":"${SERVICE}","quantity":1,"metadata":{"a":"\\ud800"}}`],
  ])('%s', async (code, body) => {
    await expectCode(() => deduct(body), 422, code);
    await expectCode(() => post('/credits/holds', body), 422, code).catch((error: unknown) => {
      // A hold knows no `onInsufficient`.
      if (code !== 'invalid_input') throw error;
    });
  });

  it('malformed_json, also for a bare NaN', async () => {
    await expectCode(() => deduct(`{"service":"${SERVICE}","quantity":NaN}`), 400, 'malformed_json');
  });

  it('body_too_large and batch_too_large', async () => {
    await expectCode(() => deduct(good({ reference: 'x'.repeat(300_000) })), 413, 'body_too_large');
    const many = Array.from({ length: 1_001 }, () => good({ idempotencyKey: randomUUID() }));
    await expectCode(() => post('/credits/deductions/batch', { deductions: many }), 413, 'batch_too_large');
  });

  it('insufficient_credits says how many are missing and where they are bought', async () => {
    await expectCode(() => deduct(good({ quantity: 51 })), 402, 'insufficient_credits');
    const { body } = await deduct(good({ quantity: 51 }));
    expect(body).toMatchObject({ cost: '102', available: '100', shortfall: '2' });
    expect(body).toHaveProperty('checkoutUrl', 'http://localhost:3000/credits');
    expect(body).toHaveProperty('type', 'http://localhost:3000/docs/api#insufficient_credits');
  });
});

describe('an Idempotency-Key', () => {
  it('is asked for, and has to be printable', async () => {
    await expectCode(() => deduct(good(), { key: null }), 400, 'missing_idempotency_key');
    await expectCode(() => deduct(good(), { key: 'x'.repeat(201) }), 400, 'invalid_idempotency_key');
  });

  it('gives the same answer again, once and for all', async () => {
    const first = await deduct(good({ reference: 'run-1' }), { key: 'one' });
    const before = await written();
    const second = await deduct(good({ reference: 'run-1' }), { key: 'one' });
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
    await expectCode(() => deduct(good({ quantity: 2 }), { key: 'one' }), 409, 'idempotency_conflict');
    expect(await written()).toEqual(before);
  });

  it('of a refusal may be used again after a top-up', async () => {
    const body = good({ quantity: 60 });
    await expectCode(() => deduct(body, { key: 'later' }), 402, 'insufficient_credits');
    await post('/credits/grants', { credits: '50', reason: 'A top-up' });
    expect((await deduct(body, { key: 'later' })).status).toBe(201);
  });
});

describe('a hold', () => {
  const hold = async (over: object = {}) =>
    (await post('/credits/holds', good({ quantity: 10, ...over }))).body as { id: string };
  const capture = (id: string, body: object = {}) => post(`/credits/holds/${id}/capture`, body);
  const release = (id: string) => post(`/credits/holds/${id}/release`);

  it('gives no more than it holds', async () => {
    const { id } = await hold();
    await expectCode(() => capture(id, { quantity: 11 }), 422, 'more_than_held');
    expect((await capture(id, { quantity: 4 })).body).toMatchObject({ cost: '8', released: '12' });
  });

  it('is captured once, released once, and not both', async () => {
    const { id: taken } = await hold();
    await capture(taken);
    await expectCode(() => capture(taken), 409, 'hold_captured');
    await expectCode(() => release(taken), 409, 'hold_captured');
    const { id: freed } = await hold();
    await release(freed);
    await expectCode(() => release(freed), 409, 'hold_released');
    await expectCode(() => capture(freed), 409, 'hold_released');
  });

  it('is over when it has expired', async () => {
    const { id } = await hold({ expiresInSeconds: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await capture(id)).toMatchObject({ status: 409, body: { code: 'hold_expired' } });
  });

  it('of another tenant is not found', async () => {
    const { id } = await hold();
    const other = {
      secret: (await newKey({ organisationId: await newOrganisation({ grant: 100 }) })).secret,
    };
    for (const path of [`/credits/holds/${id}/capture`, `/credits/holds/${id}/release`])
      await expectCode(() => post(path, {}, other), 404, 'not_found');
    expect(await ask('GET', `/credits/holds/${id}`, other)).toMatchObject({ status: 404 });
  });
});

describe('a deduction', () => {
  it('gives back no more than it took, and nothing of another tenant', async () => {
    const { body } = await deduct(good({ quantity: 5 }));
    const path = `/credits/deductions/${(body as { id: string }).id}/return`;
    await expectCode(() => post(path, { quantity: 6 }), 422, 'more_than_left');
    const other = { secret: (await newKey({ organisationId: await newOrganisation() })).secret };
    await expectCode(() => post(path, {}, other), 404, 'not_found');
    expect((await post(path, { quantity: 2 })).body).toMatchObject({ returned: '4' });
  });
});

describe('a key', () => {
  const as = async (over: Parameters<typeof newKey>[0]) => ({
    secret: (await newKey({ organisationId, ...over })).secret,
  });

  it('that is missing, unknown, revoked, expired or of another kind opens nothing', async () => {
    await expectCode(() => ask('POST', '/credits/deductions', { body: good() }), 401, 'key_missing');
    await expectCode(() => deduct(good(), { secret: `${secret.slice(0, -1)}x` }), 401, 'key_unknown');
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
    expect((await ask('GET', '/credits/balance', { secret, ip: '198.51.100.1' })).status).toBe(200);
  });

  it('of an app names its customer, by our id or by its own', async () => {
    const appId = newId('app');
    await db.app.create({ data: { id: appId, name: appId, createdAt: new Date() } });
    await db.appCustomer.create({
      data: { appId, organisationId, externalId: 'their-7', createdAt: new Date() },
    });
    const { secret: ofApp } = await newKey({ appId });
    const by = (customer?: string) => deduct(good({ customer }), { secret: ofApp });
    await expectCode(() => by(), 400, 'missing_customer');
    await expectCode(() => by('their-8'), 404, 'not_found');
    for (const name of [organisationId, 'their-7']) expect((await by(name)).status).toBe(201);
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

describe('a batch', () => {
  it('answers each deduction by itself, and a repeat with what was done', async () => {
    const deductions = [
      good({ idempotencyKey: 'a', quantity: 40 }),
      good({ idempotencyKey: 'b', quantity: 40 }),
      good({ idempotencyKey: 'c', service: 'nothing' }),
      good({ quantity: 1 }),
      good({ idempotencyKey: 'd', surplus: 1 }),
      null,
    ];
    const send = async () =>
      (await post('/credits/deductions/batch', { deductions })).body as {
        data: { status: number; replayed?: boolean; deduction?: object; error?: { code: string } }[];
      };
    const first = await send();
    expect(first.data.map(({ status, error }) => error?.code ?? status)).toEqual([
      ...[201, 'insufficient_credits', 'unknown_service', 'missing_idempotency_key'],
      ...['unknown_field', 'invalid_input'],
    ]);
    const before = await written();
    const second = await send();
    expect(second.data[0]).toEqual({ ...first.data[0], replayed: true });
    expect(await written()).toEqual(before);
  });
});
