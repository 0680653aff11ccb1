import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import type { Sandbox } from '../server';
import {
  cards,
  control,
  payByCard,
  sale,
  sdk,
  startReceiver,
  startTestSandbox,
  submit,
  until,
} from '../test-shop';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;
let stripe: Stripe;
let aheadMs = 0;

beforeAll(async () => {
  receiver = await startReceiver();
  sandbox = await startTestSandbox({ appUrl: receiver.url, now: () => new Date(Date.now() + aheadMs) });
  stripe = sdk(sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});

async function open() {
  const { id, url } = await stripe.checkout.sessions.create(sale());
  const events = () =>
    receiver.received.filter(({ body }) => body.includes(id) || body.includes(intentOf(id)));
  const intents = new Map<string, string>();
  const intentOf = (session: string) => intents.get(session) ?? 'pi_unknown';
  const session = async () => {
    const found = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
    const intent = found.payment_intent as Stripe.PaymentIntent | null;
    if (intent) intents.set(id, intent.id);
    return { ...found, intent };
  };
  return { id, url: url ?? '', session, types: () => events().map(({ event }) => event.type) };
}

const back = (id: string) => `http://localhost:3000/back?session=${id}`;

describe('the hosted page', () => {
  test('shows what is bought, to whom, and the way back', async () => {
    const { url } = await open();
    const page = await (await fetch(url)).text();
    for (const part of ['Pack of 250 credits', 'Pay $20.00', 'buyer@example.com', 'Back to shop', 'Sandbox'])
      expect(page).toContain(part);
  });

  test('4242 pays: back to the shop, session complete, three signed events', async () => {
    const { id, url, session, types } = await open();
    const answer = await payByCard(url, cards.pays);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, back(id)]);
    const paid = await session();
    expect([paid.status, paid.payment_status, paid.intent?.status]).toEqual([
      'complete',
      'paid',
      'succeeded',
    ]);
    await until(() => types().length === 3, 'three events');
    expect(types()).toEqual(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']);
  });

  test('paying twice charges once', async () => {
    const { id, url, session } = await open();
    await Promise.all([payByCard(url, cards.pays), payByCard(url, cards.pays)]);
    const again = await payByCard(url, cards.pays);
    expect(again.headers.get('location')).toBe(back(id));
    const { data } = await stripe.events.list({ limit: 100, type: 'checkout.session.completed' });
    expect(data.filter((event) => (event.data.object as Stripe.Checkout.Session).id === id)).toHaveLength(1);
    expect((await session()).intent?.amount_received).toBe(2000);
  });

  test('…0002 declines with a visible error, stays payable and tells the shop', async () => {
    const { id, url, session, types } = await open();
    const declined = await payByCard(url, cards.declines);
    expect(declined.status).toBe(402);
    const page = await declined.text();
    expect(page).toContain('role="alert">Your card was declined.');
    expect(page).toContain('value="Ada Byron"');
    const after = await session();
    expect([after.status, after.payment_status]).toEqual(['open', 'unpaid']);
    expect(after.intent?.last_payment_error).toMatchObject({
      code: 'card_declined',
      decline_code: 'generic_decline',
    });
    await until(() => types().includes('payment_intent.payment_failed'), 'the failure event');
    expect((await payByCard(url, cards.pays)).headers.get('location')).toBe(back(id));
    expect((await session()).intent?.last_payment_error).toBeNull();
  });

  test('…3184 asks for a confirmation, which may fail and then pass', async () => {
    const { id, url, session, types } = await open();
    const confirmation = `${url}/authenticate`;
    expect((await payByCard(url, cards.confirms)).headers.get('location')).toBe(
      new URL(confirmation).pathname,
    );
    expect((await session()).intent?.status).toBe('requires_action');
    expect(await (await fetch(confirmation)).text()).toContain('Complete authentication');
    await submit(confirmation, { outcome: 'fail' });
    expect((await session()).intent?.last_payment_error?.code).toBe('payment_intent_authentication_failure');
    await until(() => types().includes('payment_intent.payment_failed'), 'the failure event');
    expect(await (await fetch(url)).text()).toContain('role="alert"');
    await payByCard(url, cards.confirms);
    const answer = await submit(confirmation, { outcome: 'complete' });
    expect(answer.headers.get('location')).toBe(back(id));
    expect((await session()).payment_status).toBe('paid');
  });

  test.each([
    ['another card', { cardNumber: '5555555555554444' }, 'knows only the test cards'],
    ['a wrong number', { cardNumber: '4242 4242 4242 4241' }, 'Your card number is invalid'],
    ['a past date', { cardExpiry: '01/20' }, 'in the past'],
    ['a date that is none', { cardExpiry: '13/30' }, 'MM / YY'],
    ['no code', { cardCvc: '' }, '3 digits'],
    ['no name', { billingName: ' ' }, 'name on the card'],
  ])('%s: an error beside the field, nothing charged', async (_what, change, message) => {
    const { url, session } = await open();
    const answer = await payByCard(url, cards.pays, change);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(new RegExp(`class="error" id="\\w+-error">[^<]*${message}`));
    expect((await session()).intent).toBeNull();
  });

  test('what is typed comes back escaped', async () => {
    const { url } = await open();
    const page = await (await payByCard(url, '1', { billingName: '"><script>alert(1)</script>' })).text();
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
  });

  test('a form from another site is refused', async () => {
    const { url, session } = await open();
    for (const origin of ['https://evil.example', 'null', null]) {
      const headers: Record<string, string> = origin ? { origin } : {};
      const body = new URLSearchParams({ cardNumber: cards.pays });
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(403);
    }
    expect((await session()).status).toBe('open');
  });

  test('an unknown checkout is 404', async () => {
    expect((await fetch(`${sandbox.url}/checkout/cs_test_none`)).status).toBe(404);
  });
});

describe('expiry', () => {
  test('by the operator', async () => {
    const { id, url, types } = await open();
    await control(sandbox, `/sandbox/checkout/${id}/expire`, {});
    await until(() => types().includes('checkout.session.expired'), 'the expiry event');
    expect(await (await payByCard(url, cards.pays)).text()).toContain('This checkout has expired');
  });

  test('by time: the event comes without anybody looking', async () => {
    const { session, types } = await open();
    aheadMs = 25 * 3_600_000;
    await until(() => types().includes('checkout.session.expired'), 'the expiry event');
    aheadMs = 0;
    expect((await session()).status).toBe('expired');
  });
});
