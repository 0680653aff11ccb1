import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../server';
import { cards, control, payByCard, sdk, startReceiver, startTestSandbox, until } from '../../test-shop';

const DAY = 86_400;
const APP = { app: 'meterdesk', organisationId: 'org_1' };

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;
let stripe: Stripe;
const prices: Record<string, string> = {};

beforeAll(async () => {
  receiver = await startReceiver();
  sandbox = await startTestSandbox({ appUrl: receiver.url });
  stripe = sdk(sandbox);
  for (const [tier, month, year] of [
    ['starter', 1900, 19000],
    ['pro', 7900, 79000],
  ] as const) {
    await stripe.products.create({ id: `tier_${tier}`, name: tier });
    for (const [interval, amount] of [
      ['month', month],
      ['year', year],
    ] as const) {
      const price = await stripe.prices.create({
        ...{ currency: 'usd', unit_amount: amount, product: `tier_${tier}`, recurring: { interval } },
        lookup_key: `${tier}:${interval}`,
      });
      prices[`${tier}:${interval}`] = price.id;
    }
  }
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});

const price = (key: string) => prices[key] ?? '';
const itemOf = (sub: Stripe.Subscription) => {
  const [item] = sub.items.data;
  if (!item) throw new Error('no item');
  return item;
};

async function subscribed(
  key = 'starter:month',
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
  card = cards.pays,
) {
  const customer = await stripe.customers.create({ name: 'Ada', email: 'ada@example.test' });
  const session = await stripe.checkout.sessions.create({
    ...{ mode: 'subscription', customer: customer.id, line_items: [{ price: price(key), quantity: 1 }] },
    ...{ success_url: 'http://localhost:3000/billing', metadata: APP, subscription_data: { metadata: APP } },
    ...more,
  });
  expect(session.subscription).toBeNull();
  const answer = await payByCard(session.url ?? '', card);
  expect(answer.status).toBe(303);
  const done = await stripe.checkout.sessions.retrieve(session.id);
  const id = String(done.subscription);
  return { customer: customer.id, id, session: done, sub: await stripe.subscriptions.retrieve(id) };
}

const go = (id: string, body: object = {}) =>
  control<{ now: number }>(sandbox, `/sandbox/subscriptions/${id}/advance`, body);
const fail = (id: string, times = 1) => control(sandbox, `/sandbox/subscriptions/${id}/fail-next`, { times });
const invoices = async (id: string) =>
  (await stripe.invoices.list({ subscription: id, limit: 100, expand: ['data.payments'] })).data;

describe('a subscription', () => {
  it('starts on the hosted page with its first invoice paid, and tells of it with good signatures', async () => {
    const { id, sub, session } = await subscribed();
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
    const [invoice] = await invoices(id);
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
    await until(() => receiver.types().includes('invoice.paid'), 'invoice.paid');
    for (const type of ['customer.subscription.created', 'invoice.finalized', 'checkout.session.completed'])
      await until(() => receiver.types().includes(type as Stripe.Event['type']), type);
  });

  it('does not start with a card that is declined; a confirmation starts it', async () => {
    const customer = await stripe.customers.create({ name: 'Bo' });
    const session = await stripe.checkout.sessions.create({
      ...{
        mode: 'subscription',
        customer: customer.id,
        line_items: [{ price: price('pro:month'), quantity: 1 }],
      },
      success_url: 'http://localhost:3000/billing',
    });
    expect((await payByCard(session.url ?? '', cards.declines, { email: 'b@example.test' })).status).toBe(
      402,
    );
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([]);
    const asked = await payByCard(session.url ?? '', cards.confirms, { email: 'b@example.test' });
    expect(asked.headers.get('location')).toMatch(/authenticate$/);
    const page = `${sandbox.url}${asked.headers.get('location')}`;
    await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ outcome: 'complete' }),
      headers: { origin: new URL(page).origin },
    });
    expect((await stripe.subscriptions.list({ customer: customer.id })).data[0]?.status).toBe('active');
  });

  it('renews by the clock: the period of the line is the new one, of the invoice the old one', async () => {
    const { id, sub } = await subscribed();
    const before = itemOf(sub);
    await go(id);
    const after = itemOf(await stripe.subscriptions.retrieve(id));
    expect(after.current_period_start).toBe(before.current_period_end);
    const [cycle] = await invoices(id);
    expect(cycle).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_cycle',
      period_start: before.current_period_start,
    });
    expect(cycle?.lines.data[0]?.period.start).toBe(before.current_period_end);
  });

  it('fails, is retried by schedule, and recovers', async () => {
    const { id } = await subscribed();
    await fail(id, 2);
    await go(id);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
    const [open] = await invoices(id);
    expect(open).toMatchObject({ status: 'open', attempt_count: 1 });
    expect(open?.next_payment_attempt).toBe((open?.created ?? 0) + 3 * DAY);
    await go(id, { times: 2 });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    expect((await invoices(id))[0]).toMatchObject({ status: 'paid', next_payment_attempt: null });
  });

  it('becomes unpaid when the retries are used up, and active when its invoice is paid', async () => {
    const { id } = await subscribed();
    await fail(id, 10);
    await go(id, { times: 4 });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('unpaid');
    const [open] = await invoices(id);
    await expect(stripe.invoices.pay(open?.id ?? '')).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    });
    await fail(id, 0);
    await stripe.invoices.pay(open?.id ?? '');
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  });
});

