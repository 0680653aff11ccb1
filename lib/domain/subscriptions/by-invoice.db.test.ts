import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { openPayment, settlePayment } from '@/lib/domain/payments/steps';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { change } from '@/lib/testing/tiers';
import { cancelSubscription } from './cancel-subscription';
import { getSubscription } from './queries';
import { renewSubscriptions } from './renew-subscriptions';
import { restartSubscription } from './restart-subscription';
import { sendDunning } from './send-dunning';
import { undoChange } from './undo-change';
import { writeWaiting } from './write-waiting';
import { invoiceDraftOf } from './renewal-draft';
import { readTerms } from './terms';
import { issueInvoice } from '@/lib/domain/invoices/steps';

beforeAll(async () => {
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => db.$disconnect());

/** A seller with an account to transfer to. */
async function saveSeller() {
  const account = {
    currency: 'USD',
    holder: 'Seller Ltd',
    bank: 'NatWest',
    iban: 'GB33BUKB20201555555555',
    bic: 'NWBKGB2L',
  };
  const value = {
    ...{
      legalName: 'Seller Ltd',
      line1: '1 High Street',
      line2: '',
      city: 'London',
      region: '',
      postalCode: 'N1',
    },
    ...{ country: 'GB', taxId: '', email: 'billing@example.test', accounts: [account] },
    ...{ series: 'INV', creditSeries: 'CN' },
  };
  await db.setting.upsert({ where: { key: 'seller' }, create: { key: 'seller', value }, update: { value } });
}

/** A tier that waits for the transfer of its first period. */
async function ordered(tierCode = 'starter') {
  const org = await newOrganisation({ freeTier: true });
  const owner = await memberOf(org);
  const terms = await readTerms(db, owner, org, { tierCode, interval: 'month' });
  const id = await transaction(async (tx) => {
    const plan = { kind: 'start' as const, terms, live: null, collection: 'invoice' as const, trialDays: 0 };
    const waiting = await writeWaiting(tx, owner, org, plan);
    await issueInvoice(tx, owner, invoiceDraftOf(waiting, waiting));
    return waiting.id;
  });
  const row = () =>
    db.subscription.findUniqueOrThrow({ where: { organisationId_id: { organisationId: org, id } } });
  const open = () => db.invoice.findFirst({ where: { organisationId: org, status: 'open' } });
  return {
    ...{ org, owner, id, row, open },
    at: (now: Date) => ({ ...owner, now }),
    pay: async (now = NOW) => {
      const invoice = await open();
      if (!invoice) throw new Error('nothing is open');
      const { organisationId, totalMinor: amountMinor, currency } = invoice;
      await transaction(async (tx) => {
        const attempt = {
          organisationId,
          provider: 'bank_transfer' as const,
          invoiceId: invoice.id,
          amountMinor,
          currency,
        };
        const payment = await openPayment(tx, job(now), attempt);
        await settlePayment(tx, job(now), payment, { amountMinor, currency, providerPaymentId: null });
      });
    },
    lots: () =>
      db.lot.findMany({ where: { organisationId: org, subscriptionId: id }, orderBy: { id: 'asc' } }),
    kinds: async () =>
      (await db.mrrMovement.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } })).map(
        ({ kind }) => kind,
      ),
  };
}

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

it('ten minutes of renewals: a thousand are invoiced in seconds', async () => {
  const one = await ordered();
  await one.pay();
  const row = await one.row();
  const count = 1_000;
  for (let nth = 0; nth < count; nth += 100) {
    const orgs = Array.from({ length: 100 }, (_, at) => `org_bench_${String(nth + at).padStart(5, '0')}`);
    await db.organisation.createMany({ data: orgs.map((id) => ({ id, name: id, createdAt: NOW })) });
    await db.subscription.createMany({
      data: orgs.map((organisationId) => ({
        ...row,
        organisationId,
        id: `sub_${organisationId}`,
        couponUseId: null,
      })),
    });
  }
  const started = performance.now();
  expect(await renewSubscriptions(job(row.periodEnd))).toBe(count + 1);
  const perMinute = (count / (performance.now() - started)) * 60_000;
  console.log(`${Math.round(perMinute)} renewals with invoices a minute`);
  expect(perMinute).toBeGreaterThan(10_000);
}, 60_000);
