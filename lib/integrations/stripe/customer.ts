import { createHash } from 'node:crypto';
import { appMark, callStripe } from './client';

/** Who an invoice is for, as Stripe's portal shows and changes it. */
export interface CustomerAddress {
  name: string;
  email: string | null;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

const markOf = ({ name, email, ...address }: CustomerAddress) => {
  const { line1, line2, city, region, postalCode, country } = address;
  const fields = [name, email ?? '', line1, line2, city, region, postalCode, country];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32);
};

/**
 * Hands the invoice address to Stripe, marked as ours. Throws `not_found`, `provider_unavailable`.
 * Source: https://docs.stripe.com/api/customers/update
 */
export async function writeCustomerAddress(id: string, address: CustomerAddress): Promise<void> {
  const { name, email, line1, line2, city, region, postalCode, country } = address;
  await callStripe((stripe) =>
    stripe.customers.update(id, {
      ...{ name, email: email ?? '', metadata: { app: appMark, address: markOf(address) } },
      address: { line1, line2, city, state: region, postal_code: postalCode, country },
    }),
  );
}

/**
 * The invoice address that somebody entered in Stripe's portal; null where it is still the one that we handed over, and
 * where there is none. Throws `not_found`, `provider_unavailable`.
 */
export async function readEnteredAddress(id: string): Promise<CustomerAddress | null> {
  const customer = await callStripe((stripe) => stripe.customers.retrieve(id));
  if (customer.deleted || !customer.address) return null;
  const { address, name, email, metadata } = customer;
  const entered = {
    ...{ name: name ?? '', email, line1: address.line1 ?? '', line2: address.line2 ?? '' },
    ...{ city: address.city ?? '', region: address.state ?? '', postalCode: address.postal_code ?? '' },
    country: address.country ?? '',
  };
  return metadata.address === markOf(entered) ? null : entered;
}
