import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { listPacks, listPriceRules } from '@/lib/domain/catalog/queries';
import { pricePack } from '@/lib/domain/catalog/rules';
import { taxOf } from '@/lib/domain/tax/tax-of';
import type { PackOfferDto } from './schema';

/** The packs on the shelf in this organisation's currency, with the price that it would be charged. */
export async function listOffers(ctx: Context): Promise<PackOfferDto[]> {
  authorise(ctx, 'credits:read');
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
  return packs.map((pack) => {
    const list = BigInt(pack.priceMinor);
    const price = pricePack(pack, list, currency, customerClass, rules, null, tax);
    return {
      ...pack,
      totalMinor: price.totalMinor.toString(),
      discountMinor: price.discountMinor.toString(),
    };
  });
}
