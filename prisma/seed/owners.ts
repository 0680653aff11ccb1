import type { Household } from './people';

/** Who says yes at the customers whose requests are asked about. */
export const owners: Readonly<Record<string, { name: string; email: string }>> = {
  lighthouse: { name: 'Margit Solheim', email: 'margit@lighthouse.test' },
  meridian: { name: 'Paolo Conti', email: 'paolo@meridian.test' },
  redkite: { name: 'Amina Haddad', email: 'amina@redkite.test' },
};

export const hasOwner = ({ customer }: Household): boolean => customer.domain in owners;
