import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi } from '@/lib/testing/api';
import { askAsDocumented as ask, exercised } from '@/lib/testing/api-conformance';
import { newKey } from '@/lib/testing/api-keys';
import { db, transaction } from '@/lib/core/db';
import { creditByFinance } from '@/lib/domain/invoices/credit-by-finance';
import { createDeployment } from '@/lib/domain/deployments/manage-deployment';
import { issuePaidInvoice } from '@/lib/domain/invoices/steps';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { invoiceFor } from '@/lib/testing/invoices';
import { openShop } from '@/lib/testing/shop';
import { openApi } from './openapi';
import { routes } from './routes';

const SERVICE = 'error-analysis';
const spend = (over: object = {}) => ({ service: SERVICE, quantity: 1, ...over });

let shop: Awaited<ReturnType<typeof openShop>>;
let organisationId: string;
let secret: string;
/** A key that may do nothing. */
let bare: string;

beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  organisationId = await newOrganisation({ grant: 1_000 });
  const owner = await memberOf(organisationId, 'owner');
  await createDeployment(owner, { name: 'Shop', code: 'shop', origins: '' });
  secret = (await newKey({ organisationId })).secret;
  bare = (await newKey({ organisationId, scopes: ['usage:write'] })).secret;
});
afterAll(() => shop.close());

const post = (path: string, body?: unknown) => ask('POST', path, { secret, body });
const get = (path: string) => ask('GET', path, { secret });
const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id;
const newHold = async () => idOf(await post('/credits/holds', spend({ quantity: 5 })));
const newInvoice = async () => {
  const paid = { provider: 'stripe' };
  const draft = invoiceFor(organisationId);
  return (await transaction((tx) => issuePaidInvoice(tx, job(), draft, paid))).number ?? '';
};
const pair = { deployment: 'shop', reporter: { email: 'sam@shop.test' } };
const ofPair = 'deployment=shop&reporter=sam@shop.test';
const fileRequest = () =>
  post('/support/requests', { ...pair, subject: 'It fails', body: 'Every checkout fails.' });
const numberOf = ({ body }: { body: unknown }) => (body as { number: string }).number;
const newDeduction = async () => idOf(await post('/credits/deductions', spend({ quantity: '2' })));

/** A good request for every call, by its name. */
const good: Record<string, () => Promise<{ status: number }>> = {
  getBalance: () => get('/credits/balance'),
  checkCredits: () => post('/credits/check', spend({ quantity: '2.5' })),
  deductCredits: () =>
    post(
      '/credits/deductions',
      spend({ reference: 'run-1', metadata: { a: [1, { b: null }] }, onInsufficient: 'owe' }),
    ),
  deductBatch: () =>
    post('/credits/deductions/batch', {
      deductions: [
        spend({ idempotencyKey: randomUUID() }),
        spend({ idempotencyKey: randomUUID(), service: 'nothing' }),
        spend(),
        spend({ idempotencyKey: randomUUID(), quantity: 1_000_000 }),
        spend({ idempotencyKey: randomUUID(), customer: 'org_00000000000000000000000000' }),
        'nonsense',
      ],
    }),
  returnDeduction: async () => post(`/credits/deductions/${await newDeduction()}/return`, { quantity: 1 }),
  placeHold: () => post('/credits/holds', spend({ expiresInSeconds: 60 })),
  getHold: async () => get(`/credits/holds/${await newHold()}`),
  captureHold: async () => post(`/credits/holds/${await newHold()}/capture`, { quantity: 3 }),
  releaseHold: async () => post(`/credits/holds/${await newHold()}/release`),
  grantCredits: () =>
    post('/credits/grants', { credits: '5.5', reason: 'A test', expiresAt: '2030-01-01T00:00:00Z' }),
  listEntries: () => get('/credits/entries?limit=5'),
  traceEntry: async () => {
    await newDeduction();
    const { body } = await get('/credits/entries?limit=1');
    return get(`/credits/entries/${(body as { data: { id: string }[] }).data[0]?.id}/trace`);
  },
  getAnalytics: () => get('/credits/analytics?groupBy=apiKey&compare=true'),
  listServices: () => get('/catalogue/services'),
  listPacks: () => get('/catalogue/packs'),
  listTiers: () => get('/catalogue/tiers'),
  startCheckout: () => post('/checkout', { pack: 'pack-250', returnUrl: '/credits' }),
  listPurchases: () => get('/purchases?limit=1'),
  getSubscription: () => get('/subscription'),
  changeSubscription: () => post('/subscription/change', { tier: 'starter' }),
  listInvoices: async () => {
    await newInvoice();
    return get('/invoices?limit=1&status=paid');
  },
  getInvoice: async () => get(`/invoices/${await newInvoice()}`),
  listCreditNotes: () => get('/credit-notes'),
  getCreditNote: async () => {
    const invoice = await db.invoice.findFirstOrThrow({ where: { number: await newInvoice() } });
    const { number } = await creditByFinance(await staff(['finance']), {
      ...{ organisationId, invoiceId: invoice.id, reason: 'A test', amount: '1.00', token: randomUUID() },
    });
    return get(`/credit-notes/${number}`);
  },
  getStatement: () => get('/statements?from=2026-11-01&to=2026-11-30'),
  reportError: () => post('/errors', { message: 'It broke', context: { a: 1 } }),
  fileSupportRequest: () => fileRequest(),
  listSupportRequests: () => get(`/support/requests?${ofPair}`),
  getSupportRequest: async () => get(`/support/requests/${numberOf(await fileRequest())}?${ofPair}`),
  replySupportRequest: async () =>
    post(`/support/requests/${numberOf(await fileRequest())}/messages`, { ...pair, body: 'Firefox.' }),
  getSupportUnread: () => get(`/support/unread?${ofPair}`),
};

