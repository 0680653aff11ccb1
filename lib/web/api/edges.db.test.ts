import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { newKey } from '@/lib/testing/api-keys';
import { askAsDocumented as ask } from '@/lib/testing/api-conformance';
import { SERVICE, good, newApiCustomer } from '@/lib/testing/api-customer';
import { ensureCatalogue } from '@/lib/testing/factories';
import { routes } from './routes';

beforeAll(() => ensureCatalogue());
const { customer, post, deduct, get } = newApiCustomer();

type Item = { status: number; replayed?: boolean; error?: { code: string; detail: string } };
const batch = async (deductions: object[]) => {
  const { status, body } = await post('/credits/deductions/batch', { deductions });
  return { status, data: (body as { data: Item[] }).data };
};
const keyed = (over: object = {}) => good({ idempotencyKey: randomUUID(), ...over });

describe('text that no database can hold', () => {
  const unstorable = ['a\u0000b', '\ud800', 'x\udfff'];
  const called = routes.map((call) => [call.name, call] as const);

  it.each(called.filter(([, { body }]) => body))('is refused in every field of %s', async (_, call) => {
    const { params = {}, body = {} } = call.example;
    const path = call.path.replace('{id}', String((params as { id?: string }).id));
    for (const field of [...Object.keys(call.body?.shape ?? {}), 'customer'])
      for (const value of unstorable) {
        const answer = await post(path, { ...(body as object), [field]: value });
        expect([404, 422], `${field}: ${answer.text}`).toContain(answer.status);
      }
  });

  it.each(called)('is refused in the address of %s', async (_, call) => {
    for (const field of [...Object.keys(call.query?.shape ?? {}), 'customer']) {
      const path = call.path.replace('{id}', 'a%00b');
      const answer = await ask(call.method, `${path}?${field}=a%00b`, {
        secret: customer.secret,
        body: undefined,
      });
      expect([404, 422], `${field}: ${answer.text}`).toContain(answer.status);
    }
  });

  it('has a code of its own as the name of a service', async () => {
    for (const path of ['/credits/check', '/credits/deductions', '/credits/holds'])
      for (const service of unstorable)
        expect(await post(path, good({ service }))).toMatchObject({
          status: 422,
          body: { code: 'bad_characters' },
        });
  });

  it('harms no neighbour in a batch', async () => {
    const { status, data } = await batch([
      keyed(),
      keyed({ service: 'a\u0000b' }),
      keyed({ idempotencyKey: '\ud800' }),
      keyed({ member: 'x\udfff' }),
      keyed(),
    ]);
    expect(status).toBe(200);
    expect(data.map(({ status }) => status)).toEqual([201, 422, 422, 422, 201]);
  });
});

describe('a bug of ours that meets one item of a batch', () => {
  const plant = async (work: () => Promise<void>) => {
    await db.$executeRaw`CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.reference = 'planted' THEN RAISE EXCEPTION 'a planted bug'; END IF; RETURN NEW; END $$`;
    await db.$executeRaw`CREATE TRIGGER planted BEFORE INSERT ON "Operation" FOR EACH ROW EXECUTE FUNCTION planted()`;
    try {
      await work();
    } finally {
      await db.$executeRaw`DROP TRIGGER planted ON "Operation"`;
      await db.$executeRaw`DROP FUNCTION planted`;
    }
  };

  it('is the answer of that item, whose key may be repeated, and hides no neighbour that was spent', async () => {
    const items = [keyed(), keyed({ reference: 'planted' }), keyed()];
    await plant(async () => {
      const { status, data } = await batch(items);
      expect(status).toBe(200);
      expect(data.map(({ status, error }) => error?.code ?? status)).toEqual([201, 'internal', 201]);
      expect(data[1]?.status).toBe(500);
      expect(data[1]?.error?.detail).toMatch(/same Idempotency-Key/);
    });
    const { data } = await batch(items);
    expect(data.map(({ status, replayed }) => [status, replayed])).toEqual([
      [201, true],
      [201, false],
      [201, true],
    ]);
  });

  it('fails the call when nothing else was asked', async () => {
    await plant(async () => {
      const { status, data } = await batch([keyed({ reference: 'planted' })]);
      expect({ status, data }).toEqual({ status: 500, data: undefined });
    });
  });
});

describe('a grant', () => {
  const grant = (over: object) => post('/credits/grants', { credits: '5', reason: 'A gift', ...over });

  it('takes credits as a number or as text, exactly', async () => {
    for (const [given, granted] of [
      [100, '100'],
      [0.1, '0.1'],
      ['0.100000', '0.1'],
      [1e9, '1000000000'],
    ] as const)
      expect(await grant({ credits: given })).toMatchObject({ status: 201, body: { credits: granted } });
    for (const given of [0, -1, 0.1234567, 1e21, 1e-7, 1_000_000_001, '1e2', true, null])
      expect((await grant({ credits: given })).status, String(given)).toBe(422);
    expect((await post('/credits/grants', '{"credits":1e400,"reason":"A gift"}')).status).toBe(422);
  });

  it('never ends where its end is null', async () => {
    expect(await grant({ expiresAt: null })).toMatchObject({ status: 201, body: { expiresAt: null } });
  });
});

