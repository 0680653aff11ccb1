import type { Tx } from '@/lib/core/db';
import { listPriceRules } from '@/lib/domain/catalog/queries';
import { type Price, priceRequestByCard } from '@/lib/domain/catalog/rules';
import { taxOf } from '@/lib/domain/tax/tax-of';

export type CardOffer = Price & {
  currency: string;
  taxRateId: string | null;
  /** Empty where none is due. */
  taxName: string;
};

/** The price of a category's requests at an urgency; null where it has none in money. */
export type CardPrices = (categoryCode: string, urgency: string) => CardOffer | null;

/**
 * What requests cost one organisation by card now: each category's price in its currency, times the urgency, less its
 * class, with tax. A category that is quoted has none.
 */
export async function readCardPrices(tx: Tx, organisationId: string, now: Date): Promise<CardPrices> {
  const { customerClass, currency } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { customerClass: true, currency: true },
  });
  const sold = await tx.supportCategoryPrice.findMany({
    where: { currency, category: { active: true, isQuoted: false } },
  });
  const [rules, tax] = [await listPriceRules(tx), await taxOf(tx, organisationId, now)];
  return (code, urgency) => {
    const price = sold.find(({ categoryCode }) => categoryCode === code);
    if (!price) return null;
    const terms = { priceMinor: price.priceMinor, currency, urgency, customerClass, rules, tax };
    return {
      ...priceRequestByCard({ category: { code }, ...terms }),
      ...{ currency, taxRateId: tax.rateId, taxName: tax.rateId ? tax.name : '' },
    };
  };
}

/** The same to sell at: whoever changes the currency waits until what is bought at these prices is written. */
export async function lockCardPrices(tx: Tx, organisationId: string, now: Date): Promise<CardPrices> {
  await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${organisationId} FOR KEY SHARE`;
  return readCardPrices(tx, organisationId, now);
}
