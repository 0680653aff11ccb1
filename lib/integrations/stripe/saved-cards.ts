import Stripe from 'stripe';
import { AppError, invariant } from '@/lib/core/errors';
import { appMark, callStripe } from './client';

export interface SavedCard {
  paymentMethodId: string;
  brand: string;
  last4: string;
  /** `2030-04`: the last month in which it pays. */
  expiry: string;
  /** When a person entered it, to the second; the page may be older and the news of it later. */
  enteredAt: Date;
}

export interface CardSetup {
  organisationId: string | null;
  customerId: string | null;
  /** Null until somebody entered one, and after it was removed. */
  card: SavedCard | null;
}

/**
 * The customer under whom Stripe keeps an organisation's cards. The idempotency key is the organisation.
 * Throws `provider_unavailable` (`stripe_unavailable`). Source: https://docs.stripe.com/api/customers/create
 */
export async function createCustomer(input: {
  organisationId: string;
  name: string;
  email: string;
}): Promise<string> {
  const { organisationId, name, email } = input;
  const customer = await callStripe((stripe) =>
    stripe.customers.create(
      { name, email, metadata: { app: appMark, organisationId } },
      { idempotencyKey: `${appMark}:customer:${organisationId}:${name}:${email}`.slice(0, 255) },
    ),
  );
  return customer.id;
}

/**
 * Opens Stripe's hosted page that saves a card without charging it. `successUrl` may contain `{CHECKOUT_SESSION_ID}`.
 * Throws `provider_unavailable`. Source: https://docs.stripe.com/payments/save-and-reuse
 */
export async function openCardSetup(input: {
  organisationId: string;
  customerId: string;
  currency: string;
  successUrl: string;
  cancelUrl: string;
}): Promise<{ url: string }> {
  const metadata = { app: appMark, organisationId: input.organisationId, purpose: 'card' };
  const session = await callStripe((stripe) =>
    stripe.checkout.sessions.create({
      mode: 'setup',
      customer: input.customerId,
      // Stripe chooses the methods by currency, and then keeps those that are allowed.
      currency: input.currency.toLowerCase(),
      allowed_payment_method_types: ['card'],
      success_url: input.successUrl,
      cancel_url: input.cancelUrl,
      metadata,
      setup_intent_data: { metadata },
    }),
  );
  invariant(session.url, `a new checkout session has no url: ${session.id}`);
  return { url: session.url };
}

/**
 * What came of a page that saves a card. A card that was detached since then counts as none, so that an old address
 * cannot bring it back. Throws `not_found` (`checkout_not_found`) and `provider_unavailable`.
 */
export async function getCardSetup(sessionId: string): Promise<CardSetup> {
  const session = await callStripe((stripe) =>
    stripe.checkout.sessions.retrieve(sessionId, { expand: ['setup_intent.payment_method'] }),
  );
  const isOurs = session.mode === 'setup' && session.metadata?.app === appMark;
  const intent = typeof session.setup_intent === 'string' ? null : session.setup_intent;
  const method = typeof intent?.payment_method === 'string' ? null : (intent?.payment_method ?? null);
  return {
    organisationId: isOurs ? (session.metadata?.organisationId ?? null) : null,
    customerId: idOf(session.customer),
    card: intent?.status === 'succeeded' && method && idOf(method.customer) ? cardOf(method) : null,
  };
}

const idOf = (reference: string | { id: string } | null) =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

function cardOf(method: Stripe.PaymentMethod): SavedCard | null {
  if (!method.card) return null;
  const { brand, last4, exp_year: year, exp_month: month } = method.card;
  const expiry = `${year}-${String(month).padStart(2, '0')}`;
  return { paymentMethodId: method.id, brand, last4, expiry, enteredAt: new Date(method.created * 1_000) };
}

/** Takes a card out of Stripe's hands; one that is gone already is no error. Throws `provider_unavailable`. */
export async function detachCard(paymentMethodId: string): Promise<void> {
  try {
    await callStripe((stripe) => stripe.paymentMethods.detach(paymentMethodId));
  } catch (error) {
    const isGone =
      error instanceof Stripe.errors.StripeInvalidRequestError ||
      (error instanceof AppError && error.code === 'not_found');
    if (!isGone) throw error;
  }
}
