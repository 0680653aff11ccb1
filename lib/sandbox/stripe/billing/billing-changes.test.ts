import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cards, payByCard, sdk, startTestSandbox, submit } from '../../test-shop';
import { DAY, itemOf, openTiers } from '../../test-tiers';

let shop: Awaited<ReturnType<typeof openTiers>>;
let stripe: Stripe;
beforeAll(async () => {
  shop = await openTiers();
  ({ stripe } = shop);
});
afterAll(() => shop.close());

describe('a change', () => {
  it('is charged as previewed, to the cent, by the second', async () => {
    const { id, sub, customer } = await shop.subscribed();
    const item = itemOf(sub);
    const whole = item.current_period_end - item.current_period_start;
    const t = item.current_period_start + 10 * DAY;
    await shop.go(id, { until: t });
    const items = [{ id: item.id, price: shop.price('pro:month'), quantity: 1 }];
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
    expect(itemOf(changed).price.id).toBe(shop.price('pro:month'));
    // A second upgrade credits what was debited for the rest, not the whole month.
    const again = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: {
        items: [{ id: item.id, price: shop.price('starter:month') }],
        proration_behavior: 'always_invoice',
        proration_date: t,
      },
    });
    expect(again.lines.data[0]?.amount).toBe(-Math.round((7900 * left) / whole));
  });

  it('that is not paid waits, and falls through or is applied when its invoice is paid', async () => {
    const { id, sub } = await shop.subscribed();
    await shop.fail(id);
    const items = [{ id: itemOf(sub).id, price: shop.price('pro:month') }];
    const waiting = await stripe.subscriptions.update(id, {
      ...{ items, proration_behavior: 'always_invoice', payment_behavior: 'pending_if_incomplete' },
    });
    expect(waiting).toMatchObject({
      status: 'active',
      pending_update: { subscription_items: [{ price: { id: shop.price('pro:month') } }] },
    });
    expect(itemOf(waiting).price.id).toBe(shop.price('starter:month'));
    const [invoice] = await shop.invoices(id);
    const page = invoice?.hosted_invoice_url ?? '';
    expect((await payByCard(page, cards.pays)).status).toBe(200);
    const paid = await stripe.subscriptions.retrieve(id);
    expect([paid.pending_update, itemOf(paid).price.id]).toEqual([null, shop.price('pro:month')]);
  });

  it('to a year begins a new period now, with the unused month credited', async () => {
    const { id, sub } = await shop.subscribed();
    const t = itemOf(sub).current_period_start + 15 * DAY;
    await shop.go(id, { until: t });
    const items = [{ id: itemOf(sub).id, price: shop.price('starter:year') }];
    const changed = await stripe.subscriptions.update(id, {
      items,
      proration_behavior: 'always_invoice',
      proration_date: t,
    });
    expect(itemOf(changed).current_period_start).toBe(t);
    expect((await shop.invoices(id))[0]?.lines.data.map(({ amount }) => Math.sign(amount))).toEqual([-1, 1]);
  });

  it('at the end of a period is a schedule; a schedule forbids to cancel until it is released', async () => {
    const { id, sub } = await shop.subscribed('pro:month');
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    const [now] = schedule.phases;
    await stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: 'release',
      phases: [
        {
          items: [{ price: shop.price('pro:month'), quantity: 1 }],
          start_date: now?.start_date,
          end_date: now?.end_date,
        },
        {
          items: [{ price: shop.price('starter:month'), quantity: 1 }],
          duration: { interval: 'month', interval_count: 1 },
          metadata: { tierCode: 'starter' },
        },
      ],
    });
    await expect(stripe.subscriptions.update(id, { cancel_at_period_end: true })).rejects.toThrow(
      /managed by the subscription schedule/,
    );
    await shop.go(id);
    const after = await stripe.subscriptions.retrieve(id);
    expect(itemOf(after).price.id).toBe(shop.price('starter:month'));
    expect(after.metadata).toMatchObject({ tierCode: 'starter' });
    expect((await shop.invoices(id))[0]).toMatchObject({ amount_paid: 1900 });
    await stripe.subscriptionSchedules.release(schedule.id);
    const cancelling = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(cancelling.cancel_at).toBe(itemOf(cancelling).current_period_end);
    expect((await stripe.subscriptions.update(id, { cancel_at_period_end: false })).cancel_at).toBeNull();
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await shop.go(id);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      ended_at: itemOf(cancelling).current_period_end,
    });
    expect(sub.id).toBe(id);
  });

  it('pauses, and resumes with a period of its own', async () => {
    const { id } = await shop.subscribed();
    await shop.go(id, { until: new Date(Date.now() + 5 * DAY * 1_000).toISOString() });
    const paused = await stripe.subscriptions.pause(id, {
      ...{ type: 'subscription', invoicing_behavior: 'pending_invoice_item' },
      bill_for: { unused_time_from: { type: 'none' }, outstanding_usage_through: { type: 'none' } },
    });
    expect(paused.status).toBe('paused');
    await shop.go(id, { until: new Date(Date.now() + 60 * DAY * 1_000).toISOString() });
    expect(await shop.invoices(id)).toHaveLength(1);
    const resumed = await stripe.subscriptions.resume(id, {
      ...{ billing_cycle_anchor: { type: 'now' }, payment_behavior: 'resume_on_payment_success' },
    });
    expect(resumed.status).toBe('active');
    expect(await shop.invoices(id)).toHaveLength(2);
  });

  it('cannot be made to what was cancelled; DELETE ends at once, and only once', async () => {
    const { id } = await shop.subscribed();
    expect((await stripe.subscriptions.cancel(id)).status).toBe('canceled');
    await expect(stripe.subscriptions.cancel(id)).rejects.toMatchObject({ statusCode: 400 });
  });
});

it('shows an operator the subscriptions, and takes their forms', async () => {
  const { id } = await shop.subscribed();
  const page = await fetch(`${shop.sandbox.url}/sandbox/subscriptions`);
  const text = await page.text();
  expect([page.status, text.includes(id), text.includes('Go to what comes next')]).toEqual([200, true, true]);
  const advance = `${shop.sandbox.url}/sandbox/subscriptions/${id}/advance`;
  expect((await submit(advance, {})).status).toBe(303);
  expect(await shop.invoices(id)).toHaveLength(2);
  const foreign = await fetch(advance, { method: 'POST', headers: { origin: 'http://evil.test' } });
  expect(foreign.status).toBe(403);
});

it('keeps what it knows when it is started again', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'meterdesk-tiers-'));
  const before = await startTestSandbox({ appUrl: shop.receiver.url, dir });
  const product = await sdk(before).products.create({ name: 'Kept' });
  const price = await sdk(before).prices.create({
    ...{ currency: 'usd', unit_amount: 100, product: product.id, recurring: { interval: 'month' } },
  });
  const customer = await sdk(before).customers.create({ name: 'Kept' });
  const session = await sdk(before).checkout.sessions.create({
    ...{ mode: 'subscription', customer: customer.id, line_items: [{ price: price.id, quantity: 1 }] },
    success_url: 'http://localhost:3000/billing',
  });
  await payByCard(session.url ?? '', cards.pays, { email: 'kept@example.test' });
  await before.close();
  const after = await startTestSandbox({ appUrl: shop.receiver.url, dir });
  const [kept] = (await sdk(after).subscriptions.list({ customer: customer.id })).data;
  expect(kept).toMatchObject({ status: 'active', currency: 'usd' });
  await after.close();
});
