import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { ordered, saveSeller } from '@/lib/testing/by-invoice';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
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
