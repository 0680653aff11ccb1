import { type Tx, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { listPriceRules } from '@/lib/domain/catalog/queries';
import { type CouponTerms, type Price, pricePack } from '@/lib/domain/catalog/rules';
import { taxOf } from '@/lib/domain/tax/tax-of';

export type PackOffer = Price & {
  pack: { code: string; name: string; creditsMicro: bigint; validityDays: number | null };
  currency: string;
  taxRateId: string | null;
};

/**
 * A pack on the shelf at an organisation's price, in its currency. Errors: `not_found` for a pack that is not sold, or
 * not in that currency.
 */
export async function priceFor(
  tx: Tx = db,
  organisationId: string,
  packCode: string,
  now: Date,
  coupon: CouponTerms | null = null,
): Promise<PackOffer> {
  // Whoever changes the currency waits until what is bought at this price is written.
  await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${organisationId} FOR KEY SHARE`;
  const organisation = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { customerClass: true, currency: true },
  });
  const { customerClass, currency } = organisation;
  const pack = await tx.pack.findFirst({
    where: { code: packCode, active: true },
    include: { prices: { where: { currency } } },
  });
  if (!pack) throw new AppError('not_found', 'packGone');
  const [sold] = pack.prices;
  if (!sold) throw new AppError('not_found', 'currencyWithoutPrice', { values: { currency } });
  const [rules, tax] = [await listPriceRules(tx), await taxOf(tx, organisationId, now)];
  const price = pricePack(pack, sold.priceMinor, currency, customerClass, rules, coupon, tax);
  return { pack, currency, taxRateId: tax.rateId, ...price };
}
