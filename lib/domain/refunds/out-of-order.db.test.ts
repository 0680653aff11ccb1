import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { settleEvent } from '@/lib/domain/payments/settle-event';
import { receive, settle } from '@/lib/testing/deliveries';
import { ensureCatalogue, job, staff } from '@/lib/testing/factories';
import {
  broken,
  openCheckoutOf,
  paidCheckout,
  paymentById,
  sums,
  take,
  walletOf,
} from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { requestRefund } from './request-refund';
import { runRefund } from './run-refund';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());
const eventOf = (eventId: string) => db.providerEvent.findFirstOrThrow({ where: { eventId } });
type Named = { data: { object: { id: string; payment_intent: string } } };
const objectOf = (event: unknown) => (event as Named).data.object;

/** Paid at the provider; of its events none was taken yet. */
async function paidUnheard() {
  const checkout = await openCheckoutOf();
  const from = shop.deliveries.length;
  await shop.pay(checkout.checkoutUrl);
  const paid = await shop.delivery('payment_intent.succeeded', from);
  const completed = await shop.delivery('checkout.session.completed', from);
  return { ...checkout, completed, intent: objectOf(paid.event).id };
}

/** The sums with all cash in one: what was sent by hand left another account than it came to. */
async function cashAside(org: string) {
  const all = Object.entries(await sums(org));
  const isCash = ([account]: [string, bigint]) => account.startsWith('cash:');
  const cash = all.filter(isCash).reduce((sum, [, minor]) => sum + minor, 0n);
  return { ...Object.fromEntries(all.filter((one) => !isCash(one))), cash };
}

describe('money that went back before we heard that it came', () => {
  it('is looked for again, until its payment is known: a refund', async () => {
    const { org, intent, completed } = await paidUnheard();
    const from = shop.deliveries.length;
    await shop.control('/sandbox/refunds', { paymentIntent: intent, amount: 500 });
    const refunded = await shop.delivery('refund.created', from);
    await take(refunded);
    expect(await eventOf(refunded.event.id)).toMatchObject({ outcome: 'unknown', processedAt: null });
    expect(await sums(org)).toEqual({});
    await take(completed);
    await settle(refunded);
    expect(await eventOf(refunded.event.id)).toMatchObject({ outcome: 'refund', organisationId: org });
    expect(await sums(org)).toEqual({ 'cash:stripe': 1500n, deferred_revenue: -1500n });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 187_500_000n });
    expect(await broken()).toEqual([]);
  });

  it('in a currency that was not asked for leaves the account in that one', async () => {
    const { org, intent, completed, paymentId } = await paidUnheard();
    await db.payment.updateMany({ where: { id: paymentId }, data: { currency: 'EUR' } });
    await take(completed);
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, customer_balance: -2000n });
    const from = shop.deliveries.length;
    await shop.control('/sandbox/refunds', { paymentIntent: intent, amount: 500 });
    await take(await shop.delivery('refund.created', from));
    expect(await db.refund.findMany({ where: { organisationId: org } })).toMatchObject([
      { status: 'succeeded', currency: 'USD', amountMinor: 500n },
    ]);
    expect(await sums(org)).toEqual({ 'cash:stripe': 1500n, customer_balance: -1500n });
    expect(await broken()).toEqual([]);
  });

  it('is settled after the payment though its intent is known already: a dispute', async () => {
    const { org, intent, completed, paymentId } = await paidUnheard();
    // As a decline before it leaves it: the intent has a name here, and is not paid.
    await db.payment.updateMany({ where: { id: paymentId }, data: { providerPaymentId: intent } });
    const from = shop.deliveries.length;
    await shop.control('/sandbox/disputes', { paymentIntent: intent });
    const created = await shop.delivery('charge.dispute.created', from);
    await take(created);
    expect(await eventOf(created.event.id)).toMatchObject({ outcome: 'open' });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250), heldMicro: credits(250) });
    await take(completed);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250), heldMicro: credits(250) });
    expect(await broken()).toEqual([]);
  });

  it('that stays nobody’s is left after days, and still listed', async () => {
    const { intent, paymentId, purchaseId, org } = await paidUnheard();
    await db.payment.deleteMany({ where: { id: paymentId } });
    const from = shop.deliveries.length;
    await shop.control('/sandbox/refunds', { paymentIntent: intent, amount: 500 });
    const { event, ...refunded } = await shop.delivery('refund.created', from);
    await receive(refunded);
    const look = (days: number) =>
      settleEvent(job(new Date(Date.now() + days * DAY_MS)), { provider: 'stripe', eventId: event.id });
    await look(1);
    expect(await eventOf(event.id)).toMatchObject({ processedAt: null, outcome: 'unknown' });
    await look(4);
    expect((await eventOf(event.id)).processedAt).not.toBeNull();
    expect(await sums(org)).toEqual({});
    await db.purchase.updateMany({ where: { id: purchaseId }, data: { status: 'cancelled' } });
  });
});

describe('a refund that fails after it succeeded', () => {
  it('is told, leaves the money on account, and is sent again from there without another claw', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const run = (refundId: string) => runRefund(job(new Date()), { organisationId: org, refundId });
    const { refundId } = await requestRefund(await finance(), {
      ...{ paymentId, amountMinor: '500', reason: 'x' },
    });
    await run(refundId);
    const row = await db.refund.findFirstOrThrow({ where: { id: refundId } });
    const from = shop.deliveries.length;
    await shop.control(`/sandbox/refunds/${row.providerRefundId}/finish`, { outcome: 'fails' });
    const failed = await shop.delivery('refund.failed', from);
    await Promise.all([take(failed), take(failed), take(failed)]);
    await settle(failed);
    expect(await db.refund.findFirst({ where: { id: refundId } })).toMatchObject({
      ...{ status: 'failed', failure: 'lost_or_stolen_card', clawedMicro: 62_500_000n },
    });
    expect(await paymentById(paymentId)).toMatchObject({ refundedMinor: 0n });
    const waiting = { 'cash:stripe': 2000n, customer_balance: -500n, deferred_revenue: -1500n };
    expect(await sums(org)).toEqual(waiting);
    expect(await broken()).toEqual([]);
    const audit = await db.auditEvent.findMany({ where: { action: 'refund.fail', recordId: refundId } });
    expect(audit).toHaveLength(1);

    const again = { paymentId, amountMinor: '500', reason: 'By transfer', isByHand: true };
    await requestRefund(await finance(), again);
    expect(await cashAside(org)).toEqual({ cash: 1500n, deferred_revenue: -1500n });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 187_500_000n, owedMicro: 0n });
    const notes = () =>
      db.creditNote.findMany({ where: { organisationId: org }, orderBy: { serial: 'asc' } });
    expect((await notes()).map(({ totalMinor }) => totalMinor)).toEqual([500n]);
    await requestRefund(await finance(), { paymentId, reason: 'The rest', isByHand: true });
    expect((await notes()).map(({ totalMinor }) => totalMinor)).toEqual([500n, 1500n]);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n, owedMicro: 0n });
    expect(await cashAside(org)).toEqual({ cash: 0n });
    expect(await broken()).toEqual([]);
  });
});
