import type { BillingProfileModel, OrganisationModel } from '@/lib/core/db';
import { MINUTE_MS, type World, later } from './world';

/** Where a customer is, what it pays in, and its tax id (made up, with right check digits); address lines as written there. */
type Buyer = {
  country: string;
  currency?: string;
  taxId?: string;
  address: readonly [line1: string, postalCode: string, city: string];
};

export const buyers: Readonly<Record<string, Buyer>> = {
  lighthouse: { country: 'PT', taxId: 'PT509123406', address: ['Rua do Farol 12', '1200-109', 'Lisboa'] },
  meridian: { country: 'US', address: ['410 Canal Street', '60606', 'Chicago'] },
  fernhill: { country: 'GB', taxId: 'GB355001005', address: ['7 Fern Hill', 'SE1 4TW', 'London'] },
  kestrel: { country: 'JP', address: ['2-4-1 Shibaura', '108-0023', 'Tokyo'] },
  alderfinch: { country: 'IE', address: ['18 Duke Lane', 'D02 X285', 'Dublin'] },
  tidewater: { country: 'US', address: ['95 Water Street', '10005', 'New York'] },
  brightwater: { country: 'NO', address: ['Storgata 22', '0184', 'Oslo'] },
  quarrylane: { country: 'GB', address: ['3 Quarry Lane', 'N1 9GU', 'London'] },
  sable: {
    ...{ country: 'EG', currency: 'EGP', taxId: '402001000' },
    address: ['14 شارع طلعت حرب', '11511', 'القاهرة'],
  },
  juniper: { country: 'CA', address: ['250 King Street West', 'M5V 1J2', 'Toronto'] },
  copperfield: { country: 'PL', currency: 'PLN', address: ['ul. Łucka 15 m. 4', '00-842', 'Warszawa'] },
  nimbus: { country: 'AU', address: ['60 Pitt Street', '2000', 'Sydney'] },
  orchard: { country: 'BR', address: ['Rua Augusta 1500', '01304-001', 'São Paulo'] },
  pebble: { country: 'SG', address: ['1 Raffles Place', '048616', 'Singapore'] },
  redkite: {
    ...{ country: 'DE', currency: 'EUR', taxId: 'DE319022003' },
    address: ['Köpenicker Straße 40', '10179', 'Berlin'],
  },
  lantern: { country: 'IN', address: ['22 Park Street', '700016', 'Kolkata'] },
  wren: { country: 'DK', taxId: 'DK30201000', address: ['Nyhavn 31', '1051', 'København'] },
  halcyon: { country: 'US', address: ['800 Sunset Boulevard', '90012', 'Los Angeles'] },
  driftwood: { country: 'NZ', address: ['12 Quay Street', '1010', 'Auckland'] },
  saffron: { country: 'AE', address: ['Al Wasl Road 88', '00000', 'Dubai'] },
};

export function buyerOf(domain: string): Buyer {
  const buyer = buyers[domain];
  if (!buyer) throw new Error(`nobody says where ${domain} is`);
  return buyer;
}

/** The billing details that a customer filled in shortly after it joined. */
export function billingProfile(
  world: World,
  { id: organisationId, name, createdAt }: OrganisationModel,
  domain: string,
): BillingProfileModel {
  const { country, taxId, address } = buyerOf(domain);
  const [line1, postalCode, city] = address;
  const savedAt = later(createdAt, 25 * MINUTE_MS);
  return {
    ...{ organisationId, legalName: name, line1, line2: '', city, region: '', postalCode, country },
    ...{ taxId: taxId ?? null, isBusiness: true, email: null },
    paper: country === 'US' || country === 'CA' ? 'letter' : 'a4',
    updatedAt: savedAt < world.end ? savedAt : createdAt,
  };
}
