import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { cancelCheckout } from '@/lib/domain/payments/cancel-checkout';
import { receiveStripeEvent } from '@/lib/domain/payments/receive-stripe-event';
import { settlePurchase } from '@/lib/domain/payments/settle-purchase';
import { sweepPurchases } from '@/lib/domain/payments/sweep-purchases';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { sweepWallets } from '@/lib/domain/warnings/sweep-wallets';
import { watchWallet } from '@/lib/domain/warnings/watch-wallet';
import { ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { type Delivery, card, openShop } from '@/lib/testing/shop';
import { finishCardSetup, saveCard } from './finish-card-setup';
import { getAutoTopUp } from './get-auto-top-up';
import { removeCard } from './remove-card';
import { retryTopUp } from './retry-top-up';
import { runTopUp } from './run-top-up';
import { saveAutoTopUp } from './save-auto-top-up';
import { startCardSetup } from './start-card-setup';

const HOUR_MS = 3_600_000;
// The provider's clock is the real one.
const now = () => new Date();
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);

const SETTINGS = {
  ...{ enabled: true, threshold: '50', packCode: 'pack-250', priceMinor: '2000', monthlyCap: '60.00' },
};

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  // First, because the environment is parsed at its first use.
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const next = (nextCharge: string) => shop.control('/sandbox/settings', { nextCharge });

async function saveCardOf(ctx: Context, number: string = card.pays) {
  const { url } = await startCardSetup(ctx);
  const response = await shop.pay(url, number);
  const sessionId = new URL(response.headers.get('location') ?? '').searchParams.get('card') ?? '';
  return { sessionId, saved: await finishCardSetup(ctx, { sessionId }) };
}

/** An organisation with ten credits, a saved card and an auto top-up below fifty. */
async function lowOrganisation(over: Partial<typeof SETTINGS> = {}, number?: string) {
  const org = await newOrganisation({ grant: 10 });
  const ctx = await memberOf(org, 'owner', now());
  await saveCardOf(ctx, number);
  await saveAutoTopUp(ctx, { ...SETTINGS, ...over });
  return { org, ctx };
}

const run = (organisationId: string, at = now()) => runTopUp(job(at), { organisationId });
const watch = (organisationId: string, at = now()) => watchWallet(job(at), { organisationId });
const purchases = (organisationId: string) =>
  db.purchase.findMany({ where: { organisationId, origin: 'auto_top_up' }, orderBy: { id: 'asc' } });
const balance = async (organisationId: string) =>
  (await db.wallet.findUniqueOrThrow({ where: { organisationId } })).balanceMicro;
async function charges(purchaseId: string): Promise<number> {
  const answer = (await (await fetch(`${shop.url}/sandbox/charges`)).json()) as {
    charges: { metadata: { purchaseId?: string } }[];
  };
  return answer.charges.filter(({ metadata }) => metadata.purchaseId === purchaseId).length;
}
async function onlyPurchase(organisationId: string) {
  const all = await purchases(organisationId);
  expect(all).toHaveLength(1);
  return all[0] as (typeof all)[number];
}
const receive = ({ body, signature }: Pick<Delivery, 'body' | 'signature'>) =>
  receiveStripeEvent(job(now()), { body, signature });
const settle = (delivery: Delivery) =>
  settlePurchase(job(now()), { provider: 'stripe', eventId: delivery.event.id });
