import { db } from '@/lib/core/db';
import { readPayers } from '@/lib/domain/payments/payers';
import { writeCustomerAddress } from '@/lib/integrations/stripe/customer';

/** Brings the invoice address that we hold to the provider, so that its pages show it. Error: `provider_unavailable`. */
export async function handAddressOver(organisationId: string, customerId: string): Promise<void> {
  const profile = await db.billingProfile.findUnique({ where: { organisationId } });
  if (!profile) return;
  const { legalName: name, line1, line2, city, region, postalCode, country } = profile;
  const email = profile.email ?? (await readPayers(db, organisationId))[0]?.email ?? null;
  await writeCustomerAddress(customerId, {
    ...{ name, email, line1, line2, city, region, postalCode, country },
  });
}
