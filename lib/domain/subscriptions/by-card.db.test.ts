import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { DAY_MS, addDays } from '@/lib/core/time';
import { ensurePrice } from '@/lib/integrations/stripe/billing-catalogue';
import { receive } from '@/lib/testing/deliveries';
import { ensureCatalogue, job } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { openShop } from '@/lib/testing/shop';
import { change, expectTied, newSubscriber } from '@/lib/testing/tiers';
import { applyRemote } from './apply-remote';
import { cancelSubscription } from './cancel-subscription';
import { changeSubscription } from './change-subscription';
import { pauseSubscription } from './pause-subscription';
import { previewChange } from './preview-change';
import { getSubscription } from './queries';
import { readRemote } from './remote';
import { restartSubscription } from './restart-subscription';
import { resumeSubscription } from './resume-subscription';
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

  it('never goes back to an answer that was asked for before the last one, whoever brings it later', async () => {
    const one = await newSubscriber(shop, starter);
    const old = await readRemote(one.org, one.providerId);
    if (old.kind !== 'found') throw new Error('the provider knows it');
    await change(one.at(), professional);
    const before = await one.allowances();
    const ctx = job(addDays(new Date(), 1), one.org);
    const said = { ...old, ctx, organisationId: one.org, remote: old.subscription };
    await transaction((tx) => applyRemote(tx, ctx, said));
    expect(await one.row()).toMatchObject(professional);
    await one.sync();
    expect(await one.allowances()).toEqual(before);
  });

  it('is a higher tier at Stripe that nobody paid for: no credits come of it', async () => {
    const one = await newSubscriber(shop, starter);
    const before = await one.allowances();
    const month = { interval: 'month', currency: 'USD', taxRateId: null } as const;
    const price = { ...professional, ...month, tierName: 'Professional', amountMinor: 7_900n };
    await one.drift({ price: await ensurePrice(price) });
    await one.sync();
    expect(await one.row()).toMatchObject(professional);
    expect(await one.allowances()).toEqual(before);
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
    const words = ['Starter, not used any more', 'Change from Starter to Professional'];
    expect(preview.lines.map(({ description }) => description)).toEqual(words);
    await expect(changeSubscription(one.at(), { ...professional, dueNowMinor: '1' })).rejects.toMatchObject({
      reason: 'changeCostDiffers',
    });
    const { dueNowMinor } = preview;
    expect(await changeSubscription(one.at(), { ...professional, dueNowMinor })).toEqual({ url: null });
    expect(await one.row()).toMatchObject({ tierCode: 'professional', priceMinor: 7900n, periodEnd });
    const { id: invoiceId } = (await one.invoices()).at(-1) ?? { id: '' };
    const lines = await db.invoiceLine.findMany({ where: { invoiceId }, orderBy: { position: 'asc' } });
    expect(lines.map(({ description }) => description)).toEqual(words.toReversed());
    const lot = (await one.allowances()).at(-1);
    expect(lot?.costMinor).toBe(BigInt(dueNowMinor));
    // A lot of a change begins a millisecond later, so that it is none of the period's own.
    const at = (lot?.periodStart?.getTime() ?? 0) - 1;
    const rest = BigInt(periodEnd.getTime() - at);
    const whole = BigInt(periodEnd.getTime() - periodStart.getTime());
    // What was promised, in whole credits.
    expect(lot?.grantedMicro).toBe(credits(BigInt(preview.creditsNow)));
    expect(BigInt(preview.creditsNow)).toBe((800n * rest + whole - 1n) / whole);
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
