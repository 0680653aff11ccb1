import { type Tx, db } from '@/lib/core/db';
import { readSeller } from '@/lib/domain/billing/settings';
import { chooseRate } from './choose-rate';
import { type TaxDto, noTax } from './schema';

/**
 * The tax on what is sold to an organisation at an instant, by the rate table, the seller's country (Setting
 * `seller`) and the buyer's (billing profile, else the organisation). None while no seller is named, or while nobody said
 * where the buyer is: a price must not claim a tax that may be another one.
 */
export async function taxOf(tx: Tx = db, organisationId: string, at: Date): Promise<TaxDto> {
  const seller = await readSeller(tx);
  if (!seller) return noTax;
  const { country, billing } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { country: true, billing: { select: { country: true, isBusiness: true, taxId: true } } },
  });
  const buyer = billing ?? (country ? { country, isBusiness: false, taxId: null } : null);
  if (!buyer) return noTax;
  const rows = await tx.taxRate.findMany({
    where: { validFrom: { lte: at }, OR: [{ validTo: null }, { validTo: { gt: at } }] },
  });
  return chooseRate(rows, seller.country, buyer, at);
}
