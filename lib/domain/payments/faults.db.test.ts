import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { receive, settle } from '@/lib/testing/deliveries';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { PACK, broken, openCheckoutOf, paymentById, sums, take, walletOf } from '@/lib/testing/payments';
import { present } from '@/lib/testing/present';
import { openShop } from '@/lib/testing/shop';
import { closePurchase } from './close-purchase';
import { getPaymentForFinance, listPaymentsForFinance } from './payment-queries';
import { getPurchase } from './queries';
import { startCheckout } from './start-checkout';
import { startPayment } from './start-payment';
import { recordProviderPayment, settlePayment } from './steps';
import { sweepPayments } from './sweep-payments';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const soon = () => new Date(Date.now() + 5 * 60_000);
const finance = () => staff(['finance'], new Date());
const eventOf = (eventId: string) => db.providerEvent.findFirstOrThrow({ where: { eventId } });

async function paid() {
  const checkout = await openCheckoutOf();
  const from = shop.deliveries.length;
  await shop.pay(checkout.checkoutUrl);
  return { ...checkout, from, delivery: await shop.delivery('checkout.session.completed', from) };
}

describe('a webhook', () => {
  it('a hundred times at once, with its worker, grants once', async () => {
    const { org, delivery } = await paid();
    const answers = await Promise.all(Array.from({ length: 100 }, () => receive(delivery)));
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await Promise.all(Array.from({ length: 20 }, () => settle(delivery)));
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, deferred_revenue: -2000n });
    expect(await db.invoice.count({ where: { organisationId: org } })).toBe(1);
    expect(await broken()).toEqual([]);
  });

  it('in every order settles the same', async () => {
    const { org, from } = await paid();
    for (const type of ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']) {
      const delivery = await shop.delivery(type, from);
      await receive(delivery);
      await settle(delivery);
    }
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
  });

  it('about a page that is not of this payment grants nothing, and says so', async () => {
    const mine = await openCheckoutOf();
    const { org, delivery, paymentId } = await paid();
    const theirs = present((await paymentById(paymentId)).providerId);
    // As if two rows had been mixed up: the page that is asked about belongs to another payment.
    await db.payment.updateMany({ where: { id: paymentId }, data: { providerId: 'cs_gone' } });
    await db.payment.updateMany({ where: { id: mine.paymentId }, data: { providerId: theirs } });
    await sweepPayments(job(soon()));
    expect(await walletOf(mine.org)).toMatchObject({ balanceMicro: 0n });
    await db.payment.updateMany({ where: { id: mine.paymentId }, data: { providerId: null } });
    await db.payment.updateMany({ where: { id: paymentId }, data: { providerId: theirs } });
    await receive(delivery);
    await settle(delivery);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
  });
});

/** A coupon of its own, used for a purchase. */
async function useOf(organisationId: string, purchaseId: string): Promise<string> {
  const from = new Date('2020-01-01');
  const code = newId('couponUse').toUpperCase();
  await db.coupon.create({
    data: { ...{ code, name: code, percentBps: 1, maxUses: 1, uses: 1 }, startsAt: from, createdAt: from },
  });
  const { id } = await db.couponUse.create({
    data: { organisationId, id: newId('couponUse'), couponCode: code, purchaseId, usedAt: from },
  });
  await db.purchase.updateMany({ where: { id: purchaseId }, data: { couponUseId: id } });
  return id;
}

