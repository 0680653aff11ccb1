import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { receive, settle } from '@/lib/testing/deliveries';
import { ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { type Delivery, card, openShop } from '@/lib/testing/shop';
import { cancelCheckout } from './cancel-checkout';
import { listOffers } from './list-offers';
import { getPayment } from './payment-queries';
import { getOpenPurchase, getPurchase, listPurchases } from './queries';
import { startCheckout } from './start-checkout';
import { sweepPayments } from './sweep-payments';

// The provider's clock is the real one: its checkouts live an hour from now.
const now = () => new Date();
const PACK = { packCode: 'pack-250', totalMinor: '2000' };

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  // First, because the environment is parsed at its first use.
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

async function checkout() {
  const org = await newOrganisation();
  const ctx = await memberOf(org, 'owner', now());
  return { org, ctx, ...(await startCheckout(ctx, { ...PACK, returnTo: '/support/new?step=review' })) };
}

const balance = async (org: string) =>
  (await db.wallet.findUniqueOrThrow({ where: { organisationId: org } })).balanceMicro;

async function queued(task: string, part: string): Promise<number> {
  const rows = await db.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = ${task} AND j.payload::text LIKE ${`%${part}%`}`;
  return Number(rows[0]?.n ?? 0);
}

async function paidDelivery(checkoutUrl: string): Promise<Delivery> {
  const from = shop.deliveries.length;
  expect((await shop.pay(checkoutUrl)).status).toBe(303);
  return shop.delivery('checkout.session.completed', from);
}

describe('a purchase', () => {
  it('is granted once, journalled and receipted, however often and late its events come', async () => {
    const { org, ctx, purchaseId, paymentId, checkoutUrl } = await checkout();
    const delivery = await paidDelivery(checkoutUrl);
    expect(await balance(org)).toBe(0n);
    expect(await receive(delivery)).toEqual({ received: true });
    expect(await receive(delivery)).toEqual({ received: true, duplicate: true });
    expect(await queued('payments.settle', delivery.event.id)).toBe(1);
    await Promise.all(Array.from({ length: 8 }, () => settle(delivery)));
    for (const other of shop.deliveries.filter(({ body }) => body.includes(paymentId))) {
      await receive(other);
      await settle(other);
    }
    expect(await balance(org)).toBe(credits(250));
    const lines = await db.journalLine.findMany({
      where: { organisationId: org },
      orderBy: { position: 'asc' },
    });
    expect(lines.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ['cash:stripe', 2000n],
      ['deferred_revenue', -2000n],
    ]);
    expect(
      await db.delivery.count({ where: { key: { startsWith: `purchase-receipt:${purchaseId}` } } }),
    ).toBe(1);
    expect(await getPurchase(ctx, { purchaseId })).toMatchObject({
      state: 'paid',
      returnTo: '/support/new?step=review',
    });
  });

  it('is settled by an event that outran the row that learns the checkout id', async () => {
    const { org, purchaseId, checkoutUrl } = await checkout();
    await db.payment.updateMany({ where: { purchaseId }, data: { providerId: null } });
    const delivery = await paidDelivery(checkoutUrl);
    await receive(delivery);
    await settle(delivery);
    expect(await balance(org)).toBe(credits(250));
  });

  it('that was paid without any event is found by the sweep', async () => {
    const { org, checkoutUrl } = await checkout();
    await paidDelivery(checkoutUrl);
    await sweepPayments(job(new Date(Date.now() + 5 * 60_000)));
    expect(await balance(org)).toBe(credits(250));
  });

  it('stays payable after a declined card, and says why', async () => {
    const { org, ctx, purchaseId, checkoutUrl } = await checkout();
    const from = shop.deliveries.length;
    await shop.pay(checkoutUrl, card.declines);
    const declined = await shop.delivery('payment_intent.payment_failed', from);
    await receive(declined);
    await settle(declined);
    expect(await getPurchase(ctx, { purchaseId })).toMatchObject({
      state: 'declined',
      declineCode: 'generic_decline',
    });
    expect(await getOpenPurchase(ctx)).toMatchObject({ id: purchaseId });
    const paid = await paidDelivery(checkoutUrl);
    await receive(paid);
    await settle(paid);
    await settle(declined);
    expect(await getPurchase(ctx, { purchaseId })).toMatchObject({ state: 'paid', declineCode: null });
    expect(await balance(org)).toBe(credits(250));
  });

  it('expires with its checkout', async () => {
    const { ctx, purchaseId } = await checkout();
    const { providerId: checkoutSessionId } = await db.payment.findFirstOrThrow({ where: { purchaseId } });
    const from = shop.deliveries.length;
    await shop.control(`/sandbox/checkout/${checkoutSessionId}/expire`);
    const expired = await shop.delivery('checkout.session.expired', from);
    await receive(expired);
    await settle(expired);
    expect(await getPurchase(ctx, { purchaseId })).toMatchObject({ state: 'expired', checkoutUrl: null });
  });

  it('is cancelled by its buyer, and can then not be paid', async () => {
    const { ctx, purchaseId, checkoutUrl } = await checkout();
    const { id: paymentId } = await db.payment.findFirstOrThrow({ where: { purchaseId } });
    expect(await getPayment(ctx, { paymentId })).toMatchObject({ canPay: true });
    await cancelCheckout(ctx, { purchaseId });
    expect(await getPayment(ctx, { paymentId })).toMatchObject({ status: 'cancelled', canPay: false });
    expect((await shop.pay(checkoutUrl)).status).not.toBe(303);
    await expect(cancelCheckout(ctx, { purchaseId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await getPurchase(ctx, { purchaseId })).toMatchObject({ state: 'cancelled' });
  });
});

describe('a refusal', () => {
  it('of a forged signature writes nothing', async () => {
    const { checkoutUrl } = await checkout();
    const delivery = await paidDelivery(checkoutUrl);
    for (const signature of [null, 't=1,v1=00', delivery.signature?.replace(/.$/, 'x') ?? ''])
      await expect(receive({ ...delivery, signature })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(receive({ ...delivery, body: `${delivery.body} ` })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await db.providerEvent.count({ where: { eventId: delivery.event.id } })).toBe(0);
  });

  it('of an event for an unknown purchase writes nothing', async () => {
    const { org, purchaseId, checkoutUrl } = await checkout();
    const delivery = await paidDelivery(checkoutUrl);
    await db.payment.deleteMany({ where: { organisationId: org, purchaseId } });
    await db.purchase.deleteMany({ where: { organisationId: org, id: purchaseId } });
    await expect(receive(delivery)).rejects.toMatchObject({ code: 'not_found', reason: 'unknownPurchase' });
    expect(await db.providerEvent.count({ where: { eventId: delivery.event.id } })).toBe(0);
  });

  it('meets roles without the right, prices that changed and packs that are gone', async () => {
    const org = await newOrganisation();
    await expect(startCheckout(await memberOf(org, 'member'), PACK)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const owner = await memberOf(org, 'owner', now());
    await expect(startCheckout(owner, { ...PACK, totalMinor: '1' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(startCheckout(owner, { ...PACK, packCode: 'nope' })).rejects.toMatchObject({
      code: 'not_found',
    });
    for (const returnTo of ['//evil.test', 'https://evil.test', '/\\evil.test', '/a\u0000'])
      await expect(startCheckout(owner, { ...PACK, returnTo })).rejects.toMatchObject({ code: 'invalid' });
    expect(await db.purchase.count({ where: { organisationId: org } })).toBe(0);
  });

  it('meets another organisation as if the purchase did not exist', async () => {
    const { purchaseId } = await checkout();
    const stranger = await memberOf(await newOrganisation(), 'owner', now());
    await expect(getPurchase(stranger, { purchaseId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(cancelCheckout(stranger, { purchaseId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getPurchase(stranger, { purchaseId: '\u0000' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await listPurchases(stranger)).purchases).toEqual([]);
  });
});

it('offers carry the discount of the customer class', async () => {
  const org = await newOrganisation();
  await db.organisation.update({ where: { id: org }, data: { customerClass: 'vip' } });
  const vipBps =
    (await db.priceRule.findFirst({ where: { kind: 'customer_class', key: 'vip' } }))?.valueBps ?? 0;
  const [offer] = (await listOffers(await memberOf(org))).filter(({ code }) => code === 'pack-250');
  expect(offer).toMatchObject({ totalMinor: String(2000 - (2000 * vipBps) / 10_000) });
});

it('a provider that does not answer closes the purchase and says so', async () => {
  const org = await newOrganisation();
  await shop.close();
  await expect(startCheckout(await memberOf(org, 'owner', now()), PACK)).rejects.toMatchObject({
    code: 'provider_unavailable',
  });
  expect(await db.purchase.findFirst({ where: { organisationId: org } })).toMatchObject({
    status: 'cancelled',
  });
});
