import { invariant } from '@/lib/core/errors';
import { oneOf } from './amount';
import { appMark, callStripe } from './client';

export interface NewSubscriptionCheckout {
  organisationId: string;
  /** Ours; it comes back in the metadata of the subscription. */
  subscriptionId: string;
  customerId: string;
  priceId: string;
  couponId: string | null;
  trialDays: number;
  /** What Stripe's own pages call it. */
  description: string;
  successUrl: string;
  cancelUrl: string;
  /** Stripe's rule: 30 minutes to 24 hours from now. */
  expiresAt: Date;
}

/**
 * Opens Stripe's hosted page on which a subscription starts; nothing exists at Stripe until somebody pays there. The
 * idempotency key is our subscription. Throws `provider_unavailable`.
 * Source: https://docs.stripe.com/payments/checkout/build-subscriptions
 */
export async function openSubscriptionCheckout(
  input: NewSubscriptionCheckout,
): Promise<{ id: string; url: string }> {
  const { organisationId, subscriptionId, couponId, trialDays } = input;
  // The metadata of a session is not copied to its subscription.
  const metadata = { app: appMark, organisationId, subscriptionId, purpose: 'subscription' };
  const session = await callStripe((stripe) =>
    stripe.checkout.sessions.create(
      {
        mode: 'subscription',
        customer: input.customerId,
        line_items: [{ price: input.priceId, quantity: 1 }],
        client_reference_id: subscriptionId,
        metadata,
        subscription_data: {
          ...{ metadata, description: input.description },
          ...(trialDays > 0 && { trial_period_days: trialDays }),
        },
        ...(couponId && { discounts: [{ coupon: couponId }] }),
        payment_method_collection: 'always',
        success_url: input.successUrl,
        cancel_url: input.cancelUrl,
        expires_at: Math.floor(input.expiresAt.getTime() / 1000),
      },
      { idempotencyKey: `${appMark}:subscribe:${subscriptionId}` },
    ),
  );
  invariant(session.url, `a new checkout session has no url: ${session.id}`);
  return { id: session.id, url: session.url };
}

/** The subscription that came of a page, or null. Throws `not_found` and `provider_unavailable`. */
export async function readSubscriptionCheckout(
  id: string,
): Promise<{ status: 'open' | 'complete' | 'expired'; subscriptionId: string | null; url: string | null }> {
  const session = await callStripe((stripe) => stripe.checkout.sessions.retrieve(id));
  const { subscription } = session;
  const subscriptionId = typeof subscription === 'string' ? subscription : (subscription?.id ?? null);
  return {
    status: oneOf(session.status, ['open', 'complete', 'expired']),
    ...{ subscriptionId, url: session.url },
  };
}
