import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { listPacks, listPriceRules } from '@/lib/domain/catalog/queries';
import { type CouponTerms, type PriceRule, pricePack } from '@/lib/domain/catalog/rules';
import type { PackDto } from '@/lib/domain/catalog/schema';
import { taxOf } from '@/lib/domain/tax/tax-of';
import type { TaxDto } from '@/lib/domain/tax/schema';
import type { PackOfferDto } from './schema';

type Shelf = { packs: PackDto[]; rules: PriceRule[]; tax: TaxDto; customerClass: string; currency: string };

/** What is sold to an organisation, and what makes its prices. */
export async function readShelf(ctx: Context): Promise<Shelf> {
  const organisationId = tenant(ctx);
  const { customerClass, currency } = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { customerClass: true, currency: true },
  });
  const [packs, rules, tax] = await Promise.all([
    listPacks(currency),
    listPriceRules(),
    taxOf(db, organisationId, ctx.now),
  ]);
  return { packs, rules, tax, customerClass, currency };
}

/** A pack at the price that the organisation would be charged, with a coupon where one is given. */
export function offerOf(shelf: Shelf, pack: PackDto, coupon: CouponTerms | null): PackOfferDto {
  const { currency, customerClass, rules, tax } = shelf;
  const list = BigInt(pack.priceMinor);
  const price = pricePack(pack, list, currency, customerClass, rules, coupon, tax);
  return {
    ...pack,
    totalMinor: price.totalMinor.toString(),
    discountMinor: price.discountMinor.toString(),
    taxMinor: price.taxMinor.toString(),
    taxName: tax.name,
    isTaxIncluded: tax.isInclusive,
    factors: price.factors,
    couponCode: coupon?.code ?? null,
  };
}

/** The packs on the shelf in this organisation's currency, with the price that it would be charged. */
export async function listOffers(ctx: Context): Promise<PackOfferDto[]> {
  authorise(ctx, 'credits:read');
  const shelf = await readShelf(ctx);
  return shelf.packs.map((pack) => offerOf(shelf, pack, null));
}
