import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { receive } from '@/lib/testing/deliveries';
import { ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { openShop } from '@/lib/testing/shop';
import { change, newSubscriber } from '@/lib/testing/tiers';
import { cancelSubscription } from './cancel-subscription';
import { changeSubscription } from './change-subscription';
import { pauseSubscription } from './pause-subscription';
import { previewChange } from './preview-change';
import { getSubscription, listSubscriptionEvents } from './queries';
import { restartSubscription } from './restart-subscription';
import { resumeSubscription } from './resume-subscription';
import { sweepWaiting } from './sweep-waiting';
import { syncSubscription } from './sync-subscription';
import { undoChange } from './undo-change';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

const starter = { tierCode: 'starter' };
const professional = { tierCode: 'professional' };

/** Deltas of MRR sum to what recurs, and the wallet's paid lots are what is deferred. */
async function expectTied(org: string, mrrMinor: bigint) {
  const moves = await db.mrrMovement.findMany({ where: { organisationId: org } });
  expect(moves.reduce((sum, { deltaMinor }) => sum + deltaMinor, 0n)).toBe(mrrMinor);
  const lots = await db.lot.findMany({ where: { organisationId: org, costMinor: { not: null } } });
  const deferred = lots.reduce((sum, lot) => sum + (lot.costMinor ?? 0n) - lot.recognisedMinor, 0n);
  expect((await booksOf(org)).deferred_revenue ?? 0n).toBe(-deferred);
}

describe('a tier that is bought by card', () => {
  it('begins with its first payment: the free one ends, the allowance is granted at what was paid', async () => {
    const one = await newSubscriber(shop, starter);
    expect(await one.row()).toMatchObject({ status: 'active', tierCode: 'starter', priceMinor: 1900n });
    const [free, paid] = await one.allowances();
    expect(free).toMatchObject({ costMinor: null });
    expect(paid).toMatchObject({ grantedMicro: credits(200), costMinor: 1900n });
    expect(paid?.expiresAt).toEqual((await one.row()).periodEnd);
    expect(await one.invoices()).toMatchObject([{ status: 'paid', totalMinor: 1900n }]);
    expect(await booksOf(one.org)).toEqual({ 'cash:stripe': 1900n, deferred_revenue: -1900n });
    expect(await one.movements()).toMatchObject([{ kind: 'new', deltaMinor: 1900n, tierCode: 'starter' }]);
    expect(await getSubscription(one.owner)).toMatchObject({
      ...{ status: 'active', collection: 'stripe', allowance: { total: '200', used: '0' } },
      nextCharge: { amountMinor: '1900' },
    });
    await expectTied(one.org, 1900n);
  });

  it('grants once, however often and in whatever order its events come, a hundred times in parallel', async () => {
    const from = shop.deliveries.length;
    const one = await newSubscriber(shop, professional);
    await shop.delivery('invoice.paid', from);
    await shop.delivery('checkout.session.completed', from);
    const mine = shop.deliveries.slice(from).filter(({ body }) => body.includes(one.providerId));
    expect(mine.length).toBeGreaterThan(5);
    for (const delivery of [...mine].reverse()) await receive(delivery);
    for (const delivery of mine) expect(await receive(delivery)).toMatchObject({ received: true });
    const ids = { organisationId: one.org, subscriptionId: one.providerId };
    const runs = Array.from({ length: 100 }, (_, nth) =>
      syncSubscription(job(new Date(Date.now() + (nth % 7))), ids),
    );
    await Promise.all(runs);
    expect((await one.allowances()).filter(({ costMinor }) => costMinor !== null)).toHaveLength(1);
    expect(await one.invoices()).toHaveLength(1);
    expect(await one.movements()).toHaveLength(1);
    await expectTied(one.org, 7900n);
  }, 60_000);

  it('renews with the payment, each period once', async () => {
    const one = await newSubscriber(shop, starter);
    await one.forward();
    await one.sync();
    expect((await one.allowances()).map(({ costMinor }) => costMinor)).toEqual([null, 1900n, 1900n]);
    expect(await one.invoices()).toHaveLength(2);
    expect(await one.events()).toContain('renewed');
    await expectTied(one.org, 1900n);
  });

  it('that is not paid grants nothing, reduces after a time, and is restored by the payment', async () => {
    const one = await newSubscriber(shop, starter);
    await one.fail(2);
    await one.forward();
    expect(await one.row()).toMatchObject({ status: 'past_due', failedAttempts: 1 });
    expect((await one.allowances()).filter(({ costMinor }) => costMinor !== null)).toHaveLength(1);
    expect((await one.invoices()).at(-1)).toMatchObject({ status: 'open', paidMinor: 0n });
    const payments = await db.payment.findMany({ where: { organisationId: one.org, status: 'failed' } });
    expect(payments).toMatchObject([{ provider: 'stripe', attempts: 1 }]);
    await one.forward({ times: 2 });
    expect(await one.row()).toMatchObject({ status: 'active', pastDueSince: null, failedAttempts: 0 });
    expect((await one.allowances()).filter(({ costMinor }) => costMinor !== null)).toHaveLength(2);
    expect(await one.events()).toEqual(expect.arrayContaining(['payment_failed', 'recovered']));
    await expectTied(one.org, 1900n);
  });

  it('that was given up is paid by its customer and goes on', async () => {
    const one = await newSubscriber(shop, starter);
    await one.fail(10);
    await one.forward({ times: 4 });
    expect((await one.row()).status).toBe('unpaid');
    expect((await one.movements()).map(({ kind }) => kind)).toEqual(['new', 'churn']);
    const waits = await restartSubscription(one.at());
    expect(waits.url).toContain('/invoice/');
    await one.fail(0);
    expect(await restartSubscription(one.at())).toEqual({ url: null });
    expect((await one.row()).status).toBe('active');
    expect((await one.movements()).map(({ kind }) => kind)).toEqual(['new', 'churn', 'reactivation']);
    await expect(restartSubscription(one.at())).rejects.toMatchObject({ reason: 'notLapsed' });
  });
});

describe('a change', () => {
  it('upwards is charged as it was shown, and brings the difference for the rest of the period', async () => {
    const one = await newSubscriber(shop, starter);
    const { periodStart, periodEnd } = await one.row();
    await one.forward({ until: new Date(periodStart.getTime() + 10 * DAY_MS).toISOString() });
    const preview = await previewChange(one.at(), professional);
    expect(preview.lines).toHaveLength(2);
    await expect(changeSubscription(one.at(), { ...professional, dueNowMinor: '1' })).rejects.toMatchObject({
      reason: 'changeCostDiffers',
    });
    const { dueNowMinor } = preview;
    expect(await changeSubscription(one.at(), { ...professional, dueNowMinor })).toEqual({ url: null });
    expect(await one.row()).toMatchObject({ tierCode: 'professional', priceMinor: 7900n, periodEnd });
    const lot = (await one.allowances()).at(-1);
    expect(lot?.costMinor).toBe(BigInt(dueNowMinor));
    // A lot of a change begins a millisecond later, so that it is none of the period's own.
    const at = (lot?.periodStart?.getTime() ?? 0) - 1;
    const rest = BigInt(periodEnd.getTime() - at);
    const whole = BigInt(periodEnd.getTime() - periodStart.getTime());
    expect(lot?.grantedMicro).toBe((credits(800) * rest) / whole);
    expect((await one.movements()).at(-1)).toMatchObject({ kind: 'expansion', deltaMinor: 6000n });
    await expect(change(one.at(), professional)).rejects.toMatchObject({ reason: 'subscribedAlready' });
    await expectTied(one.org, 7900n);
  });

  it('upwards twice in one moment brings both differences', async () => {
    const one = await newSubscriber(shop, starter);
    await change(one.at(), professional);
    await change(one.at(), { tierCode: 'business' });
    const lots = (await one.allowances()).filter(({ costMinor }) => costMinor !== null);
    const total = lots.reduce((sum, { grantedMicro }) => sum + grantedMicro, 0n);
    // All of the third tier's allowance, but for the part of ten minutes that may have gone.
    expect(lots).toHaveLength(3);
    expect(total).toBeGreaterThan(credits(2_990));
    expect(total).toBeLessThanOrEqual(credits(3_000));
    await expectTied(one.org, 19_900n);
  });

  it('upwards that the card does not pay changes nothing until it is paid', async () => {
    const one = await newSubscriber(shop, starter);
    await one.fail(1);
    const { url } = await change(one.at(), professional);
    expect(url).toContain('/invoice/');
    expect((await one.row()).tierCode).toBe('starter');
    expect((await shop.pay(url ?? '')).status).toBe(200);
    await one.sync();
    expect((await one.row()).tierCode).toBe('professional');
    await expectTied(one.org, 7900n);
  });

  it('downwards follows with the next period; undone, nothing follows', async () => {
    const one = await newSubscriber(shop, professional);
    expect(await change(one.at(), starter)).toEqual({ url: null });
    expect(await getSubscription(one.at())).toMatchObject({
      tierCode: 'professional',
      pending: { tierCode: 'starter' },
    });
    await undoChange(one.at());
    expect(await getSubscription(one.at())).toMatchObject({ pending: null });
    await expect(undoChange(one.at())).rejects.toMatchObject({ reason: 'nothingToUndo' });
    await change(one.at(), starter);
    await one.forward();
    expect(await one.row()).toMatchObject({ tierCode: 'starter', pendingTierCode: null, priceMinor: 1900n });
    expect((await one.allowances()).at(-1)).toMatchObject({ grantedMicro: credits(200), costMinor: 1900n });
    await one.sync();
    expect((await one.movements()).map(({ deltaMinor }) => deltaMinor)).toEqual([7900n, -6000n]);
    // The schedule was let go, so that the tier can be cancelled and paused.
    await cancelSubscription(one.at());
    expect((await one.row()).cancelAtPeriodEnd).toBe(true);
    await expectTied(one.org, 1900n);
  });

  it('ends with the period, is taken back, and then brings the free tier again', async () => {
    const one = await newSubscriber(shop, starter);
    await cancelSubscription(one.at());
    await expect(cancelSubscription(one.at())).rejects.toMatchObject({ reason: 'cancelledAlready' });
    await undoChange(one.at());
    expect((await one.row()).cancelAtPeriodEnd).toBe(false);
    await cancelSubscription(one.at());
    await one.forward();
    expect((await one.row()).status).toBe('cancelled');
    expect(await getSubscription(one.at())).toMatchObject({ isFree: true, status: 'active' });
    expect((await one.movements()).at(-1)).toMatchObject({ kind: 'churn', afterMinor: 0n });
    await expectTied(one.org, 0n);
  });

  it('to a pause stops the periods; resumed, a new one is paid', async () => {
    const one = await newSubscriber(shop, starter);
    await pauseSubscription(one.at());
    expect((await one.row()).status).toBe('paused');
    await expect(change(one.at(), professional)).rejects.toMatchObject({ reason: 'subscriptionPaused' });
    await one.forward({ until: new Date(Date.now() + 50 * DAY_MS).toISOString() });
    expect(await one.invoices()).toHaveLength(1);
    await one.fail(1);
    expect((await resumeSubscription(one.at())).url).toContain('/invoice/');
    expect(await resumeSubscription(one.at())).toEqual({ url: null });
    expect(await one.row()).toMatchObject({ status: 'active' });
    expect((await one.allowances()).filter(({ costMinor }) => costMinor !== null)).toHaveLength(2);
    expect((await one.movements()).map(({ kind }) => kind)).toEqual(['new', 'churn', 'reactivation']);
    await expectTied(one.org, 1900n);
  });
});

describe('terms', () => {
  it('of a year bring twelve allowances and a twelfth of the price each month', async () => {
    const tier = await db.tierPrice.findFirst({
      where: { tierCode: 'starter', interval: 'year', currency: 'USD' },
    });
    const priceMinor = tier?.priceMinor ?? 19_000n;
    if (!tier)
      await db.tierPrice.create({
        data: { tierCode: 'starter', currency: 'USD', interval: 'year', priceMinor },
      });
    const one = await newSubscriber(shop, { ...starter, interval: 'year' });
    expect((await one.allowances()).at(-1)).toMatchObject({
      grantedMicro: credits(2400),
      costMinor: priceMinor,
    });
    await expectTied(one.org, priceMinor / 12n);
  });

  it('with a trial charge nothing, grant the allowance, and are given once', async () => {
    await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 14 } });
    try {
      const one = await newSubscriber(shop, starter);
      expect((await one.row()).status).toBe('trialing');
      expect((await one.allowances()).at(-1)).toMatchObject({ grantedMicro: credits(200), costMinor: null });
      expect([await one.invoices(), await one.movements()]).toEqual([[], []]);
      await one.forward();
      expect(await one.events()).toContain('trial_ending');
      await one.forward();
      expect((await one.row()).status).toBe('active');
      expect((await one.allowances()).at(-1)).toMatchObject({ costMinor: 1900n });
      await cancelSubscription(one.at());
      await one.forward();
      expect(await previewChange(one.at(), starter)).toMatchObject({
        trialEndsAt: null,
        dueNowMinor: '1900',
      });
    } finally {
      await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 0 } });
    }
  });

  it('with a coupon take it off for its months, and MRR knows', async () => {
    await db.coupon.create({
      data: {
        ...{
          code: 'SPRING',
          name: 'Spring',
          percentBps: 2000,
          duration: 'repeating',
          months: 3,
          scope: 'tiers',
        },
        ...{ startsAt: new Date('2020-01-01'), createdAt: new Date('2020-01-01') },
      },
    });
    const one = await newSubscriber(shop, { ...starter, couponCode: 'SPRING' });
    await one.forward({ times: 3 });
    expect((await one.invoices()).map(({ totalMinor }) => totalMinor)).toEqual([1520n, 1520n, 1520n, 1900n]);
    await expectTied(one.org, 1900n);
    await expect(previewChange(one.at(), { ...professional, couponCode: 'SPRING' })).rejects.toMatchObject({
      fields: { couponCode: 'couponUsed' },
    });
  });

  it('of a tier that left the catalogue go on as they were agreed', async () => {
    const one = await newSubscriber(shop, starter);
    await db.tier.update({ where: { code: 'starter' }, data: { active: false, allowanceMicro: 1n } });
    try {
      await one.forward();
      expect((await one.allowances()).at(-1)).toMatchObject({ grantedMicro: credits(200), costMinor: 1900n });
      await expect(change(await memberOf(await newOrganisation(), 'owner'), starter)).rejects.toMatchObject({
        reason: 'tierGone',
      });
    } finally {
      await db.tier.update({
        where: { code: 'starter' },
        data: { active: true, allowanceMicro: credits(200) },
      });
    }
  });

  it('in a currency without a price are refused', async () => {
    const org = await newOrganisation();
    await db.organisation.update({ where: { id: org }, data: { currency: 'KWD' } });
    await expect(previewChange(await memberOf(org), starter)).rejects.toMatchObject({
      reason: 'tierWithoutPrice',
    });
  });
});

