import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays, dayIn } from '@/lib/core/time';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, paidCheckout, paymentById, sums, take, walletOf } from '@/lib/testing/payments';
import { type Delivery, openShop } from '@/lib/testing/shop';
import { listRefunds } from './queries';
import { requestRefund } from './request-refund';
import { retryRefund } from './retry-refund';
import { runRefund } from './run-refund';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());
const next = (outcome: string) => shop.control('/sandbox/refunds/next', { outcome });
const run = (organisationId: string, refundId: string) =>
  runRefund(job(new Date()), { organisationId, refundId });
const refundOf = (id: string) => db.refund.findFirstOrThrow({ where: { id }, include: { creditNote: true } });

async function atStripe(intent: string) {
  const answer = (await (await fetch(`${shop.url}/sandbox/refunds`)).json()) as {
    refunds: { id: string; amount: number; payment_intent: string }[];
  };
  return answer.refunds.filter(({ payment_intent }) => payment_intent === intent);
}

async function refund(paymentId: string, amountMinor?: string) {
  const { refundId } = await requestRefund(await finance(), { paymentId, amountMinor, reason: 'Sorry' });
  return refundId;
}

describe('a refund', () => {
  it('takes back by difference, with credit notes and a journal that ends at nothing', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    await run(org, await refund(paymentId, '500'));
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 187_500_000n });
    expect(await sums(org)).toEqual({ 'cash:stripe': 1500n, deferred_revenue: -1500n });
    const last = await refund(paymentId);
    await run(org, last);
    expect(await refundOf(last)).toMatchObject({
      ...{ status: 'succeeded', amountMinor: 1500n, clawedMicro: 187_500_000n, owedMicro: 0n },
      creditNote: { totalMinor: 1500n },
    });
    expect(await sums(org)).toEqual({});
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n, owedMicro: 0n });
    expect(await paymentById(paymentId)).toMatchObject({ refundedMinor: 2000n });
    expect(await broken()).toEqual([]);
  });

  it('of credits that were used leaves what was earned in refunds, and a debt', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    await spendCredits(db, job(new Date(), org), org, { amountMicro: credits(100) });
    await run(org, await refund(paymentId));
    expect(await sums(org)).toEqual({ refunds: 800n, revenue: -800n });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n, owedMicro: credits(100) });
    expect(await broken()).toEqual([]);
  });

  it('is sent once though its job runs many times, and told to those who pay', async () => {
    const { org, paymentId, intent } = await paidCheckout(shop);
    const refundId = await refund(paymentId, '700');
    await Promise.all(Array.from({ length: 6 }, () => run(org, refundId)));
    await run(org, refundId);
    expect(await atStripe(intent)).toHaveLength(1);
    expect(await refundOf(refundId)).toMatchObject({ status: 'succeeded', amountMinor: 700n });
    expect(await sums(org)).toEqual({ 'cash:stripe': 1300n, deferred_revenue: -1300n });
  });

  it('is asked for by one run at a time, and by the next when that one died', async () => {
    const { org, paymentId, intent } = await paidCheckout(shop);
    const refundId = await refund(paymentId, '700');
    const busyUntil = new Date(Date.now() + 60_000);
    await db.refund.updateMany({ where: { id: refundId }, data: { busyUntil } });
    await run(org, refundId);
    expect(await refundOf(refundId)).toMatchObject({ status: 'pending', attempts: 0, busyUntil });
    expect(await atStripe(intent)).toHaveLength(0);
    await runRefund(job(addDays(busyUntil, 1)), { organisationId: org, refundId });
    expect(await refundOf(refundId)).toMatchObject({ status: 'succeeded', attempts: 1, busyUntil: null });
  });

  it('by hand that is sent twice is booked once', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const order = { paymentId, amountMinor: '500', reason: 'Sorry', isByHand: true, token: 'form-0001' };
    const ctx = await finance();
    const answers = await Promise.all([requestRefund(ctx, order), requestRefund(ctx, order)]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await paymentById(paymentId)).toMatchObject({ refundedMinor: 500n });
    expect(await broken()).toEqual([]);
    expect(await db.creditNote.count({ where: { organisationId: org } })).toBe(1);
  });

  it('waits, visibly, while the provider is down; then it is sent once', async () => {
    const { org, paymentId, intent } = await paidCheckout(shop);
    const refundId = await refund(paymentId, '700');
    await next('unreachable');
    for (const attempts of [1, 2]) {
      await run(org, refundId);
      expect(await refundOf(refundId)).toMatchObject({
        ...{ status: 'pending', attempts, failure: 'stripe_unavailable' },
      });
    }
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, deferred_revenue: -2000n });
    await next('succeeds');
    await retryRefund(await finance(), { refundId });
    await run(org, refundId);
    expect(await refundOf(refundId)).toMatchObject({ status: 'succeeded', failure: null, attempts: 3 });
    expect(await atStripe(intent)).toHaveLength(1);
  });

  it('whose answer was lost is found, not sent again', async () => {
    const { org, paymentId, intent } = await paidCheckout(shop);
    const refundId = await refund(paymentId, '700');
    await next('lost');
    await run(org, refundId);
    expect(await refundOf(refundId)).toMatchObject({ status: 'pending', failure: 'stripe_unavailable' });
    await run(org, refundId);
    expect(await refundOf(refundId)).toMatchObject({ status: 'succeeded' });
    expect(await atStripe(intent)).toHaveLength(1);
    expect(await sums(org)).toEqual({ 'cash:stripe': 1300n, deferred_revenue: -1300n });
  });

  it('of a payment that the provider does not know says so, and stays to be tried again', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const refundId = await refund(paymentId, '700');
    await db.payment.updateMany({ where: { id: paymentId }, data: { providerPaymentId: 'pi_gone' } });
    await expect(run(org, refundId)).rejects.toMatchObject({ code: 'not_found' });
    const row = await refundOf(refundId);
    expect(row).toMatchObject({ status: 'pending', attempts: 1 });
    expect(row.failure).not.toBeNull();
    expect((await listRefunds(await finance(), { status: 'pending' })).refunds).toContainEqual(
      expect.objectContaining({ id: refundId, attempts: 1, failure: row.failure }),
    );
  });

  it('that the provider refuses changes nothing and says why', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    await next('refused');
    const refundId = await refund(paymentId);
    await run(org, refundId);
    expect(await refundOf(refundId)).toMatchObject({ status: 'failed', failure: 'charge_disputed' });
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, deferred_revenue: -2000n });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
  });

  it('under way is settled by its event; made at Stripe it is adopted, once', async () => {
    const { org, paymentId, intent } = await paidCheckout(shop);
    await next('pending');
    const refundId = await refund(paymentId, '500');
    await run(org, refundId);
    expect(await refundOf(refundId)).toMatchObject({ status: 'pending' });
    const { providerRefundId } = await refundOf(refundId);
    const from = shop.deliveries.length;
    await shop.control(`/sandbox/refunds/${providerRefundId}/finish`, { outcome: 'succeeds' });
    await take(await shop.delivery('refund.updated', from));
    expect(await refundOf(refundId)).toMatchObject({ status: 'succeeded' });
    const before = shop.deliveries.length;
    await shop.control('/sandbox/refunds', { paymentIntent: intent, amount: 300 });
    const told: Delivery = await shop.delivery('refund.created', before);
    await Promise.all([take(told), take(told), take(told)]);
    expect(await paymentById(paymentId)).toMatchObject({ refundedMinor: 800n });
    expect(await sums(org)).toEqual({ 'cash:stripe': 1200n, deferred_revenue: -1200n });
    expect(await broken()).toEqual([]);
  });

  it('by hand asks nobody, and leaves from the bank on its day under its reference', async () => {
    const { org, paymentId, intent } = await paidCheckout(shop);
    const ctx = await finance();
    const sentOn = dayIn(addDays(ctx.now, -3));
    const input = { paymentId, amountMinor: '400', reason: 'Sent', isByHand: true };
    const sent = { ...input, sentOn, bankReference: 'TRX-9' };
    await expect(requestRefund(ctx, { ...sent, sentOn: dayIn(addDays(ctx.now, 1)) })).rejects.toMatchObject({
      fields: { sentOn: 'dateOutOfRange' },
    });
    const done = await requestRefund(ctx, sent);
    expect(done.status).toBe('succeeded');
    expect(await atStripe(intent)).toHaveLength(0);
    expect(await sums(org)).toEqual({
      ...{ 'cash:bank_transfer': -400n, 'cash:stripe': 2000n, deferred_revenue: -1600n },
    });
    const [out] = await db.journalEntry.findMany({
      where: { organisationId: org, reference: done.refundId },
      include: { lines: { orderBy: { position: 'asc' } } },
      orderBy: { postedAt: 'asc' },
    });
    expect(dayIn(out?.postedAt ?? ctx.now)).toBe(sentOn);
    expect(out?.lines.map(({ account }) => account)).toEqual(['cash:bank_transfer', 'customer_balance']);
    const { refunds } = await listRefunds(ctx, { status: 'succeeded' });
    expect(refunds).toContainEqual(
      expect.objectContaining({ id: done.refundId, sentOn, bankReference: 'TRX-9' }),
    );
  });
});

