import Stripe from 'stripe';
import { amount } from './amount';
import { appMark, callStripe } from './client';

/** What a tier costs for one period, tax and class in it. */
export interface TierPriceInput {
  tierCode: string;
  tierName: string;
  interval: 'month' | 'year';
  amountMinor: bigint;
  /** ISO 4217 in upper case. */
  currency: string;
  /** Ours, of the tax that is in the amount; null outside of tax. */
  taxRateId: string | null;
}

/** The tax that is in a price, as the price says it. */
export type PriceTax = { rateId: string | null };

const PRODUCT = `${appMark}_tier_`;
const productId = (tierCode: string) => `${PRODUCT}${tierCode}`;

/** The code of the tier that a product of ours stands for; null for a product of somebody else's. */
export const tierOfProduct = (product: string): string | null =>
  product.startsWith(PRODUCT) ? product.slice(PRODUCT.length) : null;

const UNTAXED = 'none';

/** Null: a price that is not ours, and says nothing of tax. */
export function taxOfPrice({ metadata }: { metadata: Stripe.Metadata }): PriceTax | null {
  const { taxRateId } = metadata;
  return taxRateId === undefined ? null : { rateId: taxRateId === UNTAXED ? null : taxRateId };
}

/**
 * Amount and tax are in the key: a price of the catalogue that changes is a new price, and whoever has the old one keeps
 * it, with the tax that it was made of.
 */
const lookupKey = ({ tierCode, interval, currency, amountMinor, taxRateId }: TierPriceInput) =>
  `${appMark}:${tierCode}:${interval}:${currency}:${amountMinor}:${taxRateId ?? UNTAXED}`;

/**
 * The id of the recurring price for a tier, made at its first use. Prices can never be changed at Stripe; they say in
 * their metadata which tier they are, also after it left the catalogue. Throws `provider_unavailable`.
 * Source: https://docs.stripe.com/api/prices/create
 */
export async function ensurePrice(input: TierPriceInput): Promise<string> {
  const lookup = lookupKey(input);
  return callStripe(async (stripe) => {
    const find = async () => (await stripe.prices.list({ lookup_keys: [lookup], limit: 1 })).data[0]?.id;
    const known = await find();
    if (known) return known;
    await ensureProduct(stripe, input);
    try {
      const { tierCode, interval, taxRateId } = input;
      const price = await stripe.prices.create({
        currency: input.currency.toLowerCase(),
        unit_amount: amount(input.amountMinor),
        recurring: { interval },
        product: productId(tierCode),
        lookup_key: lookup,
        metadata: { app: appMark, tierCode, interval, taxRateId: taxRateId ?? UNTAXED },
      });
      return price.id;
    } catch (error) {
      // Somebody else made it between our look and our call.
      const made = error instanceof Stripe.errors.StripeInvalidRequestError ? await find() : undefined;
      if (made) return made;
      throw error;
    }
  });
}

async function ensureProduct(stripe: Stripe, { tierCode, tierName }: TierPriceInput): Promise<void> {
  try {
    const metadata = { app: appMark, tierCode };
    await stripe.products.create({ id: productId(tierCode), name: tierName, metadata });
  } catch (error) {
    const isKnown =
      error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_already_exists';
    if (!isKnown) throw error;
  }
}

const taxes = new Map<string, PriceTax | null>();

/** The taxes in prices, by their ids. A price never changes: each is asked for once. Throws `provider_unavailable`. */
export async function readPriceTaxes(
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, PriceTax | null>> {
  for (const id of new Set(ids))
    if (id !== null && !taxes.has(id))
      taxes.set(id, taxOfPrice(await callStripe((stripe) => stripe.prices.retrieve(id))));
  return taxes;
}
