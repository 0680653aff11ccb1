import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiScope, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { saveBillingProfile } from '@/lib/domain/billing/save-billing-profile';
import { ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { openShop } from '@/lib/testing/shop';
import { listPurchasesForApi } from './list-purchases-for-api';
import { startCheckoutByKey } from './start-checkout-by-key';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const program = (organisationId: string, ...scopes: ApiScope[]): Context => ({
  actor: { kind: 'api-key', keyId: newId('apiKey'), scopes },
  organisationId,
  now: new Date(),
  requestId: randomUUID(),
});

async function newShopper() {
  const organisationId = await newOrganisation();
  const owner = await memberOf(organisationId, 'owner');
  return { organisationId, owner, ctx: program(organisationId, 'credits:spend', 'credits:read') };
}

it('opens a payment page that nobody in particular bought, at the price of today', async () => {
  const { organisationId, ctx } = await newShopper();
  const { purchaseId, url } = await startCheckoutByKey(ctx, {
    pack: 'pack-250',
    returnUrl: '/credits?tab=lots',
  });
  expect(url).toMatch(new RegExp(`^${shop.url}`));
  expect(await db.purchase.findFirstOrThrow({ where: { organisationId } })).toMatchObject({
    ...{ id: purchaseId, createdById: null, apiKeyId: 'keyId' in ctx.actor ? ctx.actor.keyId : '' },
    ...{ totalMinor: 2_000n, returnTo: '/credits?tab=lots', origin: 'checkout' },
  });
  expect((await shop.pay(url)).status).toBe(303);
});

it('is refused until it is known who the invoice is for', async () => {
  const organisationId = await newOrganisation({ country: null });
  const ctx = program(organisationId, 'credits:spend');
  const request = { pack: 'pack-250', idempotencyKey: 'once known' };
  await expect(startCheckoutByKey(ctx, request)).rejects.toMatchObject({
    ...{ code: 'conflict', reason: 'buyerMissing' },
  });
  expect(await db.purchase.count({ where: { organisationId } })).toBe(0);
  await saveBillingProfile(await memberOf(organisationId, 'owner'), {
    ...{ legalName: 'Buyer GmbH', line1: 'Weg 1', city: 'Bonn', country: 'DE' },
  });
  expect((await startCheckoutByKey(ctx, request)).url).toMatch(new RegExp(`^${shop.url}`));
});

it('gives the same page again for the same key, and refuses another request with it', async () => {
  const { organisationId, ctx } = await newShopper();
  const request = { pack: 'pack-250', idempotencyKey: 'one' };
  const first = await startCheckoutByKey(ctx, request);
  expect(await startCheckoutByKey(ctx, request)).toEqual({ ...first, replayed: true });
  await expect(startCheckoutByKey(ctx, { ...request, pack: 'pack-100' })).rejects.toMatchObject({
    reason: 'idempotencyConflict',
  });
  await db.payment.updateMany({ where: { organisationId }, data: { url: null } });
  expect(await startCheckoutByKey(ctx, request)).toEqual(first);
  expect(await db.purchase.count({ where: { organisationId } })).toBe(1);
});

it('makes one purchase of many that come at once with one key', async () => {
  const { organisationId, ctx } = await newShopper();
  const request = { pack: 'pack-100', idempotencyKey: 'once' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => startCheckoutByKey(ctx, request)));
  expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
  expect(await db.purchase.count({ where: { organisationId } })).toBe(1);
});

it('leads back to the portal only', async () => {
  const { organisationId, ctx } = await newShopper();
  const open = (returnUrl: string) => startCheckoutByKey(ctx, { pack: 'pack-100', returnUrl });
  const elsewhere = ['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)'];
  for (const address of [
    ...elsewhere,
    'http://localhost:3000.evil.test/',
    'http://localhost:3000@evil.test/',
    '',
  ])
    await expect(open(address), address).rejects.toMatchObject({
      fields: { returnUrl: 'returnUrlNotAllowed' },
    });
  expect(await db.purchase.count({ where: { organisationId } })).toBe(0);
  await open('http://localhost:3000/support/new');
  expect(await db.purchase.findFirst({ where: { organisationId } })).toMatchObject({
    returnTo: '/support/new',
  });
});

it('refuses packs that are not sold and keys without the scope; each tenant lists its own', async () => {
  const { organisationId, owner, ctx } = await newShopper();
  await expect(startCheckoutByKey(ctx, { pack: 'nothing' })).rejects.toMatchObject({ reason: 'packGone' });
  const reader = program(organisationId, 'credits:read');
  await expect(startCheckoutByKey(reader, { pack: 'pack-100' })).rejects.toMatchObject({
    reason: 'missingScope',
  });
  const stranger = (await newShopper()).ctx;
  for (const nth of [1, 2, 3]) await startCheckoutByKey(ctx, { pack: 'pack-100', idempotencyKey: `${nth}` });
  await startCheckoutByKey(stranger, { pack: 'pack-100', idempotencyKey: '1' });
  const first = await listPurchasesForApi(reader, { limit: 2 });
  const rest = await listPurchasesForApi(owner, { limit: 2, cursor: first.nextCursor ?? undefined });
  expect([first.data.length, rest.data.length, rest.nextCursor]).toEqual([2, 1, null]);
  expect(first.data[0]).toMatchObject({
    pack: 'pack-100',
    total: '10.00',
    currency: 'USD',
    status: 'waiting',
  });
  expect((await listPurchasesForApi(stranger, {})).data).toHaveLength(1);
  await expect(listPurchasesForApi(await memberOf(organisationId, 'member'), {})).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('takes the same request again after a provider that failed', async () => {
  const { organisationId, ctx } = await newShopper();
  const request = { pack: 'pack-100', idempotencyKey: 'again' };
  await shop.close();
  for (const _ of [1, 2])
    await expect(startCheckoutByKey(ctx, request)).rejects.toMatchObject({ code: 'provider_unavailable' });
  const rows = await db.purchase.findMany({ where: { organisationId } });
  expect(rows.map(({ status, idempotencyKey }) => [status, idempotencyKey])).toEqual([
    ['cancelled', null],
    ['cancelled', null],
  ]);
});