/** An address of each call in which every parameter is well formed and unknown. */
const addressOf = (path: string) =>
  path
    .replace('/invoices/{number}', '/invoices/INV-2026-999999')
    .replace('/credit-notes/{number}', '/credit-notes/CN-2026-999999')
    .replace('/requests/{number}', '/requests/REQ-2026-999999')
    .replace('/entries/{id}', '/entries/999999')
    .replace('/holds/{id}', '/holds/hld_00000000000000000000000000')
    .replace('/deductions/{id}', '/deductions/op_00000000000000000000000000');

describe.each(routes.map((call) => [call.name, call] as const))('%s', (name, call) => {
  const address = addressOf(call.path);

  it('answers a good request as the document says', async () => {
    const request = good[name];
    if (!request) throw new Error(`${name} is not exercised: give it a good request`);
    expect((await request()).status).toBe(call.status);
  });

  it('refuses who has no key, no right key and no scope, each in its own words', async () => {
    const none = await ask(call.method, address);
    expect(none).toMatchObject({ status: 401, body: { code: 'key_missing' } });
    const wrong = await ask(call.method, address, { secret: 'md_test_nonsense' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'key_unknown' } });
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer/);
    const unscoped = await ask(call.method, address, { secret: bare });
    expect(unscoped).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
  });

  it('refuses names that it does not know, and customers that are not the caller’s', async () => {
    const surplus =
      call.method === 'GET'
        ? await ask('GET', `${address}?surplus=1`, { secret })
        : await post(address, { surplus: 1 });
    expect(surplus).toMatchObject({ status: 422, body: { code: 'unknown_field' } });
    const stranger = `customer=${await newOrganisation()}`;
    const foreign = await ask(call.method, `${address}?${stranger}`, { secret });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  if (call.method === 'POST')
    it('refuses bodies that are none', async () => {
      for (const body of ['{', '[]', 'null', '"x"', '{"a":NaN}', new Uint8Array([0xff, 0xfe, 0x7b])])
        expect(await post(address, body)).toMatchObject({ status: 400, body: { code: 'malformed_json' } });
      const huge = `{"reference":"${'x'.repeat(call.limitBytes ?? 256 * 1024)}"}`;
      expect(await post(address, huge)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
      if (call.idempotency === 'own') return;
      const keyed = await ask('POST', address, { secret, key: 'ü'.repeat(3), body: {} });
      expect(keyed).toMatchObject({ status: 400, body: { code: 'invalid_idempotency_key' } });
    });

  if (call.body)
    it('refuses values of the wrong kind, field by field', async () => {
      for (const value of [null, [], {}, 1e400, '\u0000', true])
        for (const field of Object.keys(call.body?.shape ?? {})) {
          const answer = await post(address, `{${JSON.stringify(field)}:${raw(value)}}`);
          expect([402, 404, 422], `${field} ${raw(value)}: ${answer.text}`).toContain(answer.status);
        }
    });

  if (call.idempotency === 'required')
    it('asks for an Idempotency-Key', async () => {
      const answer = await ask('POST', address, { secret, key: null, body: {} });
      expect(answer).toMatchObject({ status: 400, body: { code: 'missing_idempotency_key' } });
    });

  if (call.params)
    it('does not find what is unknown, misshapen or another tenant’s', async () => {
      const shapes = [
        address,
        address.replace(/_0{26}|999999/, 'x'),
        address.replace(/_0{26}|999999/, '%00'),
      ];
      // Calls about a reporter are refused as incomplete before anything is looked for.
      const isOfPair = call.group === 'support';
      const named = isOfPair && call.method === 'GET' ? `?${ofPair}` : '';
      const body = isOfPair ? { ...pair, body: 'Firefox.' } : {};
      for (const path of shapes)
        expect(
          await ask(call.method, `${path}${named}`, {
            secret,
            body: call.method === 'POST' ? body : undefined,
          }),
        ).toMatchObject({ status: 404, body: { code: 'not_found' } });
    });
});

const raw = (value: unknown) => (value === Infinity ? '1e400' : JSON.stringify(value));

it('has every call exercised, with success and with refusal', () => {
  for (const call of routes) {
    const statuses = [...(exercised.get(call.name) ?? [])];
    expect(statuses, call.name).toContain(call.status);
    expect(statuses.filter((status) => status >= 400).length, call.name).toBeGreaterThan(1);
  }
  expect(Object.keys(good).toSorted()).toEqual(routes.map(({ name }) => name).toSorted());
});

it('answers for addresses and methods outside of the table', async () => {
  for (const path of ['/nothing', '/', '', '/credits', '/credits/balance/', '/credits//balance', '/%00'])
    expect(await callApi('GET', path, { secret })).toMatchObject({
      status: 404,
      body: { code: 'unknown_route' },
    });
  for (const [path, methods] of Object.entries(openApi.paths)) {
    const allowed = Object.keys(methods).map((method) => method.toUpperCase());
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
      (m) => !allowed.includes(m),
    )) {
      const answer = await callApi(method, addressOf(path), { secret });
      expect(answer).toMatchObject({ status: 405, body: { code: 'wrong_method' } });
      expect(answer.headers.get('allow')).toBe(allowed.join(', '));
    }
  }
});

it('answers HEAD like GET without the body, and allows no other site to read', async () => {
  const head = await callApi('HEAD', '/credits/balance', {
    secret,
    headers: { origin: 'https://evil.test' },
  });
  expect(head).toMatchObject({ status: 200, text: '' });
  expect([...head.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

it('serves the document to everybody', async () => {
  const answer = await callApi('GET', '/openapi.json');
  expect(answer).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
  expect(Object.keys((answer.body as typeof openApi).paths).length).toBeGreaterThan(15);
});