describe('dates that no calendar of ours knows', () => {
  const outside = (field: string) => ({
    status: 422,
    body: { code: 'invalid_input', fields: { [field]: { code: 'date_out_of_range' } } },
  });

  it.each([
    ['to', '/credits/entries?to=9999-12-31'],
    ['from', '/credits/entries?from=0000-01-01'],
    ['to', '/credits/entries?to=9999-12-31T23:59:59.999-14:00'],
    ['to', '/credits/analytics?to=0001-01-01'],
    ['from', '/credits/analytics?from=0001-01-01&to=2026-01-30&compare=true'],
    ['from', '/credits/analytics?from=1969-12-31&to=1970-01-30&compare=true'],
    ['to', '/credits/analytics?from=2999-12-31&to=3000-01-01'],
  ])('%s is refused in %s', async (field, path) => {
    expect(await get(path)).toMatchObject(outside(field));
  });

  it('are refused at the end of a grant', async () => {
    const body = { credits: 1, reason: 'A gift', expiresAt: '9999-12-31T23:59:59-14:00' };
    expect(await post('/credits/grants', body)).toMatchObject(outside('expiresAt'));
  });

  it('are no way around the three years that a report covers', async () => {
    for (const from of ['1970-01-01', '2999-12-31'])
      expect(await get(`/credits/analytics?from=${from}`)).toMatchObject({
        status: 422,
        body: { fields: { from: { code: 'range' } } },
      });
  });

  it('begin right beside those that it knows', async () => {
    for (const path of [
      '/credits/entries?from=1970-01-01&to=2999-12-31',
      '/credits/entries?to=2999-12-31T23:59:59.999Z',
      '/credits/analytics?from=1970-01-01&to=1970-01-02&compare=true',
      '/credits/analytics?from=2999-12-01&to=2999-12-31&compare=true',
    ])
      expect((await get(path)).status, path).toBe(200);
  });
});

describe('a repeat', () => {
  it('is the same request whatever the order of its metadata and the writing of its quantity', async () => {
    const key = randomUUID();
    const first = await deduct(good({ quantity: '1', metadata: { a: 1, b: [{ c: 2, d: 3 }] } }), { key });
    const body = good({ quantity: '01.0', metadata: { b: [{ d: 3, c: 2 }], a: 1 } });
    const second = await deduct(body, { key });
    expect(second).toMatchObject({ status: 201, body: { quantity: '1' } });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((second.body as { id: string }).id).toBe((first.body as { id: string }).id);
  });

  it('with another order in a list is another request, and told so in words for programs', async () => {
    const key = randomUUID();
    await deduct(good({ metadata: { a: [1, 2] } }), { key });
    const other = await deduct(good({ metadata: { a: [2, 1] } }), { key });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    expect(other.body).toHaveProperty('detail', expect.not.stringContaining('Reload'));
  });
});

describe('small ways of being wrong', () => {
  it.each([
    ['quantity_not_a_number', '"1e2"'],
    ['quantity_negative', '-1e400'],
    ['quantity_too_large', '1e400'],
  ])('%s for a quantity of %s', async (code, quantity) => {
    const answer = await deduct(`{"service":"${SERVICE}","quantity":${quantity}}`);
    expect(answer).toMatchObject({ status: 422, body: { code } });
  });

  it('a quantity comes back as people write it', async () => {
    for (const path of ['/credits/deductions', '/credits/holds'])
      expect((await post(path, good({ quantity: '007' }))).body).toMatchObject({ quantity: '7' });
  });

  it('a context too deep, or with a number that JSON cannot write, has its own code', async () => {
    const deep = JSON.stringify({ a: null }).replace('null', '['.repeat(30) + ']'.repeat(30));
    const report = (context: string) => post('/errors', `{"message":"It broke","context":${context}}`);
    expect(await report(deep)).toMatchObject({ status: 422, body: { code: 'context_too_deep' } });
    expect(await report('{"a":1e400}')).toMatchObject({ status: 422, body: { code: 'context_number' } });
  });

  it('two customers are refused, one named twice is not', async () => {
    const appId = newId('app');
    await db.app.create({ data: { id: appId, name: appId, createdAt: new Date() } });
    const link = {
      appId,
      organisationId: customer.organisationId,
      externalId: 'their-9',
      createdAt: new Date(),
    };
    await db.appCustomer.create({ data: link });
    const { secret: ofApp } = await newKey({ appId });
    const by = (inAddress: string, inBody: string) =>
      post(`/credits/deductions?customer=${inAddress}`, good({ customer: inBody }), { secret: ofApp });
    expect(await by('their-9', 'their-8')).toMatchObject({
      status: 422,
      body: { fields: { customer: { code: 'two_customers' } } },
    });
    expect((await by('their-9', 'their-9')).status).toBe(201);
  });
});
