import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { runRefund } from '@/lib/domain/refunds/run-refund';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, paymentById, sums, walletOf } from '@/lib/testing/payments';
import { inMinutes, objOf, paymobCheckout, receive, take } from '@/lib/testing/paymob';
import { openShop } from '@/lib/testing/shop';
import { settleEvent } from './settle-event';
import { startCheckout } from './start-checkout';
import { sweepPayments } from './sweep-payments';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const checkout = () => paymobCheckout(shop);

describe('Paymob', () => {
  it('is the usual way to pay in Egypt, and none elsewhere', async () => {
    const { checkoutUrl, paymentId } = await checkout();
    expect(checkoutUrl).toContain('/paymob/unifiedcheckout/?publicKey=');
    expect(await paymentById(paymentId)).toMatchObject({ provider: 'paymob', currency: 'EGP' });
    const elsewhere = await memberOf(await newOrganisation(), 'owner', new Date());
    const order = { packCode: 'pack-250', totalMinor: '2000', provider: 'paymob' as const };
    await expect(startCheckout(elsewhere, order)).rejects.toMatchObject({ reason: 'providerNotOffered' });
  });

  it('is paid once, however often its callback comes', async () => {
    const { org, total, pay, told, paymentId } = await checkout();
    await pay();
    const delivery = await told();
    await Promise.all(Array.from({ length: 100 }, () => receive(delivery)));
    await Promise.all([take(delivery), take(delivery), sweepPayments(job(inMinutes(5)))]);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await paymentById(paymentId)).toMatchObject({ status: 'succeeded', receivedMinor: total });
    expect(await sums(org)).toEqual({ 'cash:paymob': total, deferred_revenue: -total });
    expect(await broken()).toEqual([]);
  });

  it('declined and then paid is granted in either order', async () => {
    const { org, pay, told, paymentId } = await checkout();
    await pay('declines');
    await pay('succeeds', 'wallet');
    const [declined, paid] = [await told(0), await told(1)];
    expect(await take(paid)).toBe('settled');
    await take(declined);
    expect(await paymentById(paymentId)).toMatchObject({ status: 'succeeded', declineCode: null });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
  });

  it.each([
    ['amount', { amountMinor: 1n }],
    ['currency', { currency: 'USD' }],
  ])('with another %s than was asked grants nothing, and finance sees it', async (why, change) => {
    const { org, total, pay, told, paymentId } = await checkout();
    await db.payment.updateMany({ where: { id: paymentId }, data: change });
    await pay();
    expect(await take(await told())).toBe('differs');
    expect(await paymentById(paymentId)).toMatchObject({ status: 'succeeded', difference: why });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n });
    expect(await sums(org)).toEqual({ 'cash:paymob': total, customer_balance: -total });
    expect(await broken()).toEqual([]);
  });

  it('paid twice on one page keeps the second payment aside, to be sent back', async () => {
    const { org, total, pay, told, purchaseId } = await checkout();
    await pay();
    await pay();
    await take(await told(0));
    await take(await told(1));
    await take(await told(1));
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    const second = await db.payment.findFirstOrThrow({ where: { purchaseId, difference: 'paid_twice' } });
    expect(await sums(org)).toEqual({
      ...{ 'cash:paymob': 2n * total, customer_balance: -total, deferred_revenue: -total },
    });
    const finance = await staff(['finance'], new Date());
    const { refundId } = await requestRefund(finance, { paymentId: second.id, reason: 'Twice' });
    await runRefund(job(new Date()), { organisationId: org, refundId });
    expect(await sums(org)).toEqual({ 'cash:paymob': total, deferred_revenue: -total });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await db.creditNote.count({ where: { organisationId: org } })).toBe(0);
  });

  it('is found by the sweep when its callback is lost, and closed when nobody pays', async () => {
    await shop.control('/sandbox/paymob/settings', { hold: true });
    const lost = await checkout();
    await lost.pay();
    const left = await checkout();
    const declined = await checkout();
    await declined.pay('declines');
    await shop.control('/sandbox/paymob/settings', { hold: false });
    await sweepPayments(job(inMinutes(5)));
    expect(await walletOf(lost.org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await paymentById(left.paymentId)).toMatchObject({ status: 'open' });
    await sweepPayments(job(inMinutes(90)));
    expect(await paymentById(left.paymentId)).toMatchObject({ status: 'expired' });
    expect(await paymentById(declined.paymentId)).toMatchObject({ status: 'expired' });
    await left.pay();
    await take(await left.told());
    expect(await walletOf(left.org)).toMatchObject({ balanceMicro: credits(250) });
  });

  it('waits for a wallet that is pending', async () => {
    const { org, pay, told, order, paymentId } = await checkout();
    await pay('pending', 'wallet');
    await sweepPayments(job(inMinutes(120)));
    const { status, providerPaymentId } = await paymentById(paymentId);
    expect(status).toBe('processing');
    await shop.control(`/sandbox/paymob/transactions/${providerPaymentId}/finish`);
    await take(await told());
    expect(order).toBeTruthy();
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
  });

  it('takes no word that is not signed, nor one that the inquiry does not confirm', async () => {
    const { org, pay, told } = await checkout();
    const other = await checkout();
    await pay();
    const delivery = await told();
    const forged = (change: (obj: Record<string, unknown>) => void) => {
      const callback = JSON.parse(delivery.body) as { obj: Record<string, unknown> };
      change(callback.obj);
      return { ...delivery, body: JSON.stringify(callback) };
    };
    const refused = { code: 'unauthenticated' };
    await expect(receive(forged((obj) => (obj.amount_cents = 1)))).rejects.toMatchObject(refused);
    await expect(receive({ ...delivery, address: '/x' })).rejects.toMatchObject(refused);
    // Digits moved across a border that the signature does not see.
    const moved = forged((obj) => {
      const { id } = obj as { id: number };
      obj.id = Number(String(id).slice(0, -1));
      obj.integration_id = Number(`${String(id).slice(-1)}4097558`);
    });
    await expect(receive(moved)).rejects.toMatchObject(refused);
    // What is not signed: another payment's reference, a refund that never was.
    const { reference } = await paymentById(other.paymentId);
    await take(
      forged((obj) => ((obj.order as Record<string, unknown>).merchant_order_id = `${reference}-x`)),
    );
    await take(forged((obj) => (obj.refunded_amount_cents = obj.amount_cents)));
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await walletOf(other.org)).toMatchObject({ balanceMicro: 0n });
    expect(await db.refund.count({ where: { organisationId: org } })).toBe(0);
  });

  it('that tells of a saved card, or of nobody we know, is answered and does nothing', async () => {
    const { pay, told, paymentId, purchaseId } = await checkout();
    const token = { body: JSON.stringify({ type: 'TOKEN', obj: { id: 1 } }), address: '/x?hmac=1' };
    expect(await receive(token)).toEqual({ received: true, ignored: true });
    await pay();
    const delivery = await told();
    await db.payment.delete({
      where: {
        organisationId_id: { organisationId: (await paymentById(paymentId)).organisationId, id: paymentId },
      },
    });
    expect(await receive(delivery)).toEqual({ received: true });
    const stored = await db.providerEvent.findFirstOrThrow({
      where: { provider: 'paymob', outcome: 'unknown' },
      orderBy: { receivedAt: 'desc' },
    });
    expect(stored.organisationId).toBeNull();
    await db.purchase.updateMany({ where: { id: purchaseId }, data: { status: 'cancelled' } });
  });
});

