import { z } from 'zod';
import { AppError, invariant } from '@/lib/core/errors';
import { env } from '@/lib/core/env';
import type { JsonObject } from '@/lib/integrations/payment-provider';
import { stripeClient } from './client';

const toleranceSeconds = 300;

export interface StripeEvent {
  id: string;
  type: string;
  created: Date;
  /** The whole event as Stripe sent it. */
  payload: JsonObject;
}

const Envelope = z.object({
  id: z.string(),
  type: z.string(),
  created: z.number().int(),
  data: z.object({ object: z.unknown() }),
});

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
  const { id, type, created } = event.data;
  return { id, type, created: new Date(created * 1000), payload };
}
