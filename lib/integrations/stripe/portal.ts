import type Stripe from 'stripe';
import { appMark, callStripe } from './client';

/** Cards and addresses only: every change of a tier goes by our own rules. */
const features: Stripe.BillingPortal.ConfigurationCreateParams.Features = {
  payment_method_update: { enabled: true },
  customer_update: { enabled: true, allowed_updates: ['address', 'email', 'name'] },
  invoice_history: { enabled: true },
};

async function ensureConfiguration(stripe: Stripe): Promise<string> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  const known = data.find(({ metadata }) => metadata?.app === appMark);
  const made =
    known ?? (await stripe.billingPortal.configurations.create({ features, metadata: { app: appMark } }));
  return made.id;
}

/**
 * An address of Stripe's portal for one customer, short-lived: made anew at each click. Before it opens, the card of the
 * subscription becomes the customer's own, so that the one entered there is the one that renewals are charged to.
 * Throws `not_found`, `provider_unavailable`. Source: https://docs.stripe.com/api/customer_portal/sessions/create
 */
export async function openPortal(input: {
  customerId: string;
  subscriptionId: string | null;
  returnUrl: string;
  purpose: 'card' | 'details';
}): Promise<{ url: string }> {
  const { customerId, subscriptionId, returnUrl, purpose } = input;
  return callStripe(async (stripe) => {
    if (subscriptionId) await handCardOver(stripe, customerId, subscriptionId);
    const session = await stripe.billingPortal.sessions.create({
      ...{ customer: customerId, configuration: await ensureConfiguration(stripe), return_url: returnUrl },
      ...(purpose === 'card' && { flow_data: { type: 'payment_method_update' } }),
    });
    return { url: session.url };
  });
}

async function handCardOver(stripe: Stripe, customerId: string, subscriptionId: string): Promise<void> {
  const subscription = await stripe.subscriptions.retrieve(subscriptionId);
  const method = subscription.default_payment_method;
  const id = typeof method === 'string' ? method : method?.id;
  const isOver = ['canceled', 'incomplete_expired'].includes(subscription.status);
  if (!id || isOver) return;
  await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: id } });
  await stripe.subscriptions.update(subscriptionId, { default_payment_method: '' });
}
