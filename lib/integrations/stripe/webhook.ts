import { z } from 'zod';
import { AppError, invariant } from '@/lib/core/errors';
import { env } from '@/lib/core/env';
import type { JsonObject } from '@/lib/integrations/payment-provider';
import { referenceOf, stripeClient } from './client';

const toleranceSeconds = 300;

export interface StripeEvent {
  id: string;
  type: string;
  created: Date;
  /** The whole event as Stripe sent it. */
  payload: JsonObject;
  /** Which of our checkouts it speaks of, as far as the event says; `app` is 'meterdesk' for our own objects. */
  checkout: {
    sessionId?: string;
    paymentIntentId?: string;
    reference?: string;
    organisationId?: string;
    /** `card`: the page saves a card and sells nothing. */
    purpose?: string;
    app?: string;
  };
}

const Metadata = z.record(z.string(), z.string()).nullish();
const Reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();
const Subject = z.object({
  id: z.string(),
  object: z.string(),
  metadata: Metadata,
  payment_intent: Reference,
});
const Envelope = z.object({
  id: z.string(),
  type: z.string(),
  created: z.number().int(),
  data: z.object({ object: z.unknown() }),
});

/** Names the checkout behind a session, a payment intent or a charge; other objects name none. */
function checkoutOf(object: unknown): StripeEvent['checkout'] {
  const subject = Subject.safeParse(object);
  if (!subject.success) return {};
  const { id, object: kind, metadata, payment_intent: intent } = subject.data;
  const found: StripeEvent['checkout'] = {};
  if (kind === 'checkout.session') found.sessionId = id;
  const intentId = kind === 'payment_intent' ? id : intent;
  if (intentId) found.paymentIntentId = intentId;
  const reference = metadata && referenceOf(metadata);
  if (reference) found.reference = reference;
  if (metadata?.organisationId) found.organisationId = metadata.organisationId;
  if (metadata?.purpose) found.purpose = metadata.purpose;
  if (metadata?.app) found.app = metadata.app;
  return found;
}

/**
 * Proves that a webhook call comes from Stripe and reads what it says. The body must be the raw text as it arrived.
 * Throws `unauthenticated` (`webhook_signature`) when the signature is missing, forged or older than five minutes,
 * or when the signed text is no event. Source: https://docs.stripe.com/webhooks/signature
 */
export async function verifyStripeEvent(
  rawBody: string,
  signatureHeader: string | null,
): Promise<StripeEvent> {
  const secret = env.STRIPE_WEBHOOK_SECRET;
  invariant(secret, 'STRIPE_WEBHOOK_SECRET is missing');
  try {
    await stripeClient().webhooks.constructEventAsync(
      rawBody,
      signatureHeader ?? '',
      secret,
      toleranceSeconds,
    );
  } catch {
    // The SDK has an error of its own for a wrong signature and plain ones for a header or body that it cannot read.
    throw new AppError('unauthenticated', 'webhook_signature');
  }
  const payload = JSON.parse(rawBody) as JsonObject;
  const event = Envelope.safeParse(payload);
  if (!event.success) throw new AppError('unauthenticated', 'webhook_signature');
  const { id, type, created, data } = event.data;
  return { id, type, created: new Date(created * 1000), payload, checkout: checkoutOf(data.object) };
}
