import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { listPacks, listPriceRules } from '@/lib/domain/catalog/queries';
import { pricePack } from '@/lib/domain/catalog/rules';
import type { PackOfferDto } from './schema';

/** The packs on the shelf with the price that this organisation would be charged. */
export async function listOffers(ctx: Context): Promise<PackOfferDto[]> {
  authorise(ctx, 'credits:read');
  const [packs, rules, { customerClass }] = await Promise.all([
    listPacks(),
    listPriceRules(),
    db.organisation.findUniqueOrThrow({ where: { id: tenant(ctx) }, select: { customerClass: true } }),
  ]);
  return packs.map((pack) => {
    const price = pricePack({ code: pack.code, priceMinor: BigInt(pack.priceMinor) }, customerClass, rules);
    return {
      ...pack,
      totalMinor: price.totalMinor.toString(),
      discountMinor: price.discountMinor.toString(),
    };
  });
}
