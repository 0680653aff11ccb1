import Stripe from 'stripe';
import { AppError } from '@/lib/core/errors';
import { amount } from './amount';
import { appMark, callStripe, referenceOf } from './client';

export interface NewCharge {
  reference: string;
  organisationId: string;
  customerId: string;
  paymentMethodId: string;
  /** What the statement of the charge says in Stripe's own pages. */
  description: string;
  amountMinor: bigint;
  currency: string;
}

export interface Charge {
  /** Null when Stripe refused before it made a payment intent. */
  id: string | null;
  reference: string | null;
  status: 'succeeded' | 'processing' | 'failed';
  amountMinor: bigint;
  /** ISO 4217 in upper case. */
  currency: string;
  /** Stripe's decline code, or its error code where the bank gave none; `card_missing` for a card that is gone. */
  failure: { code: string; advice: string | null } | null;
}

const failed = new Set(['requires_payment_method', 'requires_action', 'canceled']);

function chargeOf(intent: Stripe.PaymentIntent): Charge {
  const error = intent.last_payment_error;
  const isFailed = failed.has(intent.status);
  const fallback = intent.status === 'requires_action' ? 'authentication_required' : intent.status;
  return {
    id: intent.id,
    reference: intent.metadata.app === appMark ? referenceOf(intent.metadata) : null,
    status: intent.status === 'succeeded' ? 'succeeded' : isFailed ? 'failed' : 'processing',
    amountMinor: BigInt(intent.amount_received),
    currency: intent.currency.toUpperCase(),
    failure: isFailed
      ? { code: error?.decline_code ?? error?.code ?? fallback, advice: error?.advice_code ?? null }
      : null,
  };
}

/** A declined card answers 402 with the payment intent inside; a card that is gone answers 400 or 404 without one. */
function refusalOf(error: unknown, input: NewCharge): Charge | null {
  if (error instanceof Stripe.errors.StripeCardError && error.payment_intent)
    return chargeOf(error.payment_intent);
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null;
  const isAboutCard = ['payment_method', 'customer'].includes(error.param ?? '');
  if (!isAboutCard) return null;
  const failure = { code: 'card_missing', advice: null };
  const { reference, currency } = input;
  return { id: null, reference, status: 'failed', amountMinor: 0n, currency, failure };
}

/**
 * Charges a saved card while nobody is there. The idempotency key is the payment's reference: asked again within a day, Stripe
 * answers what it answered before and charges once. A decline is an answer, not an error.
 * Throws `provider_unavailable` (`stripe_unavailable`): then nobody knows yet whether it was charged.
 * Source: https://docs.stripe.com/payments/save-and-reuse#charge-saved-payment-method
 */
export async function chargeSavedCard(input: NewCharge): Promise<Charge> {
  const { reference, organisationId } = input;
  return callStripe(async (stripe) => {
    try {
      return chargeOf(
        await stripe.paymentIntents.create(
          {
            amount: amount(input.amountMinor),
            currency: input.currency.toLowerCase(),
            customer: input.customerId,
            payment_method: input.paymentMethodId,
            allowed_payment_method_types: ['card'],
            off_session: true,
            confirm: true,
            description: input.description,
            metadata: { app: appMark, reference, organisationId },
          },
          { idempotencyKey: `${appMark}:top-up:${reference}` },
        ),
      );
    } catch (error) {
      const refusal = refusalOf(error, input);
      if (refusal) return refusal;
      throw error;
    }
  });
}

/** What Stripe knows of a charge now. Throws `not_found` and `provider_unavailable` (`stripe_unavailable`). */
export async function getCharge(id: string): Promise<Charge> {
  return callStripe(async (stripe) => chargeOf(await stripe.paymentIntents.retrieve(id)));
}

/** Looks for the charge of a payment whose answer was lost; null when Stripe never heard of it. Throws as `getCharge`. */
export async function findCharge(customerId: string, reference: string, since: Date): Promise<Charge | null> {
  try {
    return await callStripe(async (stripe) => {
      // A minute of grace: Stripe stamps by its own clock.
      const gte = Math.floor(since.getTime() / 1000) - 60;
      const list = stripe.paymentIntents.list({ customer: customerId, created: { gte }, limit: 100 });
      for await (const intent of list) {
        const charge = chargeOf(intent);
        if (charge.reference === reference) return charge;
      }
      return null;
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
