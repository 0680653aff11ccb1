import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
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