describe('a change', () => {
  it('is charged as previewed, to the cent, by the second', async () => {
    const { id, sub, customer } = await subscribed();
    const item = itemOf(sub);
    const whole = item.current_period_end - item.current_period_start;
    const t = item.current_period_start + 10 * DAY;
    await go(id, { until: t });
    const items = [{ id: item.id, price: price('pro:month'), quantity: 1 }];
    const preview = await stripe.invoices.createPreview({
      ...{ customer, subscription: id },
      subscription_details: { items, proration_behavior: 'always_invoice', proration_date: t },
    });
    const left = whole - 10 * DAY;
    const expected = Math.round((7900 * left) / whole) - Math.round((1900 * left) / whole);
    expect(preview.amount_due).toBe(expected);
    expect(preview.lines.data.map((line) => line.parent?.subscription_item_details?.proration)).toEqual([
      true,
      true,
    ]);
    const changed = await stripe.subscriptions.update(id, {
      ...{
        items,
        proration_behavior: 'always_invoice',
        proration_date: t,
        payment_behavior: 'pending_if_incomplete',
      },
      expand: ['latest_invoice.payments'],
    });
    expect(changed).toMatchObject({
      pending_update: null,
      latest_invoice: { status: 'paid', amount_paid: expected },
    });
    expect(itemOf(changed).price.id).toBe(price('pro:month'));
    // A second upgrade credits what was debited for the rest, not the whole month.
    const again = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: {
        items: [{ id: item.id, price: price('starter:month') }],
        proration_behavior: 'always_invoice',
        proration_date: t,
      },
    });
    expect(again.lines.data[0]?.amount).toBe(-Math.round((7900 * left) / whole));
  });

  it('that is not paid waits, and falls through or is applied when its invoice is paid', async () => {
    const { id, sub } = await subscribed();
    await fail(id);
    const items = [{ id: itemOf(sub).id, price: price('pro:month') }];
    const waiting = await stripe.subscriptions.update(id, {
      ...{ items, proration_behavior: 'always_invoice', payment_behavior: 'pending_if_incomplete' },
    });
    expect(waiting).toMatchObject({
      status: 'active',
      pending_update: { subscription_items: [{ price: { id: price('pro:month') } }] },
    });
    expect(itemOf(waiting).price.id).toBe(price('starter:month'));
    const [invoice] = await invoices(id);
    const page = invoice?.hosted_invoice_url ?? '';
    expect((await payByCard(page, cards.pays)).status).toBe(200);
    const paid = await stripe.subscriptions.retrieve(id);
    expect([paid.pending_update, itemOf(paid).price.id]).toEqual([null, price('pro:month')]);
  });

  it('to a year begins a new period now, with the unused month credited', async () => {
    const { id, sub } = await subscribed();
    const t = itemOf(sub).current_period_start + 15 * DAY;
    await go(id, { until: t });
    const items = [{ id: itemOf(sub).id, price: price('starter:year') }];
    const changed = await stripe.subscriptions.update(id, {
      items,
      proration_behavior: 'always_invoice',
      proration_date: t,
    });
    expect(itemOf(changed).current_period_start).toBe(t);
    expect((await invoices(id))[0]?.lines.data.map(({ amount }) => Math.sign(amount))).toEqual([-1, 1]);
  });

  it('at the end of a period is a schedule; a schedule forbids to cancel until it is released', async () => {
    const { id, sub } = await subscribed('pro:month');
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    const [now] = schedule.phases;
    await stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: 'release',
      phases: [
        {
          items: [{ price: price('pro:month'), quantity: 1 }],
          start_date: now?.start_date,
          end_date: now?.end_date,
        },
        {
          items: [{ price: price('starter:month'), quantity: 1 }],
          duration: { interval: 'month', interval_count: 1 },
          metadata: { tierCode: 'starter' },
        },
      ],
    });
    await expect(stripe.subscriptions.update(id, { cancel_at_period_end: true })).rejects.toThrow(
      /managed by the subscription schedule/,
    );
    await go(id);
    const after = await stripe.subscriptions.retrieve(id);
    expect(itemOf(after).price.id).toBe(price('starter:month'));
    expect(after.metadata).toMatchObject({ tierCode: 'starter' });
    expect((await invoices(id))[0]).toMatchObject({ amount_paid: 1900 });
    await stripe.subscriptionSchedules.release(schedule.id);
    const cancelling = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(cancelling.cancel_at).toBe(itemOf(cancelling).current_period_end);
    expect((await stripe.subscriptions.update(id, { cancel_at_period_end: false })).cancel_at).toBeNull();
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await go(id);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      ended_at: itemOf(cancelling).current_period_end,
    });
    expect(sub.id).toBe(id);
  });

  it('pauses, and resumes with a period of its own', async () => {
    const { id } = await subscribed();
    await go(id, { until: new Date(Date.now() + 5 * DAY * 1_000).toISOString() });
    const paused = await stripe.subscriptions.pause(id, {
      ...{ type: 'subscription', invoicing_behavior: 'pending_invoice_item' },
      bill_for: { unused_time_from: { type: 'none' }, outstanding_usage_through: { type: 'none' } },
    });
    expect(paused.status).toBe('paused');
    await go(id, { until: new Date(Date.now() + 60 * DAY * 1_000).toISOString() });
    expect(await invoices(id)).toHaveLength(1);
    const resumed = await stripe.subscriptions.resume(id, {
      ...{ billing_cycle_anchor: { type: 'now' }, payment_behavior: 'resume_on_payment_success' },
    });
    expect(resumed.status).toBe('active');
    expect(await invoices(id)).toHaveLength(2);
  });

  it('cannot be made to what was cancelled; DELETE ends at once, and only once', async () => {
    const { id } = await subscribed();
    expect((await stripe.subscriptions.cancel(id)).status).toBe('canceled');
    await expect(stripe.subscriptions.cancel(id)).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('trials, coupons and the portal', () => {
  it('charges nothing for a trial, warns, and charges when it is over', async () => {
    const { id, sub, session } = await subscribed('starter:month', {
      subscription_data: { metadata: APP, trial_period_days: 14 },
    });
    expect([sub.status, session.payment_status, session.amount_total]).toEqual([
      'trialing',
      'no_payment_required',
      0,
    ]);
    expect(await invoices(id)).toMatchObject([
      { status: 'paid', amount_paid: 0, billing_reason: 'subscription_create' },
    ]);
    await go(id, { times: 2 });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    expect((await invoices(id))[0]).toMatchObject({ amount_paid: 1900 });
    await until(() => receiver.types().includes('customer.subscription.trial_will_end'), 'the warning');
  });

  it('takes a coupon off for its months and no longer', async () => {
    const coupon = await stripe.coupons.create({
      percent_off: 20,
      duration: 'repeating',
      duration_in_months: 3,
    });
    const { id } = await subscribed('starter:month', { discounts: [{ coupon: coupon.id }] });
    await go(id, { times: 3 });
    expect((await invoices(id)).map(({ amount_paid }) => amount_paid)).toEqual([1900, 1520, 1520, 1520]);
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
    const kept = await stripe.subscriptions.retrieve(id, { expand: ['discounts.source.coupon'] });
    expect(kept.discounts).toEqual([]);
  });

  it('saves a card in the portal, which open invoices are then paid with', async () => {
    const { id, customer } = await subscribed();
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
    const { id } = await subscribed();
    await fail(id, 1);
    await go(id);
    const [open] = await invoices(id);
    await fail(id, 1);
    const pay = () => stripe.invoices.pay(open?.id ?? '', {}, { idempotencyKey: `pay:${open?.id}` });
    await expect(pay()).rejects.toMatchObject({ statusCode: 402 });
    await expect(pay()).rejects.toMatchObject({ statusCode: 402 });
    expect((await invoices(id))[0]?.attempt_count).toBe(2);
  });
});