describe('a refund at Paymob', () => {
  const asked = async (paymentId: string, amountMinor?: string) =>
    (await requestRefund(await staff(['finance'], new Date()), { paymentId, amountMinor, reason: 'x' }))
      .refundId;

  it('in parts is booked by what went back in all, whoever made it and in whatever order it is heard', async () => {
    const { org, total, pay, told, paymentId } = await checkout();
    await pay();
    await take(await told());
    const part = await asked(paymentId, '3000');
    await runRefund(job(new Date()), { organisationId: org, refundId: part });
    await take(await told(1));
    const { providerPaymentId } = await paymentById(paymentId);
    await shop.control(`/sandbox/paymob/transactions/${providerPaymentId}/refund`, { amount_cents: 6_900 });
    const [mine, theirs] = [await told(1), await told(2)];
    for (const delivery of [theirs, mine, theirs]) await take(delivery);
    expect(await paymentById(paymentId)).toMatchObject({ refundedMinor: 9_900n });
    expect(await sums(org)).toEqual({ 'cash:paymob': total - 9_900n, deferred_revenue: 9_900n - total });
    const notes = await db.creditNote.findMany({
      where: { organisationId: org },
      orderBy: { serial: 'asc' },
    });
    expect(notes.map(({ totalMinor }) => totalMinor)).toEqual([3_000n, 6_900n]);
    expect(await broken()).toEqual([]);
  });

  it('whose answer is lost is looked up, not sent again; one that is refused says why', async () => {
    const { org, total, pay, told, paymentId } = await checkout();
    await pay();
    await take(await told());
    await shop.control('/sandbox/paymob/settings', { nextRefund: 'lost' });
    const refundId = await asked(paymentId, '1000');
    const run = (at = new Date()) => runRefund(job(at), { organisationId: org, refundId });
    await run();
    const row = () => db.refund.findFirstOrThrow({ where: { id: refundId } });
    const waits = { status: 'pending', failure: 'paymob_unavailable', attempts: 1 };
    expect(await row()).toMatchObject(waits);
    // It knows no key and may still be booking: «Try again» waits a while.
    await run();
    expect(await row()).toMatchObject(waits);
    await run(new Date(Date.now() + 6 * 60_000));
    expect(await row()).toMatchObject({ status: 'succeeded', attempts: 2 });
    await take(await told(1));
    expect(await sums(org)).toEqual({ 'cash:paymob': total - 1_000n, deferred_revenue: 1_000n - total });
    await shop.control('/sandbox/paymob/settings', { nextRefund: 'refused' });
    const refused = await asked(paymentId);
    await runRefund(job(new Date()), { organisationId: org, refundId: refused });
    expect(await db.refund.findFirstOrThrow({ where: { id: refused } })).toMatchObject({
      ...{ status: 'failed', failure: 'The balance of the merchant is too low.' },
    });
  });
});

