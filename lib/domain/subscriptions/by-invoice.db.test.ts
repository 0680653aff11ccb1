import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { ordered, saveSeller } from '@/lib/testing/by-invoice';
import { voidByFinance, writeOffByFinance } from '@/lib/domain/payments/close-by-finance';
import { openPayment, settlePayment } from '@/lib/domain/payments/steps';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { change } from '@/lib/testing/tiers';
import { cancelSubscription } from './cancel-subscription';
import { getSubscription } from './queries';
import { renewSubscriptions } from './renew-subscriptions';
import { restartSubscription } from './restart-subscription';
import { sendDunning } from './send-dunning';
import { undoChange } from './undo-change';

beforeAll(async () => {
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => db.$disconnect());

describe('a tier that is paid by invoice', () => {
  it('begins when its invoice is paid, and ends the free one', async () => {
    const one = await ordered();
    expect((await one.row()).status).toBe('incomplete');
    expect(await getSubscription(one.owner)).toMatchObject({ isFree: true });
    await one.pay();
    expect(await one.row()).toMatchObject({ status: 'active', periodStart: NOW });
    expect(await getSubscription(one.owner)).toMatchObject({ isFree: false, allowance: { total: '200' } });
    expect(await one.lots()).toMatchObject([{ grantedMicro: credits(200), costMinor: 1900n }]);
    expect(await booksOf(one.org)).toMatchObject({ 'cash:bank_transfer': 1900n, deferred_revenue: -1900n });
    expect(await one.kinds()).toEqual(['new']);
  });

  it('is invoiced once for each period, whoever asks; the period turns when that is paid', async () => {
    const one = await ordered();
    await one.pay();
    const { periodEnd } = await one.row();
    const later = job(periodEnd);
    await Promise.all([renewSubscriptions(later), renewSubscriptions(later), renewSubscriptions(later)]);
    const invoices = await db.invoice.findMany({
      where: { organisationId: one.org },
      orderBy: { id: 'asc' },
    });
    expect(invoices.map(({ status }) => status)).toEqual(['paid', 'open']);
    expect((await one.row()).periodEnd).toEqual(periodEnd);
    await one.pay(addDays(periodEnd, 3));
    expect(await one.row()).toMatchObject({ periodStart: periodEnd, status: 'active' });
    expect(await one.lots()).toHaveLength(2);
    expect(await one.kinds()).toEqual(['new']);
  });

  it('with a coupon counts its months from the payment, and not one more where the clocks change', async () => {
    const terms = {
      name: 'Winter',
      percentBps: 5000,
      duration: 'repeating',
      months: 5,
      scope: 'tiers',
    } as const;
    const since = new Date('2020-01-01');
    await db.coupon.create({ data: { ...terms, code: 'WINTER', startsAt: since, createdAt: since } });
    const one = await ordered('starter', { couponCode: 'WINTER', timeZone: 'Europe/Berlin' });
    await one.pay(addDays(NOW, 10));
    for (let period = 2; period <= 6; period++) {
      const { periodEnd } = await one.row();
      await renewSubscriptions(job(periodEnd));
      await one.pay(periodEnd);
    }
    const invoices = await db.invoice.findMany({
      where: { organisationId: one.org },
      orderBy: { id: 'asc' },
    });
    const half = 950n;
    expect(invoices.map(({ totalMinor }) => totalMinor)).toEqual([half, half, half, half, half, 1900n]);
  });

  it('that is not paid by its day is late, is reduced, and restored by the payment', async () => {
    const one = await ordered();
    await one.pay();
    const { periodEnd } = await one.row();
    await renewSubscriptions(job(periodEnd));
    await sendDunning(job(addDays(periodEnd, 10)));
    expect((await one.row()).status).toBe('active');
    await sendDunning(job(addDays(periodEnd, 16)));
    expect((await one.row()).status).toBe('past_due');
    await sendDunning(job(addDays(periodEnd, 24)));
    const wallet = () => db.wallet.findUniqueOrThrow({ where: { organisationId: one.org } });
    expect((await wallet()).restrictedAt).not.toBeNull();
    await one.pay(addDays(periodEnd, 25));
    expect([(await one.row()).status, (await wallet()).restrictedAt]).toEqual(['active', null]);
  });

  it('begins its first period with the payment, however long that took', async () => {
    const one = await ordered();
    expect(await one.open()).toMatchObject({ periodStart: null, periodEnd: null });
    const paidAt = addDays(NOW, 40);
    await one.pay(paidAt);
    const { periodEnd, ...row } = await one.row();
    expect(row).toMatchObject({ status: 'active', periodStart: paidAt, startedAt: paidAt });
    expect(periodEnd.getTime()).toBeGreaterThan(addDays(paidAt, 27).getTime());
    expect(await one.lots()).toMatchObject([{ periodStart: paidAt, expiresAt: periodEnd, costMinor: 1900n }]);
    const lines = await db.invoiceLine.findMany({ where: { organisationId: one.org } });
    expect(lines).toMatchObject([{ periodStart: paidAt, periodEnd }]);
    const other = { where: { organisationId: one.org }, data: { periodStart: NOW } };
    await expect(db.invoice.updateMany(other)).rejects.toThrow('violated');
    await expect(db.invoiceLine.updateMany(other)).rejects.toThrow('violated');
  });

  it('changes with the next period, and ends with it', async () => {
    const one = await ordered('professional');
    await one.pay();
    const { periodEnd } = await one.row();
    expect(await change(one.owner, { tierCode: 'starter' })).toEqual({ url: null });
    await undoChange(one.owner);
    await change(one.owner, { tierCode: 'starter' });
    await renewSubscriptions(job(periodEnd));
    expect(await one.open()).toMatchObject({ totalMinor: 1900n });
    await one.pay(periodEnd);
    expect(await one.row()).toMatchObject({ tierCode: 'starter', periodStart: periodEnd });
    expect(await one.kinds()).toEqual(['new', 'contraction']);
    await cancelSubscription(one.at(addDays(periodEnd, 1)));
    await renewSubscriptions(job((await one.row()).periodEnd));
    expect((await one.row()).status).toBe('cancelled');
    expect(await getSubscription(one.at(addDays(periodEnd, 40)))).toMatchObject({ isFree: true });
    expect(await one.kinds()).toEqual(['new', 'contraction', 'churn']);
  });
});

describe('a tier whose invoice is paid when another one was bought by card meanwhile', () => {
  it('is over, and the card goes on; the credits of the period that was paid are the customer’s', async () => {
    const one = await ordered();
    const card = await db.subscription.findFirstOrThrow({
      where: { organisationId: one.org, collection: 'free' },
    });
    const where = { organisationId_id: { organisationId: one.org, id: card.id } };
    const byCard = { collection: 'stripe', providerId: `sub_${card.id}` } as const;
    await db.subscription.update({ where, data: byCard });
    await one.pay();
    expect(await db.subscription.findUnique({ where })).toMatchObject({ ...byCard, status: 'active' });
    expect(await one.row()).toMatchObject({ status: 'cancelled' });
    expect(await one.lots()).toMatchObject([{ grantedMicro: credits(200), costMinor: 1900n }]);
    expect(await one.kinds()).toEqual([]);
  });
});

describe('a renewal by invoice that nobody pays', () => {
  async function late() {
    const one = await ordered();
    await one.pay();
    const { periodEnd } = await one.row();
    await renewSubscriptions(job(periodEnd));
    await sendDunning(job(addDays(periodEnd, 16)));
    await sendDunning(job(addDays(periodEnd, 24)));
    const invoice = await db.invoice.findFirstOrThrow({ where: { organisationId: one.org, status: 'open' } });
    return { ...one, invoice, then: addDays(periodEnd, 25) };
  }
  const expectOver = async ({ org, row, kinds, then }: Awaited<ReturnType<typeof late>>) => {
    expect(await row()).toMatchObject({ status: 'cancelled', pastDueSince: null });
    expect(await kinds()).toEqual(['new', 'churn']);
    const wallet = await db.wallet.findUniqueOrThrow({ where: { organisationId: org } });
    expect(wallet.restrictedAt).toBeNull();
    const events = await db.subscriptionEvent.findMany({ where: { organisationId: org } });
    expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ended', 'restored']));
    const before = await db.invoice.count({ where: { organisationId: org } });
    await renewSubscriptions(job(addDays(then, 60)));
    await sendDunning(job(addDays(then, 60)));
    expect(await db.invoice.count({ where: { organisationId: org } })).toBe(before);
  };

  it.each([
    ['takes back', voidByFinance, 'void'],
    ['gives up', writeOffByFinance, 'uncollectible'],
  ] as const)('ends with the invoice that finance %s', async (_, close, status) => {
    const one = await late();
    const order = { organisationId: one.org, invoiceId: one.invoice.id, reason: 'By phone' };
    const finance = await staff(['finance'], one.then);
    expect(await close(finance, order)).toMatchObject({ status });
    await close(finance, order);
    await expectOver(one);
    expect(await one.lots()).toHaveLength(1);
  });

  it('ends at once when it is cancelled, and its invoice is void', async () => {
    const one = await late();
    expect(await getSubscription(one.at(one.then))).toMatchObject({ endsAtOnce: true });
    await cancelSubscription(one.at(one.then));
    await expect(cancelSubscription(one.at(one.then))).rejects.toMatchObject({ reason: 'noSubscription' });
    expect(await db.invoice.count({ where: { organisationId: one.org, status: 'void' } })).toBe(1);
    await expectOver(one);
  });

  it('is paid after all: the period is the customer’s, and nothing begins again', async () => {
    const one = await late();
    const order = { organisationId: one.org, invoiceId: one.invoice.id, reason: 'Given up' };
    await writeOffByFinance(await staff(['finance'], one.then), order);
    const { totalMinor: amountMinor, currency } = one.invoice;
    const ctx = job(addDays(one.then, 1));
    await transaction(async (tx) => {
      const attempt = { organisationId: one.org, provider: 'bank_transfer', amountMinor, currency } as const;
      const payment = await openPayment(tx, ctx, { ...attempt, invoiceId: one.invoice.id });
      await settlePayment(tx, ctx, payment, { amountMinor, currency, providerPaymentId: null });
    });
    expect([(await one.row()).status, (await one.lots()).length]).toEqual(['cancelled', 2]);
  });

  it('that waits for its first payment is given up with its invoice', async () => {
    const one = await ordered();
    const order = { organisationId: one.org, invoiceId: (await one.open())?.id ?? '', reason: 'A mistake' };
    await voidByFinance(await staff(['finance']), order);
    expect((await one.row()).status).toBe('cancelled');
  });
});

describe('a tier that a customer wants to pay by invoice', () => {
  it('leads to the page of its payment; chosen again, the first invoice is void', async () => {
    await saveSeller();
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org);
    const byInvoice = { tierCode: 'starter', payBy: 'invoice' as const };
    const first = await change(owner, byInvoice);
    expect(first.url).toContain('/billing/payments/pay_');
    await change(owner, { ...byInvoice, tierCode: 'professional' });
    const invoices = await db.invoice.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } });
    expect(invoices.map(({ status, totalMinor }) => [status, totalMinor])).toEqual([
      ['void', 1900n],
      ['open', 7900n],
    ]);
    expect(await getSubscription(owner)).toMatchObject({ isFree: true });
    await expect(change(owner, { tierCode: 'free' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('finds its payment page again when a period is late', async () => {
    await saveSeller();
    const one = await ordered();
    await one.pay();
    await expect(restartSubscription(one.owner)).rejects.toMatchObject({ reason: 'notLapsed' });
    await renewSubscriptions(job((await one.row()).periodEnd));
    const [first, again] = [await restartSubscription(one.owner), await restartSubscription(one.owner)];
    expect(first.url).toContain('/billing/payments/pay_');
    expect(again).toEqual(first);
    expect(await getSubscription(one.owner)).toMatchObject({ openPaymentId: first.url?.split('/').at(-1) });
  });
});
