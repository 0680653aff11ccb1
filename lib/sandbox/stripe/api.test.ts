import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../server';
import { cards, control, payByCard, sale, sdk, startReceiver, startTestSandbox } from '../test-shop';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  receiver = await startReceiver();
  sandbox = await startTestSandbox({ appUrl: receiver.url });
  stripe = sdk(sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});

describe('checkout sessions', () => {
  test('a new session is open, unpaid, has the address of its page and no payment intent yet', async () => {
    const session = await stripe.checkout.sessions.create(sale(), { idempotencyKey: 'new' });
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 2000,
      currency: 'usd',
      client_reference_id: 'pur_1',
      metadata: { app: 'meterdesk', purchaseId: 'pur_1', organisationId: 'org_1' },
      payment_intent: null,
      livemode: false,
    });
    expect(session.url).toBe(`${sandbox.url}/checkout/${session.id}`);
    expect(session.lastResponse.requestId).toMatch(/^req_/);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toEqual(session);
  });

  test('expand gives whole objects; what cannot be expanded is refused', async () => {
    const { id, url } = await stripe.checkout.sessions.create(sale());
    await payByCard(url ?? '', cards.pays);
    const session = await stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.latest_charge', 'line_items'],
    });
    const intent = session.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2000, currency: 'usd' });
    expect(charge).toMatchObject({ status: 'succeeded', paid: true, payment_intent: intent.id });
    expect(charge.metadata).toEqual(intent.metadata);
    expect(session.line_items?.data[0]).toMatchObject({
      description: 'Pack of 250 credits',
      amount_total: 2000,
    });
    expect((await stripe.paymentIntents.retrieve(intent.id)).latest_charge).toBe(charge.id);
    expect((await stripe.charges.retrieve(charge.id)).amount_captured).toBe(2000);
    await expect(stripe.checkout.sessions.retrieve(id, { expand: ['customer'] })).rejects.toThrow(
      'cannot be expanded',
    );
  });

  test('lists page by cursor, newest first', async () => {
    for (let i = 0; i < 3; i++) await stripe.checkout.sessions.create(sale(`pur_list_${i}`));
    const first = await stripe.checkout.sessions.list({ limit: 2 });
    expect(first.data.map((session) => session.client_reference_id)).toEqual(['pur_list_2', 'pur_list_1']);
    expect(first.has_more).toBe(true);
    const next = await stripe.checkout.sessions.list({ limit: 1, starting_after: first.data[1]?.id });
    expect(next.data[0]?.client_reference_id).toBe('pur_list_0');
  });

  test.each([
    ['subscriptions without a customer', { mode: 'subscription' as const }, 'customer'],
    ['a life of ten minutes', { expires_at: Math.floor(Date.now() / 1000) + 600 }, 'expires_at'],
    ['a life of two days', { expires_at: Math.floor(Date.now() / 1000) + 172_800 }, 'expires_at'],
    ['no items', { line_items: [] }, 'line_items'],
    ['a relative address', { success_url: '/back' }, 'success_url'],
    ['an unknown customer', { customer: 'cus_none', customer_email: undefined }, 'customer'],
    ['an unknown parameter', { surprise: 'yes' }, 'surprise'],
  ])('refuses %s', async (_what, change, param) => {
    const error = await stripe.checkout.sessions.create({ ...sale(), ...change }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({ param });
  });

  test('refuses a negative, a huge and a fractional amount', async () => {
    for (const amount of [-1, 100_000_000, 12.5, Number.NaN]) {
      const params = sale();
      const price = params.line_items?.[0]?.price_data;
      if (price) price.unit_amount = amount;
      await expect(stripe.checkout.sessions.create(params)).rejects.toMatchObject({ statusCode: 400 });
    }
  });

  test('expire closes an open session once', async () => {
    const { id } = await stripe.checkout.sessions.create(sale());
    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null });
    await expect(stripe.checkout.sessions.expire(id)).rejects.toThrow('status of `expired`');
  });
});

describe('idempotency', () => {
  test('the same key and parameters give the same session, also side by side', async () => {
    const make = () => stripe.checkout.sessions.create(sale('pur_same'), { idempotencyKey: 'same' });
    const sessions = await Promise.all([make(), make(), make()]);
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1);
  });

  test('the same key with other parameters is refused and makes nothing', async () => {
    await stripe.checkout.sessions.create(sale('pur_a'), { idempotencyKey: 'reused' });
    const again = stripe.checkout.sessions.create(sale('pur_b'), { idempotencyKey: 'reused' });
    await expect(again).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    const { data } = await stripe.checkout.sessions.list({ limit: 100 });
    expect(data.some((session) => session.client_reference_id === 'pur_b')).toBe(false);
  });

  test('a refused request does not use up its key', async () => {
    const options = { idempotencyKey: 'second-chance' };
    await expect(
      stripe.checkout.sessions.create({ ...sale(), success_url: '/x' }, options),
    ).rejects.toThrow();
    expect((await stripe.checkout.sessions.create(sale(), options)).status).toBe('open');
  });
});

describe('nothing that is not built passes for success', () => {
  test('unknown ids and routes that later work brings', async () => {
    const calls: (() => Promise<unknown>)[] = [
      () => stripe.checkout.sessions.retrieve('cs_test_none'),
      () => stripe.paymentIntents.retrieve('pi_none'),
      () => stripe.charges.retrieve('ch_none'),
      () => stripe.customers.retrieve('cus_none'),
      () => stripe.events.retrieve('evt_none'),
      () => stripe.refunds.create({ payment_intent: 'pi_none' }),
      () => stripe.refunds.retrieve('re_none'),
      () => stripe.subscriptions.create({ customer: 'cus_none', items: [] }),
      () => stripe.disputes.retrieve('dp_none'),
      () => stripe.payouts.list(),
      () => stripe.customers.del('cus_none'),
    ];
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({ statusCode: 404, type: 'StripeInvalidRequestError' });
  });

  test('another key is refused', async () => {
    await expect(sdk(sandbox, 'sk_live_secret').events.list()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
  });

  test('customers are kept', async () => {
    const customer = await stripe.customers.create({ email: 'a@example.com', metadata: { tier: 'free' } });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      email: 'a@example.com',
      metadata: { tier: 'free' },
    });
  });

  test('the balance is the sum of its transactions, payouts among them', async () => {
    const { url } = await stripe.checkout.sessions.create(sale());
    await payByCard(url ?? '', cards.pays);
    const payout = await control<Stripe.Payout>(sandbox, '/sandbox/payouts', { amount: 700 });
    await control(sandbox, `/sandbox/payouts/${payout.id}/fail`, {});
    await control(sandbox, '/sandbox/fees', { amount: 250 });
    const { data } = await stripe.balanceTransactions.list({ limit: 100, expand: ['data.source'] });
    const of = (type: string) => data.find((one) => one.type === type);
    expect(of('charge')).toMatchObject({ amount: 2000, fee: 88, net: 1912, currency: 'usd' });
    expect(of('payout')).toMatchObject({ amount: -700, net: -700, source: { id: payout.id } });
    expect(of('payout_failure')).toMatchObject({ amount: 700, source: { status: 'failed' } });
    expect(of('stripe_fee')).toMatchObject({ amount: -250, reporting_category: 'fee', source: null });
    const { available, pending } = await stripe.balance.retrieve();
    const held = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
    expect(held).toBe(data.reduce((sum, { net }) => sum + net, 0));
    expect(available).toMatchObject([{ amount: -250, currency: 'usd' }]);
  });
});