it('that does not answer closes the checkout and says so; what it told before waits until it does', async () => {
  const { ctx, org, pay, told } = await checkout();
  await pay();
  const delivery = await told();
  await receive(delivery);
  await shop.close();
  const { id: order } = objOf(delivery).order;
  const unsettled = { where: { provider: 'paymob', organisationId: org, processedAt: null } };
  const event = await db.providerEvent.findFirstOrThrow(unsettled);
  expect((event.payload as { obj: { order: { id: number } } }).obj.order.id).toBe(order);
  const away = { code: 'provider_unavailable', reason: 'paymob_unavailable' };
  const settling = settleEvent(job(new Date()), { provider: 'paymob', eventId: event.eventId });
  await expect(settling).rejects.toMatchObject(away);
  expect(await db.providerEvent.count(unsettled)).toBe(1);
  expect(await sums(org)).toEqual({});
  const price = await db.packPrice.findFirstOrThrow({ where: { packCode: 'pack-250', currency: 'EGP' } });
  const pack = { packCode: 'pack-250', totalMinor: price.priceMinor.toString() };
  await expect(startCheckout(ctx, pack)).rejects.toMatchObject(away);
  const newest = { where: { organisationId: org }, orderBy: { id: 'desc' } } as const;
  expect(await db.purchase.findFirst(newest)).toMatchObject({ status: 'cancelled' });
});
