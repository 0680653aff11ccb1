import { afterAll, beforeAll, expect, it } from 'vitest';
import { Prisma, db } from '@/lib/core/db';
import { ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { openShop } from '@/lib/testing/shop';
import { newSubscriber } from '@/lib/testing/tiers';
import { changeSubscriptionByKey, getSubscriptionByKey } from './change-by-key';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

const keyed = (organisationId: string, scopes: ('billing:read' | 'billing:write')[]) => ({
  actor: { kind: 'api-key' as const, keyId: 'key_test', scopes },
  organisationId,
  now: new Date(),
  requestId: 'test',
});

it('every change is made by key: upgrade, downgrade, interval, end, pause, and what takes them back', async () => {
  const one = await newSubscriber(shop, { tierCode: 'starter', interval: 'month' });
  const ctx = keyed(one.org, ['billing:read', 'billing:write']);
  const said = async (input: Parameters<typeof changeSubscriptionByKey>[1]) =>
    (await changeSubscriptionByKey(ctx, input)).subscription;
  await expect(changeSubscriptionByKey(ctx, { tier: 'professional', dueNow: '1.00' })).rejects.toMatchObject({
    reason: 'changeCostDiffers',
  });
  expect(await said({ tier: 'professional' })).toMatchObject({ tier: 'professional', next: null });
  expect(await said({ tier: 'starter' })).toMatchObject({ tier: 'professional', next: { tier: 'starter' } });
  expect(await said({ action: 'undo' })).toMatchObject({ next: null });
  expect(await said({ interval: 'year' })).toMatchObject({ tier: 'professional', interval: 'year' });
  expect(await said({ action: 'cancel' })).toMatchObject({ endsWithPeriod: true });
  expect(await said({ action: 'undo' })).toMatchObject({ endsWithPeriod: false });
  expect(await said({ action: 'pause' })).toMatchObject({ status: 'paused' });
  expect(await said({ action: 'resume' })).toMatchObject({ status: 'active' });
  await expect(changeSubscriptionByKey(ctx, { action: 'undo' })).rejects.toMatchObject({
    reason: 'nothingToUndo',
  });
});

it('a first tier leads to the page of its payment; the free one has nothing to take back', async () => {
  const org = await newOrganisation({ freeTier: true });
  const ctx = keyed(org, ['billing:read', 'billing:write']);
  const { url, subscription } = await changeSubscriptionByKey(ctx, { tier: 'starter' });
  expect(url).toContain('/checkout/');
  expect(subscription).toMatchObject({ tier: 'free', collection: 'free' });
  await expect(changeSubscriptionByKey(ctx, { action: 'cancel' })).rejects.toMatchObject({
    reason: 'noSubscription',
  });
});

it('needs the scope, and sees its own organisation alone', async () => {
  const one = await newSubscriber(shop, { tierCode: 'starter' });
  await expect(
    changeSubscriptionByKey(keyed(one.org, ['billing:read']), { action: 'cancel' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const stranger = await newOrganisation({ freeTier: true });
  expect(await getSubscriptionByKey(keyed(stranger, ['billing:read']))).toMatchObject({
    subscription: { tier: 'free' },
  });
  await expect(changeSubscriptionByKey(await memberOf(one.org, 'member'), {})).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('with a key changes once: repeated it is answered as before, for another request refused, and nothing is written', async () => {
  const one = await newSubscriber(shop, { tierCode: 'business' });
  const ctx = keyed(one.org, ['billing:read', 'billing:write']);
  const asked = { tier: 'starter', idempotencyKey: 'k7' };
  const first = await changeSubscriptionByKey(ctx, asked);
  expect(first).toMatchObject({ subscription: { next: { tier: 'starter' } } });
  await expect(changeSubscriptionByKey(ctx, { ...asked, tier: 'professional' })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'idempotencyConflict',
  });
  // A newer change stands: the late repeat of the older one does not undo it.
  await changeSubscriptionByKey(ctx, { action: 'undo', idempotencyKey: 'k8' });
  expect(await changeSubscriptionByKey(ctx, asked)).toEqual({ ...first, replayed: true });
  expect(await one.row()).toMatchObject({ pendingTierCode: null });
  // What was refused was not done: its key is free.
  const wrong = { tier: 'starter', dueNow: '1.00', idempotencyKey: 'k9' };
  await expect(changeSubscriptionByKey(ctx, wrong)).rejects.toMatchObject({ reason: 'changeCostDiffers' });
  expect(await changeSubscriptionByKey(ctx, { ...wrong, dueNow: '0' })).toMatchObject({ url: null });
});

it('with a key upgrades once however often it is sent at the same moment', async () => {
  const one = await newSubscriber(shop, { tierCode: 'starter' });
  const ctx = keyed(one.org, ['billing:read', 'billing:write']);
  const send = () => changeSubscriptionByKey(ctx, { tier: 'professional', idempotencyKey: 'up' });
  const ends = await Promise.allSettled([send(), send(), send(), send(), send()]);
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as Error).message] : []));
  expect(refused).toHaveLength(4);
  expect(await send()).toMatchObject({ replayed: true, subscription: { tier: 'professional' } });
  expect(await one.invoices()).toHaveLength(2);
  // One that was cut off is taken up by its repeat.
  const where = { organisationId: one.org, idempotencyKey: 'up' };
  await db.subscriptionCall.updateMany({ where, data: { answer: Prisma.DbNull } });
  await expect(send()).rejects.toMatchObject({ reason: 'stillAtWork' });
});
