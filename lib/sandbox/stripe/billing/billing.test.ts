import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cards, payByCard, until } from '../../test-shop';
import { APP, DAY, itemOf, openTiers } from '../../test-tiers';

let shop: Awaited<ReturnType<typeof openTiers>>;
let stripe: Stripe;
beforeAll(async () => {
  shop = await openTiers();
  ({ stripe } = shop);
});
afterAll(() => shop.close());

describe('a subscription', () => {
  it('starts on the hosted page with its first invoice paid, and tells of it with good signatures', async () => {
    const { id, sub, session } = await shop.subscribed();
    expect(session).toMatchObject({
      mode: 'subscription',
      status: 'complete',
      payment_status: 'paid',
      payment_intent: null,
    });
    expect(sub).toMatchObject({
      status: 'active',
      metadata: APP,
      cancel_at_period_end: false,
      schedule: null,
    });
    expect(itemOf(sub).price.unit_amount_decimal?.toString()).toBe('1900');
    const [invoice] = await shop.invoices(id);
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      amount_paid: 1900,
    });
    expect(invoice?.parent?.subscription_details?.metadata).toEqual(APP);
    expect(invoice?.lines.data[0]?.period).toEqual({
      start: itemOf(sub).current_period_start,
      end: itemOf(sub).current_period_end,
    });
    const payment = invoice?.payments?.data[0]?.payment.payment_intent;
    const intent = await stripe.paymentIntents.retrieve(String(payment), { expand: ['latest_charge'] });
    expect(intent).toMatchObject({ status: 'succeeded', amount: 1900 });
    await until(() => shop.receiver.types().includes('invoice.paid'), 'invoice.paid');
    for (const type of ['customer.subscription.created', 'invoice.finalized', 'checkout.session.completed'])
      await until(() => shop.receiver.types().includes(type as Stripe.Event['type']), type);
  });

  it('does not start with a card that is declined; a confirmation starts it', async () => {
    const customer = await stripe.customers.create({ name: 'Bo' });
    const session = await stripe.checkout.sessions.create({
      ...{
        mode: 'subscription',
        customer: customer.id,
        line_items: [{ price: shop.price('pro:month'), quantity: 1 }],
      },
      success_url: 'http://localhost:3000/billing',
    });
    expect((await payByCard(session.url ?? '', cards.declines, { email: 'b@example.test' })).status).toBe(
      402,
    );
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([]);
    const asked = await payByCard(session.url ?? '', cards.confirms, { email: 'b@example.test' });
    expect(asked.headers.get('location')).toMatch(/authenticate$/);
    const page = `${shop.sandbox.url}${asked.headers.get('location')}`;
    await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ outcome: 'complete' }),
      headers: { origin: new URL(page).origin },
    });
    expect((await stripe.subscriptions.list({ customer: customer.id })).data[0]?.status).toBe('active');
  });

  it('renews by the clock: the period of the line is the new one, of the invoice the old one', async () => {
    const { id, sub } = await shop.subscribed();
    const before = itemOf(sub);
    await shop.go(id);
    const after = itemOf(await stripe.subscriptions.retrieve(id));
    expect(after.current_period_start).toBe(before.current_period_end);
    const [cycle] = await shop.invoices(id);
    expect(cycle).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_cycle',
      period_start: before.current_period_start,
    });
    expect(cycle?.lines.data[0]?.period.start).toBe(before.current_period_end);
  });

  it('fails, is retried by schedule, and recovers', async () => {
    const { id } = await shop.subscribed();
    await shop.fail(id, 2);
    await shop.go(id);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
    const [open] = await shop.invoices(id);
    expect(open).toMatchObject({ status: 'open', attempt_count: 1 });
    expect(open?.next_payment_attempt).toBe((open?.created ?? 0) + 3 * DAY);
    await shop.go(id, { times: 2 });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    expect((await shop.invoices(id))[0]).toMatchObject({ status: 'paid', next_payment_attempt: null });
  });

  it('becomes unpaid when the retries are used up, and active when its invoice is paid', async () => {
    const { id } = await shop.subscribed();
    await shop.fail(id, 10);
    await shop.go(id, { times: 4 });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('unpaid');
    const [open] = await shop.invoices(id);
    await expect(stripe.invoices.pay(open?.id ?? '')).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    });
    await shop.fail(id, 0);
    await stripe.invoices.pay(open?.id ?? '');
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  });
});

describe('trials, coupons and the portal', () => {
  it('charges nothing for a trial, warns, and charges when it is over', async () => {
    const { id, sub, session } = await shop.subscribed('starter:month', {
      subscription_data: { metadata: APP, trial_period_days: 14 },
    });
    expect([sub.status, session.payment_status, session.amount_total]).toEqual([
      'trialing',
      'no_payment_required',
      0,
    ]);
    expect(await shop.invoices(id)).toMatchObject([
      { status: 'paid', amount_paid: 0, billing_reason: 'subscription_create' },
    ]);
    await shop.go(id, { times: 2 });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    expect((await shop.invoices(id))[0]).toMatchObject({ amount_paid: 1900 });
    await until(() => shop.receiver.types().includes('customer.subscription.trial_will_end'), 'the warning');
  });

  it('takes a coupon off for its months and no longer', async () => {
    const coupon = await stripe.coupons.create({
      percent_off: 20,
      duration: 'repeating',
      duration_in_months: 3,
    });
    const { id } = await shop.subscribed('starter:month', { discounts: [{ coupon: coupon.id }] });
    await shop.go(id, { times: 3 });
    expect((await shop.invoices(id)).map(({ amount_paid }) => amount_paid)).toEqual([1900, 1520, 1520, 1520]);
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
    const kept = await stripe.subscriptions.retrieve(id, { expand: ['discounts.source.coupon'] });
    expect(kept.discounts).toEqual([]);
  });

  it('saves a card in the portal, which open invoices are then paid with', async () => {
    const { id, customer } = await shop.subscribed();
    const configuration = await stripe.billingPortal.configurations.create({
      features: { payment_method_update: { enabled: true } },
    });
    const session = await stripe.billingPortal.sessions.create({
      ...{ customer, configuration: configuration.id, return_url: 'http://localhost:3000/billing' },
      flow_data: { type: 'payment_method_update' },
    });
    expect((await payByCard(session.url, cards.pays)).headers.get('location')).toBe(
      'http://localhost:3000/billing',
    );
    const after = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
    expect(after.invoice_settings.default_payment_method).toMatch(/^pm_/);
    await stripe.subscriptions.update(id, {
      default_payment_method: String(after.invoice_settings.default_payment_method),
    });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(2);
  });

  it('answers the same to the same idempotency key, a decline too', async () => {
    const { id } = await shop.subscribed();
    await shop.fail(id, 1);
    await shop.go(id);
    const [open] = await shop.invoices(id);
    await shop.fail(id, 1);
    const pay = () => stripe.invoices.pay(open?.id ?? '', {}, { idempotencyKey: `pay:${open?.id}` });
    await expect(pay()).rejects.toMatchObject({ statusCode: 402 });
    await expect(pay()).rejects.toMatchObject({ statusCode: 402 });
    expect((await shop.invoices(id))[0]?.attempt_count).toBe(2);
  });
});
