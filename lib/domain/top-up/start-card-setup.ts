import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { createCustomer, openCardSetup } from '@/lib/integrations/stripe/saved-cards';

/**
 * Opens the provider's page where a card is saved, and gives its address; nothing is charged there.
 * Error: `provider_unavailable`.
 */
export async function startCardSetup(ctx: Context): Promise<{ url: string }> {
  authorise(ctx, 'credits:buy');
  const organisationId = tenant(ctx);
  const page = `${env.APP_URL}/credits/auto-top-up`;
  const { customerId, currency } = await ensureCustomer(organisationId, caller(ctx));
  return openCardSetup({
    ...{ organisationId, customerId, currency },
    successUrl: `${page}?card={CHECKOUT_SESSION_ID}`,
    cancelUrl: page,
  });
}

type Customer = { customerId: string; currency: string };

/** One customer an organisation: of two who come at once, the row keeps the first and both use it. */
async function ensureCustomer(organisationId: string, userId: string): Promise<Customer> {
  const [{ name, currency, stripeCustomerId }, { email }] = await Promise.all([
    db.organisation.findUniqueOrThrow({ where: { id: organisationId } }),
    db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } }),
  ]);
  if (stripeCustomerId) return { customerId: stripeCustomerId, currency };
  const made = await createCustomer({ organisationId, name, email });
  await db.organisation.updateMany({
    where: { id: organisationId, stripeCustomerId: null },
    data: { stripeCustomerId: made },
  });
  const kept = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  return { customerId: kept.stripeCustomerId ?? made, currency };
}
