import { db } from '@/lib/core/db';
import { createCustomer } from '@/lib/integrations/stripe/saved-cards';
import { readPayers } from '@/lib/domain/payments/payers';

/** Stripe's customer of an organisation, made at its first use; of two who come at once the row keeps the first. */
export async function ensureCustomer(organisationId: string): Promise<string> {
  const { name, stripeCustomerId } = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
  });
  if (stripeCustomerId) return stripeCustomerId;
  const [payer] = await readPayers(db, organisationId);
  const made = await createCustomer({ organisationId, name, email: payer?.email ?? '' });
  await db.organisation.updateMany({
    where: { id: organisationId, stripeCustomerId: null },
    data: { stripeCustomerId: made },
  });
  const kept = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  return kept.stripeCustomerId ?? made;
}
