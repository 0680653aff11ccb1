import type Stripe from 'stripe';
import { cards, control, payByCard, sdk, startReceiver, startTestSandbox } from './test-shop';

export const DAY = 86_400;
export const APP = { app: 'meterdesk', organisationId: 'org_1' };

export const itemOf = (sub: Stripe.Subscription) => {
  const [item] = sub.items.data;
  if (!item) throw new Error('no item');
  return item;
};

/** A sandbox that sells two tiers by month and by year, with what a test of subscriptions asks of it. */
export async function openTiers() {
  const receiver = await startReceiver();
  const sandbox = await startTestSandbox({ appUrl: receiver.url });
  const stripe = sdk(sandbox);
  const prices = await createPrices(stripe);
  const price = (key: string) => prices[key] ?? '';

  /** Subscribes on the hosted page. */
  async function subscribed(key = 'starter:month', more: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
    const customer = await stripe.customers.create({ name: 'Ada', email: 'ada@example.test' });
    const session = await stripe.checkout.sessions.create({
      ...{ mode: 'subscription', customer: customer.id, line_items: [{ price: price(key), quantity: 1 }] },
      ...{
        success_url: 'http://localhost:3000/billing',
        metadata: APP,
        subscription_data: { metadata: APP },
      },
      ...more,
    });
    if (session.subscription !== null) throw new Error('a subscription before its payment');
    const answer = await payByCard(session.url ?? '', cards.pays);
    if (answer.status !== 303) throw new Error(`the page answered ${answer.status}`);
    const done = await stripe.checkout.sessions.retrieve(session.id);
    const id = String(done.subscription);
    return { customer: customer.id, id, session: done, sub: await stripe.subscriptions.retrieve(id) };
  }

  return {
    ...{ receiver, sandbox, stripe, price, subscribed },
    /** To what comes next, or to an instant. */
    go: (id: string, body: object = {}) =>
      control<{ now: number }>(sandbox, `/sandbox/subscriptions/${id}/advance`, body),
    fail: (id: string, times = 1) => control(sandbox, `/sandbox/subscriptions/${id}/fail-next`, { times }),
    invoices: async (id: string) =>
      (await stripe.invoices.list({ subscription: id, limit: 100, expand: ['data.payments'] })).data,
    close: async () => {
      await sandbox.close();
      await receiver.close();
    },
  };
}

async function createPrices(stripe: Stripe): Promise<Record<string, string>> {
  const prices: Record<string, string> = {};
  const tiers = { starter: { month: 1900, year: 19_000 }, pro: { month: 7900, year: 79_000 } };
  for (const [tier, amounts] of Object.entries(tiers)) {
    await stripe.products.create({ id: `tier_${tier}`, name: tier });
    for (const interval of ['month', 'year'] as const) {
      const key = `${tier}:${interval}`;
      const price = await stripe.prices.create({
        ...{ currency: 'usd', unit_amount: amounts[interval], product: `tier_${tier}`, lookup_key: key },
        recurring: { interval },
      });
      prices[key] = price.id;
    }
  }
  return prices;
}
