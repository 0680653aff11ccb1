import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { askAsDocumented as ask } from '@/lib/testing/api-conformance';
import { SERVICE, good, newApiCustomer } from '@/lib/testing/api-customer';
import { newKey } from '@/lib/testing/api-keys';
import { ensureCatalogue, newOrganisation } from '@/lib/testing/factories';

beforeAll(async () => {
  await ensureCatalogue();
  await db.service.upsert({
    where: { code: 'retired' },
    create: { code: 'retired', name: 'Retired', group: 'x', unit: 'x', priceMicro: 1n, active: false },
    update: {},
  });
});
const { post, deduct, written, expectCode } = newApiCustomer();

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
