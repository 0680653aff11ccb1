import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chargeSavedCard, findCharge, getCharge } from '@/lib/integrations/stripe/off-session';
import {
  createCustomer,
  detachCard,
  getCardSetup,
  openCardSetup,
} from '@/lib/integrations/stripe/saved-cards';
import { subjectOf } from '@/lib/integrations/stripe/subject';
import { verifyStripeEvent } from '@/lib/integrations/stripe/webhook';
import type { Sandbox } from '../server';
import {
  cards,
  control,
  payByCard,
  startReceiver,
  startTestSandbox,
  until,
  webhookSecret,
} from '../test-shop';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;
let customerId: string;

beforeAll(async () => {
  receiver = await startReceiver();
  sandbox = await startTestSandbox({ appUrl: receiver.url });
  process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';
  process.env.AUTH_SECRET ??= 'x'.repeat(32);
  process.env.SANDBOX_URL = sandbox.url;
  process.env.STRIPE_WEBHOOK_SECRET = webhookSecret;
  delete process.env.STRIPE_SECRET_KEY;
  customerId = await createCustomer({ organisationId: 'org_1', name: 'Example', email: 'a@example.com' });
});
beforeEach(() => {
  receiver.received.length = 0;
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});

const back = 'http://localhost:3000/credits/auto-top-up';

async function savedCard(number = cards.pays) {
  const { url } = await openCardSetup({
    ...{ organisationId: 'org_1', customerId, currency: 'USD' },
    successUrl: `${back}?card={CHECKOUT_SESSION_ID}`,
    cancelUrl: back,
  });
  const response = await payByCard(url, number, { email: 'a@example.com' });
  const sessionId = new URL(response.headers.get('location') ?? '').searchParams.get('card') ?? '';
  return { response, sessionId, ...(await getCardSetup(sessionId)) };
}

const charge = (reference: string, paymentMethodId: string) => ({
  ...{ reference, organisationId: 'org_1', customerId, paymentMethodId },
  ...{ description: '250 credits', amountMinor: 2000n, currency: 'USD' },
});

describe('saving a card', () => {
  test('gives brand, last digits and expiry; its event names the organisation', async () => {
    const { sessionId, ...setup } = await savedCard();
    expect(setup).toMatchObject({
      organisationId: 'org_1',
      customerId,
      card: { brand: 'visa', last4: '4242', expiry: '2040-12' },
    });
    await until(() => receiver.types().includes('checkout.session.completed'), 'the event');
    const { body, signature } =
      receiver.received.find(({ event }) => event.type === 'checkout.session.completed') ?? {};
    const told = await verifyStripeEvent(body ?? '', signature ?? null);
    expect(subjectOf(told)).toEqual({ kind: 'card', organisationId: 'org_1', sessionId });
  });

  test('a refused card is not saved', async () => {
    const { url } = await openCardSetup({
      ...{ organisationId: 'org_1', customerId, currency: 'USD', successUrl: back, cancelUrl: back },
    });
    expect((await payByCard(url, cards.declines, { email: 'a@example.com' })).status).toBe(402);
  });

  test('a detached card is gone for good, and detaching twice is no error', async () => {
    const { sessionId, card } = await savedCard();
    const id = card?.paymentMethodId ?? '';
    await detachCard(id);
    await detachCard(id);
    await detachCard('pm_none');
    expect((await getCardSetup(sessionId)).card).toBeNull();
    expect(await chargeSavedCard(charge('pur_gone', id))).toMatchObject({
      id: null,
      status: 'failed',
      failure: { code: 'card_missing' },
    });
  });
});

describe('a charge of a saved card', () => {
  test('is made once a purchase, however often it is asked, and found by its purchase', async () => {
    const { card } = await savedCard();
    const input = charge('pur_once', card?.paymentMethodId ?? '');
    const first = await chargeSavedCard(input);
    expect(first).toMatchObject({ status: 'succeeded', amountMinor: 2000n, currency: 'USD', failure: null });
    expect(await chargeSavedCard(input)).toEqual(first);
    expect(await getCharge(first.id ?? '')).toEqual(first);
    expect(await findCharge(customerId, 'pur_once', new Date())).toEqual(first);
    expect(await findCharge(customerId, 'pur_never', new Date())).toBeNull();
    await until(() => receiver.types().includes('payment_intent.succeeded'), 'the event');
    const { body, signature } =
      receiver.received.find(({ event }) => event.type === 'payment_intent.succeeded') ?? {};
    const told = await verifyStripeEvent(body ?? '', signature ?? null);
    expect(subjectOf(told)).toMatchObject({ reference: 'pur_once', providerPaymentId: first.id });
  });

  test.each([
    ['4000000000000341', 'generic_decline'],
    ['4000008260003178', 'insufficient_funds'],
    ['4000002760003184', 'authentication_required'],
  ])('with %s is refused: %s', async (number, code) => {
    const { card } = await savedCard(number);
    const refused = await chargeSavedCard(charge(`pur_${code}`, card?.paymentMethodId ?? ''));
    expect(refused).toMatchObject({ status: 'failed', amountMinor: 0n, failure: { code } });
    expect(await chargeSavedCard(charge(`pur_${code}`, card?.paymentMethodId ?? ''))).toEqual(refused);
    await until(() => receiver.types().includes('payment_intent.payment_failed'), 'the event');
  });

  test('may stay under way until the bank decides', async () => {
    const { card } = await savedCard();
    await control(sandbox, '/sandbox/settings', { nextCharge: 'processes' });
    const { id, status } = await chargeSavedCard(charge('pur_slow', card?.paymentMethodId ?? ''));
    expect(status).toBe('processing');
    await control(sandbox, `/sandbox/charges/${id}/finish`, { outcome: 'declines' });
    expect(await getCharge(id ?? '')).toMatchObject({
      status: 'failed',
      failure: { code: 'generic_decline' },
    });
  });

  test('whose answer is lost is made all the same, and can be found', async () => {
    const { card } = await savedCard();
    await control(sandbox, '/sandbox/settings', { nextCharge: 'lost' });
    const input = charge('pur_lost', card?.paymentMethodId ?? '');
    await expect(chargeSavedCard(input)).rejects.toMatchObject({ code: 'provider_unavailable' });
    const found = await findCharge(customerId, 'pur_lost', new Date());
    expect(found).toMatchObject({ status: 'succeeded' });
    expect(await chargeSavedCard(input)).toEqual(found);
  });

  test('stands on the control page while it is under way', async () => {
    const { card } = await savedCard();
    await control(sandbox, '/sandbox/settings', { nextCharge: 'processes' });
    const { id } = await chargeSavedCard(charge('pur_shown', card?.paymentMethodId ?? ''));
    const page = await (await fetch(`${sandbox.url}/sandbox`)).text();
    expect(page).toContain(`/sandbox/charges/${id}/finish`);
    expect(page).toContain('Next charge of a saved card');
  });
});