describe('money that is not what was asked for', () => {
  it.each([
    ['amount', { amountMinor: 1999n }],
    ['currency', { currency: 'EUR' }],
  ])('%s: nothing is granted, finance sees it, and the event is not tried again', async (why, change) => {
    const { org, ctx, paymentId, purchaseId, delivery } = await paid();
    await db.payment.updateMany({ where: { id: paymentId }, data: change });
    const couponUseId = await useOf(org, purchaseId);
    await receive(delivery);
    await settle(delivery);
    await settle(delivery);
    expect(await eventOf(delivery.event.id)).toMatchObject({ outcome: 'differs' });
    expect((await eventOf(delivery.event.id)).processedAt).not.toBeNull();
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n });
    expect(await getPurchase(ctx, { purchaseId })).toMatchObject({
      ...{ state: 'failed', isOnAccount: true, checkoutUrl: null },
    });
    expect(await db.couponUse.findFirst({ where: { id: couponUseId } })).toMatchObject({
      releasedAt: expect.any(Date) as Date,
    });
    const someone = await finance();
    expect(await getPaymentForFinance(someone, { paymentId })).toMatchObject({ difference: why });
    const { payments } = await listPaymentsForFinance(someone, { differs: true, organisationId: org });
    expect(payments.map(({ id }) => id)).toEqual([paymentId]);
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, customer_balance: -2000n });
    expect(await broken()).toEqual([]);
  });

  it('paid by two pages: the second is kept aside and can be sent back', async () => {
    const first = await openCheckoutOf();
    const { purchaseId, org, ctx } = first;
    const second = await db.payment.findFirstOrThrow({ where: { purchaseId } });
    const twin = await recordProviderPayment(db, job(new Date(), org), {
      ...{ organisationId: org, provider: 'stripe', purchaseId, amountMinor: 2000n, currency: 'USD' },
      ...{ providerId: 'in_twin', providerPaymentId: 'pi_twin', status: 'open' },
    });
    const money = { amountMinor: 2000n, currency: 'USD' };
    const outcomes = await Promise.all(
      [second, twin].map((payment, nth) =>
        db.$transaction((tx) =>
          settlePayment(tx, job(new Date(), org), payment, { ...money, providerPaymentId: `pi_${nth}` }),
        ),
      ),
    );
    expect(outcomes.sort()).toEqual(['differs', 'settled']);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    const aside = await db.payment.findFirstOrThrow({ where: { purchaseId, difference: 'paid_twice' } });
    await requestRefund(await finance(), { paymentId: aside.id, reason: 'Twice', isByHand: true });
    const { deferred_revenue: deferred, customer_balance: onAccount } = await sums(org);
    expect({ deferred, onAccount }).toEqual({ deferred: -2000n, onAccount: undefined });
    expect(ctx).toBeTruthy();
  });

  it('comes after the end: it is granted all the same', async () => {
    const { org, delivery, purchaseId, paymentId } = await paid();
    await db.purchase.updateMany({ where: { id: purchaseId }, data: { status: 'expired' } });
    await db.payment.updateMany({ where: { id: paymentId }, data: { status: 'expired' } });
    await receive(delivery);
    await settle(delivery);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
  });

  it('comes after the end with a coupon that was given back: its use counts again', async () => {
    const { org, delivery, purchaseId } = await paid();
    const couponUseId = await useOf(org, purchaseId);
    const purchase = await db.purchase.findFirstOrThrow({ where: { id: purchaseId } });
    await db.$transaction((tx) => closePurchase(tx, job(new Date()), purchase, 'expired'));
    const use = () => db.couponUse.findFirst({ where: { id: couponUseId }, include: { coupon: true } });
    expect(await use()).toMatchObject({ releasedAt: expect.any(Date) as Date, coupon: { uses: 0 } });
    await take(delivery);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await use()).toMatchObject({ releasedAt: null, coupon: { uses: 1 } });
  });
});

describe('at the checkout', () => {
  it('a price that changes meanwhile leaves who is there with the price they saw', async () => {
    const { org, checkoutUrl, delivery } = await paid();
    const raise = { where: { packCode: 'pack-250', currency: 'USD' }, data: { priceMinor: 9_900n } };
    await db.packPrice.updateMany(raise);
    try {
      await receive(delivery);
      await settle(delivery);
      expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, deferred_revenue: -2000n });
      const ctx = await memberOf(org, 'owner', new Date());
      await expect(startCheckout(ctx, PACK)).rejects.toMatchObject({ reason: 'packPriceChanged' });
      expect(checkoutUrl).toBeTruthy();
    } finally {
      await db.packPrice.updateMany({ ...raise, data: { priceMinor: 2_000n } });
    }
  });

  it('two tabs are two purchases, each granted for its own money', async () => {
    const org = await newOrganisation();
    const [one, two] = await Promise.all([openCheckoutOf(org), openCheckoutOf(org)]);
    expect(one.purchaseId).not.toBe(two.purchaseId);
    for (const { checkoutUrl } of [one, two]) {
      const from = shop.deliveries.length;
      await shop.pay(checkoutUrl);
      const delivery = await shop.delivery('checkout.session.completed', from);
      await receive(delivery);
      await settle(delivery);
    }
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(500) });
    const serials = await db.invoice.findMany({ where: { organisationId: org }, select: { number: true } });
    expect(new Set(serials.map(({ number }) => number)).size).toBe(2);
  });

  it('the same page is given again; a currency without a price is refused', async () => {
    const { ctx, purchaseId, checkoutUrl, paymentId, org } = await openCheckoutOf();
    const again = await startPayment(ctx, { purchaseId, provider: 'stripe' });
    expect(again).toEqual({ paymentId, url: checkoutUrl });
    const stranger = await memberOf(await newOrganisation(), 'owner', new Date());
    await expect(startPayment(stranger, { purchaseId, provider: 'stripe' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const other = await newOrganisation();
    await db.organisation.update({ where: { id: other }, data: { currency: 'JPY' } });
    const buyer = await memberOf(other, 'owner', new Date());
    await expect(startCheckout(buyer, PACK)).rejects.toMatchObject({ reason: 'currencyWithoutPrice' });
    expect(org).toBeTruthy();
  });
});

it('a provider that is down in the middle of settling is asked again, and grants once', async () => {
  const { org, delivery } = await paid();
  await receive(delivery);
  await shop.close();
  await expect(settle(delivery)).rejects.toMatchObject({ code: 'provider_unavailable' });
  expect(await eventOf(delivery.event.id)).toMatchObject({ processedAt: null });
  expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n });
  expect(await sums(org)).toEqual({});
});
