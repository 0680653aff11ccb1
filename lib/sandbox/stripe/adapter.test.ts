import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createCheckoutSession,
  expireCheckoutSession,
  getCheckoutSession,
  type NewCheckout,
} from '@/lib/integrations/stripe/checkout';
import { subjectOf } from '@/lib/integrations/stripe/subject';
import { verifyStripeEvent } from '@/lib/integrations/stripe/webhook';
import type { Sandbox } from '../server';
import {
  cards,
  payByCard,
  sale,
  sdk,
  startReceiver,
  startTestSandbox,
  until,
  webhookSecret,
} from '../test-shop';
import { signatureHeader } from './deliveries';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;

beforeAll(async () => {
  receiver = await startReceiver();
  sandbox = await startTestSandbox({ appUrl: receiver.url });
  process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';
  process.env.AUTH_SECRET ??= 'x'.repeat(32);
  process.env.SANDBOX_URL = sandbox.url;
  process.env.STRIPE_WEBHOOK_SECRET = webhookSecret;
  delete process.env.STRIPE_SECRET_KEY;
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});

const checkout = (reference: string): NewCheckout => ({
  reference,
  organisationId: 'org_1',
  description: '250 credits',
  amountMinor: 2000n,
  currency: 'USD',
  email: 'buyer@example.com',
  successUrl: 'http://localhost:3000/credits/purchases/x?session={CHECKOUT_SESSION_ID}',
  cancelUrl: 'http://localhost:3000/credits',
  expiresAt: inAnHour,
});
const inAnHour = new Date(Date.now() + 3_600_000);

describe('checkout', () => {
  test('the same purchase gives the same session; another price for it is refused', async () => {
    const first = await createCheckoutSession(checkout('pur_same'));
    expect(await createCheckoutSession(checkout('pur_same'))).toEqual(first);
    await expect(createCheckoutSession({ ...checkout('pur_same'), amountMinor: 1n })).rejects.toThrow(
      'idempotent',
    );
  });

  test('from open over declined to paid', async () => {
    const { id, url } = await createCheckoutSession(checkout('pur_paid'));
    const open = {
      id,
      reference: 'pur_paid',
      organisationId: 'org_1',
      status: 'open',
      paymentStatus: 'unpaid',
      paymentIntentId: null,
      amountTotalMinor: 2000n,
      currency: 'USD',
      lastPaymentError: null,
    };
    expect(await getCheckoutSession(id)).toEqual(open);
    await payByCard(url, cards.declines);
    expect((await getCheckoutSession(id)).lastPaymentError).toEqual({
      code: 'card_declined',
      declineCode: 'generic_decline',
      message: 'Your card was declined.',
    });
    await payByCard(url, cards.pays);
    const paid = await getCheckoutSession(id);
    expect(paid).toMatchObject({ status: 'complete', paymentStatus: 'paid', lastPaymentError: null });
    expect(paid.paymentIntentId).toMatch(/^pi_/);
    await expireCheckoutSession(id);
    expect((await getCheckoutSession(id)).status).toBe('complete');
  });

  test('expiring twice is no error; an unknown session is not found', async () => {
    const { id } = await createCheckoutSession(checkout('pur_expired'));
    await expireCheckoutSession(id);
    await expireCheckoutSession(id);
    expect((await getCheckoutSession(id)).status).toBe('expired');
    for (const call of [getCheckoutSession, expireCheckoutSession])
      await expect(call('cs_none')).rejects.toMatchObject({
        code: 'not_found',
        reason: 'checkout_not_found',
      });
  });

  test("another program's session names no purchase of ours", async () => {
    const foreign = { ...sale(), metadata: { app: 'other', reference: 'pur_x' } };
    const { id } = await sdk(sandbox).checkout.sessions.create(foreign);
    expect((await getCheckoutSession(id)).reference).toBeNull();
  });
});

describe('webhooks', () => {
  test('every event of a payment names the purchase', async () => {
    receiver.received.length = 0;
    const { id, url } = await createCheckoutSession(checkout('pur_events'));
    await payByCard(url, cards.declines);
    await payByCard(url, cards.pays);
    await until(() => receiver.received.length === 4, 'four events');
    const { paymentIntentId } = await getCheckoutSession(id);
    for (const { body, signature } of receiver.received) {
      const event = await verifyStripeEvent(body, signature);
      expect(subjectOf(event)).toEqual({
        ...{ kind: 'payment', reference: 'pur_events', providerPaymentId: paymentIntentId },
        providerId: event.type.startsWith('checkout') ? id : null,
      });
      expect(event.created).toBeInstanceOf(Date);
      expect(event.payload).toEqual(JSON.parse(body));
    }
  });

  const body = JSON.stringify({
    id: 'evt_1',
    type: 'x.y',
    created: 1,
    data: { object: { id: 'x', object: 'y' } },
  });
  const now = Date.now();

  test('an event about something else is verified and names nothing', async () => {
    const event = await verifyStripeEvent(body, signatureHeader(body, webhookSecret, now));
    expect(event).toMatchObject({ id: 'evt_1', type: 'x.y' });
    expect(subjectOf(event)).toEqual({ kind: 'other' });
  });

  test.each<[string, string, string | null]>([
    ['no signature', body, null],
    ['an empty one', body, ''],
    ['nonsense', body, 't=,v1=zz'],
    ['another secret', body, signatureHeader(body, 'whsec_other', now)],
    ['another body', `${body} `, signatureHeader(body, webhookSecret, now)],
    ['an old one', body, signatureHeader(body, webhookSecret, now - 301_000)],
    ['signed text that is no JSON', 'hello', signatureHeader('hello', webhookSecret, now)],
    ['signed JSON that is no event', '[]', signatureHeader('[]', webhookSecret, now)],
    ['an empty body', '', signatureHeader('', webhookSecret, now)],
  ])('refuses %s', async (_what, text, signature) => {
    await expect(verifyStripeEvent(text, signature)).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'webhook_signature',
    });
  });
});

test('with Stripe gone the answer is «unavailable», after retries', async () => {
  await sandbox.close();
  await expect(getCheckoutSession('cs_any')).rejects.toMatchObject({
    code: 'provider_unavailable',
    reason: 'stripe_unavailable',
  });
});
