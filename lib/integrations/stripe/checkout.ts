import Stripe from 'stripe';
import { invariant } from '@/lib/core/errors';
import { amount, oneOf } from './amount';
import { appMark, callStripe, referenceOf } from './client';

export interface NewCheckout {
  /** Ours, unique for all time: the idempotency key, and what comes back with the events. */
  reference: string;
  organisationId: string;
  /** What the buyer reads: «250 credits». */
  description: string;
  amountMinor: bigint;
  currency: string;
  email: string;
  /** Both may contain `{CHECKOUT_SESSION_ID}`, which Stripe fills in. */
  successUrl: string;
  cancelUrl: string;
  /** Stripe's rule: 30 minutes to 24 hours from now. */
  expiresAt: Date;
}

export interface Checkout {
  id: string;
  reference: string | null;
  organisationId: string | null;
  status: 'open' | 'complete' | 'expired';
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required';
  paymentIntentId: string | null;
  amountTotalMinor: bigint;
  /** ISO 4217 in upper case, as the rest of Meterdesk writes it. */
  currency: string;
  lastPaymentError: { code: string | null; declineCode: string | null; message: string | null } | null;
}

/**
 * Opens Stripe's hosted page for one payment.
 * The idempotency key is its reference: asked twice with the same input, Stripe answers the same session.
 * Throws `provider_unavailable` (`stripe_unavailable`). Source: https://docs.stripe.com/api/checkout/sessions/create
 */
export async function createCheckoutSession(input: NewCheckout): Promise<{ id: string; url: string }> {
  const metadata = {
    app: appMark,
    reference: input.reference,
    organisationId: input.organisationId,
  };
  const session = await callStripe((stripe) =>
    stripe.checkout.sessions.create(
      {
        mode: 'payment',
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: input.currency.toLowerCase(),
              unit_amount: amount(input.amountMinor),
              product_data: { name: input.description },
            },
          },
        ],
        client_reference_id: input.reference,
        customer_email: input.email,
        success_url: input.successUrl,
        cancel_url: input.cancelUrl,
        expires_at: Math.floor(input.expiresAt.getTime() / 1000),
        metadata,
        payment_intent_data: { metadata },
      },
      { idempotencyKey: `${appMark}:checkout:${input.reference}` },
    ),
  );
  invariant(session.url, `a new checkout session has no url: ${session.id}`);
  return { id: session.id, url: session.url };
}

/**
 * What Stripe knows of a session now. `reference` is null for sessions that are not ours.
 * Throws `not_found` (`checkout_not_found`) and `provider_unavailable` (`stripe_unavailable`).
 */
export async function getCheckoutSession(id: string): Promise<Checkout> {
  const session = await callStripe((stripe) =>
    stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }),
  );
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent;
  const isOurs = session.metadata?.app === appMark;
  const failure = intent?.last_payment_error;
  return {
    id: session.id,
    reference: isOurs ? referenceOf(session.metadata) : null,
    organisationId: isOurs ? (session.metadata?.organisationId ?? null) : null,
    status: oneOf(session.status, ['open', 'complete', 'expired']),
    paymentStatus: oneOf(session.payment_status, ['paid', 'unpaid', 'no_payment_required']),
    paymentIntentId: intent?.id ?? null,
    amountTotalMinor: BigInt(session.amount_total ?? 0),
    currency: (session.currency ?? '').toUpperCase(),
    lastPaymentError: failure
      ? {
          code: failure.code ?? null,
          declineCode: failure.decline_code ?? null,
          message: failure.message ?? null,
        }
      : null,
  };
}

/**
 * Closes a session so that nobody can pay it any more; one that is paid or expired already stays as it is.
 * Throws `not_found` (`checkout_not_found`) and `provider_unavailable` (`stripe_unavailable`).
 */
export async function expireCheckoutSession(id: string): Promise<void> {
  try {
    await callStripe((stripe) => stripe.checkout.sessions.expire(id));
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError;
    if (!isRefusal || (await getCheckoutSession(id)).status === 'open') throw error;
  }
}