async function deliveryOf(purchaseId: string, type: string): Promise<Delivery> {
  for (let i = 0; i < 200; i++) {
    const found = shop.deliveries.find(({ body, event }) => event.type === type && body.includes(purchaseId));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no ${type} of ${purchaseId} came`);
}

describe('a card', () => {
  it('is saved on the provider’s page, shown, kept once, and removed', async () => {
    const org = await newOrganisation();
    const ctx = await memberOf(org, 'billing', now());
    const { sessionId, saved } = await saveCardOf(ctx);
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
    const delivery = await deliveryOf(org, 'checkout.session.completed');
    expect(await receive(delivery)).toEqual({ received: true });
    expect(await receive(delivery)).toEqual({ received: true, duplicate: true });
    const [queued] = await queuedJobs('payments.card', org);
    await saveCard(job(now()), queued as { organisationId: string; sessionId: string });
    expect((await getAutoTopUp(ctx)).card).toMatchObject({ last4: '4242' });
    expect(await receive(await deliveryOf(org, 'setup_intent.succeeded'))).toEqual({
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
    await saveCardOf(ctx);
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
    const { sessionId } = await saveCardOf(await memberOf(await newOrganisation(), 'owner', now()));
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
    await saveCardOf(ctx);
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

describe('a low wallet', () => {
  it('is topped up: one purchase, one charge, one lot, journal and receipts', async () => {
    const { org, ctx } = await lowOrganisation();
    await watch(org);
    expect(await queuedJobs('payments.top-up', org)).toHaveLength(1);
    await run(org);
    await run(org);
    const purchase = await onlyPurchase(org);
    expect(purchase).toMatchObject({ status: 'paid', createdById: null, totalMinor: 2000n });
    expect(await charges(purchase.id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
    const lines = await db.journalLine.findMany({
      where: { organisationId: org },
      orderBy: { position: 'asc' },
    });
    expect(lines.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ['cash:stripe', 2000n],
      ['deferred_revenue', -2000n],
    ]);
    expect(await queuedJobs('email.send', `purchase-receipt:${purchase.id}`)).toHaveLength(1);
    // Events that come afterwards, twice, change nothing.
    const delivery = await deliveryOf(purchase.id, 'payment_intent.succeeded');
    expect(await receive(delivery)).toEqual({ received: true });
    expect(await receive(delivery)).toEqual({ received: true, duplicate: true });
    await Promise.all([settle(delivery), settle(delivery), settle(delivery)]);
    expect(await balance(org)).toBe(credits(260));
    expect(await onlyPurchase(org)).toEqual(purchase);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'watching', spentMinor: '2000' });
  });

  it('has one charge in flight, however many look at once', async () => {
    const { org } = await lowOrganisation();
    await Promise.all(Array.from({ length: 8 }, () => run(org)));
    await Promise.all(Array.from({ length: 4 }, () => watch(org)));
    const purchase = await onlyPurchase(org);
    expect(await charges(purchase.id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is not charged for credits that came while the job waited', async () => {
    const { org } = await lowOrganisation();
    const early = inHours(-0.1);
    await run(org);
    await run(org, early);
    expect(await purchases(org)).toHaveLength(1);
  });

  it('waits for the next month at its cap, says so once, and goes on then', async () => {
    const { org, ctx } = await lowOrganisation({ monthlyCap: '39.99', threshold: '300' });
    await run(org);
    expect(await balance(org)).toBe(credits(260));
    await run(org);
    await run(org);
    const { monthEndsAt, ...dto } = await getAutoTopUp(ctx);
    expect(dto).toMatchObject({ state: 'waiting', reason: 'cap_reached', nextTryAt: monthEndsAt });
    expect(await queuedJobs('email.send', `top-up:cap_reached:${org}`)).toHaveLength(1);
    await expect(retryTopUp(ctx)).rejects.toMatchObject({ reason: 'topUpNeedsReview' });
    await run(org, new Date(monthEndsAt));
    expect(await balance(org)).toBe(credits(510));
  });
});

describe('a declined card', () => {
  it('rests longer each time, then pauses until somebody acts', async () => {
    const { org, ctx } = await lowOrganisation({}, card.shortOfFunds);
    let at = now();
    for (const hours of [1, 4, 24]) {
      await run(org, at);
      const { nextTryAt } = await db.autoTopUp.findUniqueOrThrow({ where: { organisationId: org } });
      expect(nextTryAt?.getTime()).toBe(at.getTime() + hours * HOUR_MS);
      const before = (await purchases(org)).length;
      await run(org, new Date((nextTryAt?.getTime() ?? 0) - 1));
      expect(await purchases(org)).toHaveLength(before);
      at = nextTryAt ?? at;
    }
    expect(await getAutoTopUp(ctx)).toMatchObject({
      ...{ state: 'waiting', reason: 'declined', declineCode: 'insufficient_funds' },
    });
    await run(org, at);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'paused', reason: 'declined' });
    const tried = await purchases(org);
    expect(tried.map(({ status }) => status)).toEqual(Array(4).fill('failed'));
    await run(org, inHours(1000));
    expect(await purchases(org)).toHaveLength(4);
    for (const { id } of tried)
      expect(await queuedJobs('email.send', `top-up:declined:${id}`)).toHaveLength(1);
    // The same decline by its event counts once.
    const delivery = await deliveryOf(tried[0]?.id ?? '', 'payment_intent.payment_failed');
    await receive(delivery);
    await settle(delivery);
    expect(await db.autoTopUp.findUnique({ where: { organisationId: org } })).toMatchObject({ failures: 4 });
    await saveCardOf(ctx, card.pays);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'watching', reason: null });
    await run(org);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is tried again at once when somebody says so', async () => {
    const { org, ctx } = await lowOrganisation();
    await next('declines');
    await run(org);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'waiting', declineCode: 'generic_decline' });
    await retryTopUp(ctx);
    await run(org);
    expect(await balance(org)).toBe(credits(260));
    expect(await db.autoTopUp.findUnique({ where: { organisationId: org } })).toMatchObject({
      ...{ failures: 0, nextTryAt: null, pausedReason: null },
    });
  });

  it('that wants its owner there pauses and leads to paying by hand', async () => {
    const { org, ctx } = await lowOrganisation({}, card.wantsItsOwner);
    await run(org);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'paused', reason: 'authentication_required' });
    const [mail] = await queuedJobs('email.send', 'top-up:authentication_required');
    expect(mail).toMatchObject({
      template: 'top-up-stopped',
      props: { url: expect.stringMatching(/\/credits$/) },
    });
    await run(org, inHours(100));
    expect(await purchases(org)).toHaveLength(1);
  });

  it('that was removed meanwhile, here or at the provider, pauses', async () => {
    const { org, ctx } = await lowOrganisation();
    await removeCard(ctx);
    await run(org);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'paused', reason: 'card_missing', card: null });
    await expect(retryTopUp(ctx)).rejects.toMatchObject({ reason: 'topUpNeedsCard' });
    expect(await purchases(org)).toHaveLength(0);

    const other = await lowOrganisation();
    await db.autoTopUp.update({
      where: { organisationId: other.org },
      data: { paymentMethodId: 'pm_gone' },
    });
    await run(other.org);
    expect(await getAutoTopUp(other.ctx)).toMatchObject({ state: 'paused', reason: 'card_missing' });
    expect(await onlyPurchase(other.org)).toMatchObject({ status: 'failed', paymentIntentId: null });
  });
});

describe('a pack', () => {
  it('that is gone or dearer than agreed is not charged', async () => {
    const dearer = await lowOrganisation();
    await db.autoTopUp.update({ where: { organisationId: dearer.org }, data: { agreedMinor: 1999n } });
    await run(dearer.org);
    expect(await getAutoTopUp(dearer.ctx)).toMatchObject({ state: 'paused', reason: 'price_changed' });
    const gone = await lowOrganisation();
    await db.autoTopUp.update({ where: { organisationId: gone.org }, data: { packCode: 'pack-none' } });
    await run(gone.org);
    expect(await getAutoTopUp(gone.ctx)).toMatchObject({
      ...{ state: 'paused', reason: 'pack_gone', packName: null },
    });
    await saveAutoTopUp(gone.ctx, SETTINGS);
    await run(gone.org);
    expect(await balance(gone.org)).toBe(credits(260));
  });
});

describe('a charge whose answer was lost', () => {
  it('is settled by its event', async () => {
    const { org } = await lowOrganisation();
    await next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    const purchase = await onlyPurchase(org);
    expect(purchase).toMatchObject({ status: 'pending', paymentIntentId: null });
    const delivery = await deliveryOf(purchase.id, 'payment_intent.succeeded');
    await receive(delivery);
    await settle(delivery);
    await run(org);
    expect(await charges(purchase.id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is found by the job that is tried again, and charged once', async () => {
    const { org } = await lowOrganisation();
    await next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    await Promise.all([run(org), run(org)]);
    expect(await charges((await onlyPurchase(org)).id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is charged once though the card was replaced meanwhile', async () => {
    const { org, ctx } = await lowOrganisation();
    await next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    await saveCardOf(ctx);
    await run(org);
    expect(await charges((await onlyPurchase(org)).id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is found by the sweep', async () => {
    const { org } = await lowOrganisation();
    await next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    await sweepPurchases(job(inHours(3)));
    expect(await onlyPurchase(org)).toMatchObject({ status: 'paid' });
    expect(await balance(org)).toBe(credits(260));
  });

  it('that the provider never heard of is closed, and is no decline', async () => {
    const { org, ctx } = await lowOrganisation();
    await shopIsAway(async () => {
      await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    });
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'charging', spentMinor: '2000' });
    await run(org, inHours(0.95));
    await sweepPurchases(job(inHours(1.1)));
    expect(await onlyPurchase(org)).toMatchObject({ status: 'expired' });
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'watching', spentMinor: '0' });
    await run(org);
    expect(await balance(org)).toBe(credits(260));
  });

  it('stays pending while the bank thinks, and ends as the bank says', async () => {
    const { org, ctx } = await lowOrganisation();
    await next('processes');
    await run(org);
    const { id, paymentIntentId } = await onlyPurchase(org);
    await run(org);
    await watch(org);
    await sweepPurchases(job(inHours(5)));
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'charging' });
    await expect(cancelCheckout(ctx, { purchaseId: id })).rejects.toMatchObject({ code: 'conflict' });
    await shop.control(`/sandbox/charges/${paymentIntentId}/finish`, { outcome: 'declines' });
    await sweepPurchases(job(inHours(6)));
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'waiting', reason: 'declined' });
    expect(await charges(id)).toBe(1);
    expect(await balance(org)).toBe(credits(10));
  });
});

/** The provider cannot be reached for charges: nothing is made there. */
async function shopIsAway(work: () => Promise<void>): Promise<void> {
  await next('unreachable');
  try {
    await work();
  } finally {
    await shop.control('/sandbox/settings', { nextCharge: null });
  }
}

it('the sweep wakes a top-up whose rest is over, and grants move the mark', async () => {
  const { org } = await lowOrganisation();
  await next('declines');
  await run(org);
  await sweepWallets(job(inHours(2)));
  expect((await queuedJobs('payments.top-up', org)).length).toBe(1);
  const filled = await newOrganisation();
  await transaction((tx) =>
    grantCredits(tx, job(now()), filled, { amountMicro: credits(100), source: 'adjustment' }),
  );
  await sweepWallets(job(now()));
  expect(await db.wallet.findUnique({ where: { organisationId: filled } })).toMatchObject({
    watchMicro: credits(4) + 1n,
  });
});