describe('two tabs', () => {
  it('buy one tier: the page that was open before is closed', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org, 'owner', new Date());
    const first = await change(owner, starter);
    const second = await change(owner, professional);
    expect((await shop.pay(first.url ?? '')).status).not.toBe(303);
    expect((await shop.pay(second.url ?? '')).status).toBe(303);
    await expect(change(owner, starter)).rejects.toMatchObject({ code: 'conflict' });
    expect(await getSubscription(owner)).toMatchObject({ tierCode: 'professional', status: 'active' });
  });

  it('that pay at the same moment: one tier begins, what the other paid is kept for finance', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org, 'owner', new Date());
    const pages = await Promise.all([change(owner, starter), change(owner, professional)]);
    const waiting = await db.subscription.findMany({ where: { organisationId: org, status: 'incomplete' } });
    expect(waiting).toHaveLength(2);
    for (const { url } of pages) expect((await shop.pay(url ?? '')).status).toBe(303);
    for (const { id } of waiting)
      await syncSubscription(job(new Date()), { organisationId: org, subscriptionId: id });
    const rows = await db.subscription.findMany({ where: { organisationId: org, collection: 'stripe' } });
    expect(rows.map(({ status }) => status).sort()).toEqual(['active', 'cancelled']);
    const payments = await db.payment.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } });
    expect(payments.map(({ difference }) => difference)).toEqual([null, 'invoice_closed']);
    expect(await db.lot.count({ where: { organisationId: org, costMinor: { not: null } } })).toBe(1);
    const books = await booksOf(org);
    expect(books.customer_balance).toBe(-(payments[1]?.receivedMinor ?? 0n));
  });

  it('left alone are given up; one whose event never came begins', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org, 'owner', new Date());
    const { url } = await change(owner, starter);
    await shop.pay(url ?? '');
    const other = await newOrganisation({ freeTier: true });
    await change(await memberOf(other, 'owner', new Date()), starter);
    const waits = await db.subscription.findFirstOrThrow({
      where: { organisationId: other, status: 'incomplete' },
    });
    await shop.control(`/sandbox/checkout/${waits.providerId}/expire`);
    await sweepWaiting(job(new Date(Date.now() + 2 * 3_600_000)));
    expect(await getSubscription(owner)).toMatchObject({ tierCode: 'starter', status: 'active' });
    expect(await db.subscription.count({ where: { organisationId: other, status: 'cancelled' } })).toBe(1);
  });

  it('of others see nothing, and members without the right change nothing', async () => {
    const one = await newSubscriber(shop, starter);
    const stranger = await memberOf(await newOrganisation({ freeTier: true }), 'owner', new Date());
    expect(await getSubscription(stranger)).toMatchObject({ isFree: true });
    expect(await listSubscriptionEvents(stranger)).toEqual([]);
    await syncSubscription(job(new Date()), {
      organisationId: stranger.organisationId ?? '',
      subscriptionId: one.providerId,
    });
    expect(await getSubscription(stranger)).toMatchObject({ isFree: true });
    const member = await memberOf(one.org, 'member', new Date());
    for (const verb of [
      cancelSubscription,
      undoChange,
      pauseSubscription,
      resumeSubscription,
      restartSubscription,
    ])
      await expect(verb(member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeSubscription(member, { ...professional, dueNowMinor: '0' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
