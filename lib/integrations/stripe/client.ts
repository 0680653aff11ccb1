import Stripe from 'stripe';
import { AppError, invariant } from '@/lib/core/errors';
import { env } from '@/lib/core/env';

/** Stands in the metadata of everything that is ours: other programs may share the account. */
export const appMark = 'meterdesk';

/** Our reference in an object's metadata; what was made before payments had one carries the purchase instead. */
export const referenceOf = (metadata: Stripe.Metadata | null | undefined): string | null =>
  metadata?.reference ?? metadata?.purchaseId ?? null;

const sandboxKey = 'sk_test_sandbox';
const timeoutMs = 15_000;
const maxNetworkRetries = 2;

let client: Stripe | undefined;

function sandboxAddress() {
  invariant(env.SANDBOX_URL, 'without STRIPE_SECRET_KEY the sandbox must run: SANDBOX_URL is missing');
  const url = new URL(env.SANDBOX_URL);
  const protocol = url.protocol === 'https:' ? ('https' as const) : ('http' as const);
  return { host: url.hostname, port: url.port || (protocol === 'https' ? '443' : '80'), protocol };
}

/** True when no key is configured: payments go to the local stand-in and no money moves. */
export const isStripeSandbox = (): boolean => !env.STRIPE_SECRET_KEY;

/** The official SDK, made once; without a key it speaks to the stand-in at SANDBOX_URL by the same code. */
export function stripeClient(): Stripe {
  client ??= new Stripe(env.STRIPE_SECRET_KEY ?? sandboxKey, {
    ...(isStripeSandbox() ? sandboxAddress() : {}),
    timeout: timeoutMs,
    maxNetworkRetries,
    telemetry: false,
    appInfo: { name: 'Meterdesk' },
  });
  return client;
}

/**
 * Runs a call of the SDK. An unreachable or failing Stripe, its rate limit and a refused key become
 * `provider_unavailable`; an unknown id becomes `not_found`; anything else is our bug and passes through.
 */
export async function callStripe<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
  try {
    return await call(stripeClient());
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    if (error.code === 'resource_missing') throw new AppError('not_found', 'checkout_not_found');
    const isTheirs =
      error instanceof Stripe.errors.StripeConnectionError ||
      error instanceof Stripe.errors.StripeAPIError ||
      error instanceof Stripe.errors.StripeRateLimitError ||
      error instanceof Stripe.errors.StripeAuthenticationError ||
      error instanceof Stripe.errors.StripePermissionError;
    if (!isTheirs) throw error;
    throw Object.assign(new AppError('provider_unavailable', 'stripe_unavailable'), { cause: error });
  }
}