describe('a refusal', () => {
  it('meets what the provider knows nothing of, until it is sent by hand; one under way ends as failed', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const refundId = await refund(paymentId, '700');
    await db.payment.updateMany({ where: { id: paymentId }, data: { providerPaymentId: null } });
    await run(org, refundId);
    expect(await refundOf(refundId)).toMatchObject({
      status: 'failed',
      failure: 'unknown_there',
      attempts: 1,
    });
    await expect(refund(paymentId, '700')).rejects.toMatchObject({
      ...{ code: 'conflict', reason: 'refundByHand' },
    });
    const ctx = await finance();
    await requestRefund(ctx, { paymentId, amountMinor: '700', reason: 'x', isByHand: true });
    expect(await paymentById(paymentId)).toMatchObject({ refundedMinor: 700n });
  });

  it('meets whoever is not finance, more than is left, a second one at a time, and what nobody paid', async () => {
    const { ctx, paymentId } = await paidCheckout(shop);
    const input = { paymentId, reason: 'x' };
    await expect(requestRefund(ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = await memberOf(await newOrganisation(), 'owner');
    await expect(requestRefund(stranger, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(requestRefund(await finance(), { ...input, amountMinor: '2001' })).rejects.toMatchObject({
      ...{ code: 'invalid', reason: 'refundTooMuch', values: { left: '20.00', currency: 'USD' } },
    });
    const both = await Promise.allSettled([refund(paymentId, '100'), refund(paymentId, '100')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(refund(paymentId, '100')).rejects.toMatchObject({ reason: 'refundPending' });
    await expect(refund('pay_00000000000000000000000000')).rejects.toMatchObject({ code: 'not_found' });
  });
});
