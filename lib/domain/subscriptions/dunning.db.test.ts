import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { voidByFinance, writeOffByFinance } from '@/lib/domain/payments/close-by-finance';
import { voidInvoice, writeOffInvoice } from '@/lib/domain/invoices/steps';
import { ensureCatalogue, job, memberOf, staff } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { queuedJobs } from '@/lib/testing/queue';
import { openShop } from '@/lib/testing/shop';
import { expectTied, newSubscriber } from '@/lib/testing/tiers';
import { compareSubscriptions } from './compare-subscriptions';
import { listSubscriptionDifferences } from './differences';
import { openBillingPortal } from './open-billing-portal';
import { getSubscription } from './queries';
import { sendDunning } from './send-dunning';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

const restrictedAt = async (org: string) =>
  (await db.wallet.findUniqueOrThrow({ where: { organisationId: org } })).restrictedAt;

describe('a payment that is missing', () => {
  it('is followed up by letters on their days, reduces after seven, and ends with the payment', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await one.fail(3);
    const failedAt = await one.forward();
    const { id, pastDueSince } = await one.row();
    expect(pastDueSince).not.toBeNull();
    await sendDunning(job(failedAt));
    await sendDunning(job(failedAt));
    const letters = () => queuedJobs('email.send', `tier-unpaid:${id}`);
    expect(await letters()).toHaveLength(1);
    expect(await letters()).toMatchObject([{ props: { amountMinor: '1900', isRestricted: false } }]);
    await sendDunning(job(addDays(failedAt, 3)));
    expect([(await letters()).length, await restrictedAt(one.org)]).toEqual([2, null]);
    expect(await getSubscription({ ...one.owner, now: failedAt })).toMatchObject({
      restrictsAt: addDays(pastDueSince ?? failedAt, 7).toISOString(),
    });
    await sendDunning(job(addDays(failedAt, 8)));
    expect(await restrictedAt(one.org)).toEqual(addDays(failedAt, 8));
    // A worker that was away sends one letter, not those of all the days that it missed.
    await sendDunning(job(addDays(failedAt, 30)));
    expect(await letters()).toHaveLength(4);
    await one.fail(0);
    await one.forward();
    expect([(await one.row()).status, await restrictedAt(one.org)]).toEqual(['active', null]);
    expect(await one.events()).toEqual(
      expect.arrayContaining(['letter_sent', 'restricted', 'recovered', 'restored']),
    );
  });

  it('is paid with another card, entered in the portal', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    const { url } = await openBillingPortal(one.owner, { purpose: 'card' });
    const answer = await shop.pay(url);
    expect(answer.headers.get('location')).toContain('/billing');
    await one.forward();
    expect((await one.row()).status).toBe('active');
    await expect(openBillingPortal(await memberOf(one.org, 'member'))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each([
    ['taken back', voidInvoice, ['void', 'invoice_closed', 1]],
    ['given up', writeOffInvoice, ['paid', null, 2]],
  ] as const)('of an invoice that was %s here, and is paid at Stripe, is booked', async (_, close, then) => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await one.fail(1);
    await one.forward();
    const open = await db.invoice.findFirstOrThrow({ where: { organisationId: one.org, status: 'open' } });
    const order = { organisationId: one.org, invoiceId: open.id };
    const finance = await staff(['finance'], one.at().now);
    for (const act of [voidByFinance, writeOffByFinance])
      await expect(act(finance, { ...order, reason: 'A mistake' })).rejects.toMatchObject({
        reason: 'invoiceCollected',
      });
    await transaction((tx) => close(tx, one.job(), order));
    await one.forward();
    await one.sync();
    expect((await booksOf(one.org))['cash:stripe']).toBe(3_800n);
    const [invoice] = (await one.invoices()).slice(-1);
    const paid = await db.payment.findFirstOrThrow({ where: order });
    const bought = (await one.allowances()).filter(({ costMinor }) => costMinor !== null);
    expect([invoice?.status, paid.difference, bought.length]).toEqual(then);
  });

  it('is followed up by jobs alone', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await expect(sendDunning(one.owner)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(compareSubscriptions(one.owner)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a renewal at Stripe', () => {
  it('of which a credit given there pays a part, or all, is paid whole; what was given is a cost', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await one.drift({ balance: -500 });
    await one.forward();
    await one.sync();
    const whole = { status: 'paid', totalMinor: 1_900n, paidMinor: 1_900n };
    expect((await one.invoices()).at(-1)).toMatchObject(whole);
    expect(await booksOf(one.org)).toEqual({
      ...{ 'cash:stripe': 3_300n, promotion_cost: 500n, breakage: -1_900n, deferred_revenue: -1_900n },
    });
    await one.drift({ balance: -1_900 });
    await one.forward();
    await one.sync();
    expect((await one.invoices()).at(-1)).toMatchObject(whole);
    expect(await booksOf(one.org)).toEqual({
      ...{ 'cash:stripe': 3_300n, promotion_cost: 2_400n, breakage: -3_800n, deferred_revenue: -1_900n },
    });
    const paid = await db.payment.findMany({ where: { organisationId: one.org }, orderBy: { id: 'asc' } });
    expect(paid.map(({ receivedMinor }) => receivedMinor)).toEqual([1_900n, 1_400n]);
    expect((await one.allowances()).map(({ costMinor }) => costMinor)).toEqual([
      null,
      1_900n,
      1_900n,
      1_900n,
    ]);
    await expectTied(one.org, 1_900n);
  });

  it('is not left as a draft for an hour: it is finalised when we hear of it, once', async () => {
    await shop.control('/sandbox/settings', { finalizeDelayMs: 3_600_000 });
    try {
      const before = shop.deliveries.length;
      const one = await newSubscriber(shop, { tierCode: 'starter' });
      await shop.delivery('invoice.paid', before);
      const from = shop.deliveries.length;
      await one.forward();
      await Promise.all([one.sync(), one.sync()]);
      const finalised = await shop.delivery('invoice.finalized', from);
      expect(finalised.body).toContain(one.providerId);
      await shop.delivery('invoice.paid', from);
      await one.sync();
      expect((await one.invoices()).map(({ status }) => status)).toEqual(['paid', 'paid']);
      expect((await one.allowances()).at(-1)).toMatchObject({ costMinor: 1_900n });
      await expectTied(one.org, 1_900n);
    } finally {
      await shop.control('/sandbox/settings', { finalizeDelayMs: 0 });
    }
  });
});

describe('the nightly comparison', () => {
  it('finds what was planted, once, and sees it resolved', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    const { id } = await one.row();
    const mine = async () =>
      (await listSubscriptionDifferences(await staff(['finance']))).filter(
        ({ subscriptionId }) => subscriptionId === id,
      );
    const tonight = new Date();
    await compareSubscriptions(job(tonight));
    expect(await mine()).toEqual([]);
    await one.drift({ status: 'past_due' });
    await compareSubscriptions(job(addDays(tonight, 1)));
    await compareSubscriptions(job(addDays(tonight, 2)));
    expect(await mine()).toMatchObject([
      {
        field: 'status',
        here: 'active',
        there: 'past_due',
        seenAt: addDays(tonight, 2).toISOString(),
        resolvedAt: null,
      },
    ]);
    expect((await one.row()).status).toBe('active');
    await one.sync();
    await compareSubscriptions(job(addDays(tonight, 3)));
    expect(await mine()).toMatchObject([{ resolvedAt: addDays(tonight, 3).toISOString() }]);
  });

  it('finds one that Stripe does not know, and one that we do not', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    const { id, providerId } = await one.row();
    await db.subscription.updateMany({
      where: { organisationId: one.org, id },
      data: { providerId: 'sub_lost' },
    });
    await compareSubscriptions(job(new Date()));
    const found = await db.subscriptionDifference.findMany({ where: { organisationId: one.org } });
    expect(found.map(({ here, there }) => [here, there]).sort()).toEqual([
      ['active', 'missing'],
      ['missing', 'active'],
    ]);
    expect(providerId).toMatch(/^sub_/);
  });
});
