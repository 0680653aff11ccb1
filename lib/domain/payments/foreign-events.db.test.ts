import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { sign } from '@/lib/integrations/paymob/signature';
import { receive, settle } from '@/lib/testing/deliveries';
import { ensureCatalogue, job } from '@/lib/testing/factories';
import { openCheckoutOf, paidCheckout, walletOf } from '@/lib/testing/payments';
import { type Delivery, openShop } from '@/lib/testing/shop';
import { receiveEvent } from './receive-event';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const SECRET = 'whsec_test_only';

/** An event that Stripe would have signed: of the account that is ours, about an object of somebody else's. */
function signed(type: string, object: object, more: object = {}): Delivery {
  const event = { id: `evt_${randomUUID()}`, type };
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({ ...event, object: 'event', created, data: { object }, ...more });
  const signature = new Stripe('sk_test').webhooks.generateTestHeaderString({
    payload: body,
    secret: SECRET,
  });
  return { body, signature, event, address: '/' };
}

const stored = ({ event }: Delivery) => db.providerEvent.findFirst({ where: { eventId: event.id } });

describe('an event for another account', () => {
  it('of another program, or of nobody that we know, is let pass and stored nowhere', async () => {
    const metadata = { app: 'another-shop', reference: 'pay_00000000000000000000000000' };
    for (const object of [
      { id: 'cs_theirs', object: 'checkout.session', mode: 'payment', metadata },
      { id: 'pi_theirs', object: 'payment_intent', metadata },
      { id: 'sub_theirs', object: 'subscription', customer: 'cus_theirs', metadata: {} },
      { id: 'acct_theirs', object: 'account' },
    ]) {
      const delivery = signed('checkout.session.completed', object, { account: 'acct_theirs' });
      expect(await receive(delivery)).toEqual({ received: true, ignored: true });
      expect(await stored(delivery)).toBeNull();
    }
  });

  it('that names another organisation than the payment’s settles the payment’s, by what is asked again', async () => {
    const mine = await openCheckoutOf();
    const { org, payment } = await paidCheckout(shop);
    const { reference, providerId } = payment;
    // Their page, said to be of my payment and of my organisation.
    const metadata = { app: 'meterdesk', reference: mine.paymentId, organisationId: mine.org };
    const object = { id: providerId, object: 'checkout.session', mode: 'payment', metadata };
    const delivery = signed('checkout.session.completed', object);
    await receive(delivery);
    await settle(delivery);
    expect(await stored(delivery)).toMatchObject({ organisationId: mine.org, outcome: 'open' });
    expect(await walletOf(mine.org)).toMatchObject({ balanceMicro: 0n });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(reference).not.toBe(mine.paymentId);
  });

  it('of another merchant at Paymob is refused, or known to nobody', async () => {
    const { org, reference } = await openCheckoutOf().then(async (one) => ({
      ...one,
      ...(await db.payment.findFirstOrThrow({ where: { id: one.paymentId } })),
    }));
    const theirs = {
      ...{ id: 1, pending: false, success: true, amount_cents: 2_000, currency: 'EGP' },
      ...{ created_at: '2026-11-21T10:00:00.000000', error_occured: false, is_auth: false },
      ...{ is_voided: false, is_refunded: false, is_3d_secure: true, is_capture: false },
      ...{ is_standalone_payment: true, has_parent_transaction: false, owner: 7 },
      order: { id: 987_654_321, merchant_order_id: `${reference}-x` },
      source_data: { pan: '2346', sub_type: 'MasterCard', type: 'card' },
    };
    const tell = (obj: object) => {
      const query = new URLSearchParams({ hmac: sign(obj, SECRET) });
      const body = JSON.stringify({ type: 'TRANSACTION', obj });
      return receiveEvent(job(new Date()), 'paymob', { body, headers: new Headers(), query });
    };
    await expect(tell({ ...theirs, integration_id: 123 })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await tell({ ...theirs, integration_id: 4_097_558 })).toEqual({ received: true });
    const kept = await db.providerEvent.findFirstOrThrow({
      where: { provider: 'paymob' },
      orderBy: { receivedAt: 'desc' },
    });
    expect(kept).toMatchObject({ organisationId: null, subjectId: null, outcome: 'unknown' });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n });
  });
});
