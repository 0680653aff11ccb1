import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { receive } from '@/lib/testing/deliveries';
import { type TopUpShop, SETTINGS, now, openTopUpShop } from '@/lib/testing/top-ups';
import { finishCardSetup, saveCard } from './finish-card-setup';
import { getAutoTopUp } from './get-auto-top-up';
import { removeCard } from './remove-card';
import { retryTopUp } from './retry-top-up';
import { saveAutoTopUp } from './save-auto-top-up';
import { startCardSetup } from './start-card-setup';

let shop: TopUpShop;
beforeAll(async () => {
  shop = await openTopUpShop();
});
afterAll(() => shop.close());

describe('a card', () => {
  it('is saved on the provider’s page, shown, kept once, and removed', async () => {
    const org = await newOrganisation();
    const ctx = await memberOf(org, 'billing', now());
    const { sessionId, saved } = await shop.saveCardOf(ctx);
    expect(saved).toEqual({ brand: 'visa', last4: '4242' });
    await finishCardSetup(ctx, { sessionId });
    await saveCard(job(now()), { organisationId: org, sessionId });
    expect(await getAutoTopUp(ctx)).toMatchObject({
      ...{ state: 'off', enabled: false, card: { brand: 'visa', last4: '4242', expiry: '2040-12' } },
    });
    expect(await db.auditEvent.count({ where: { organisationId: org, action: 'top-up.card' } })).toBe(1);
    await removeCard(ctx);
    await removeCard(ctx);
    expect((await getAutoTopUp(ctx)).card).toBeNull();
    await expect(finishCardSetup(ctx, { sessionId })).rejects.toMatchObject({ reason: 'cardNotSaved' });
  });

  it('is saved by the provider’s event for who never comes back', async () => {
    const org = await newOrganisation();
    const ctx = await memberOf(org, 'owner', now());
    const { url } = await startCardSetup(ctx);
    await shop.pay(url);
    const delivery = await shop.deliveryOf(org, 'checkout.session.completed');
    expect(await receive(delivery)).toEqual({ received: true });
    expect(await receive(delivery)).toEqual({ received: true, duplicate: true });
    const [queued] = await queuedJobs('payments.card', org);
    await saveCard(job(now()), queued as { organisationId: string; sessionId: string });
    expect((await getAutoTopUp(ctx)).card).toMatchObject({ last4: '4242' });
    expect(await receive(await shop.deliveryOf(org, 'setup_intent.succeeded'))).toEqual({
      ...{ received: true, ignored: true },
    });
  });

  it('is not displaced by an older one whose news come late, also after it was removed', async () => {
    const org = await newOrganisation();
    const ctx = await memberOf(org, 'owner', now());
    const older = async () => {
      const response = await shop.pay((await startCardSetup(ctx)).url);
      return new URL(response.headers.get('location') ?? '').searchParams.get('card') ?? '';
    };
    const [first, second] = [await older(), await older()];
    // The provider counts in seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await shop.saveCardOf(ctx);
    const kept = await db.autoTopUp.findUniqueOrThrow({ where: { organisationId: org } });
    await saveCard(job(now()), { organisationId: org, sessionId: first });
    await expect(finishCardSetup(ctx, { sessionId: first })).rejects.toMatchObject({
      reason: 'cardNotSaved',
    });
    expect(await db.autoTopUp.findUniqueOrThrow({ where: { organisationId: org } })).toEqual(kept);
    await removeCard(ctx);
    await expect(finishCardSetup(ctx, { sessionId: second })).rejects.toMatchObject({
      reason: 'cardNotSaved',
    });
    expect((await getAutoTopUp(ctx)).card).toBeNull();
  });

  it('of another organisation is not found, and members who may not buy are refused', async () => {
    const { sessionId } = await shop.saveCardOf(await memberOf(await newOrganisation(), 'owner', now()));
    const org = await newOrganisation();
    await expect(finishCardSetup(await memberOf(org), { sessionId })).rejects.toMatchObject({
      code: 'not_found',
    });
    const member = await memberOf(org, 'member', now());
    for (const refused of [startCardSetup, getAutoTopUp, removeCard, retryTopUp])
      await expect(refused(member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(saveAutoTopUp(member, SETTINGS)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('settings', () => {
  it('need a card, a pack that is sold at the price that was seen, and a cap of one pack', async () => {
    const org = await newOrganisation();
    const ctx = await memberOf(org, 'owner', now());
    await expect(saveAutoTopUp(ctx, SETTINGS)).rejects.toMatchObject({ reason: 'topUpNeedsCard' });
    await shop.saveCardOf(ctx);
    await expect(saveAutoTopUp(ctx, { ...SETTINGS, priceMinor: '1' })).rejects.toMatchObject({
      reason: 'packPriceChanged',
    });
    await expect(saveAutoTopUp(ctx, { ...SETTINGS, packCode: 'nope' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(saveAutoTopUp(ctx, { ...SETTINGS, monthlyCap: '19.99' })).rejects.toMatchObject({
      fields: { monthlyCap: 'capBelowPrice' },
    });
    await expect(saveAutoTopUp(ctx, { ...SETTINGS, monthlyCap: '1e9' })).rejects.toMatchObject({
      fields: { monthlyCap: 'money' },
    });
    await saveAutoTopUp(ctx, SETTINGS);
    await saveAutoTopUp(ctx, SETTINGS);
    expect(await getAutoTopUp(ctx)).toMatchObject({
      ...{ state: 'watching', enabled: true, threshold: '50', packName: '250 credits' },
      ...{ monthlyCapMinor: '6000', agreedMinor: '2000', spentMinor: '0' },
    });
    expect(await db.auditEvent.count({ where: { organisationId: org, action: 'top-up.save' } })).toBe(2);
    const stranger = await memberOf(await newOrganisation(), 'owner', now());
    expect(await getAutoTopUp(stranger)).toMatchObject({ enabled: false, card: null });
  });
});
