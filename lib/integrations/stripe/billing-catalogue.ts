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
}

const PRODUCT = `${appMark}_tier_`;
const productId = (tierCode: string) => `${PRODUCT}${tierCode}`;

/** The code of the tier that a product of ours stands for; null for a product of somebody else's. */
export const tierOfProduct = (product: string): string | null =>
  product.startsWith(PRODUCT) ? product.slice(PRODUCT.length) : null;

/** The amount is in the key: a price of the catalogue that changes is a new price, and whoever has the old one keeps it. */
const lookupKey = ({ tierCode, interval, currency, amountMinor }: TierPriceInput) =>
  `${appMark}:${tierCode}:${interval}:${currency}:${amountMinor}`;

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
      const { tierCode, interval } = input;
      const price = await stripe.prices.create({
        currency: input.currency.toLowerCase(),
        unit_amount: amount(input.amountMinor),
        recurring: { interval },
        product: productId(tierCode),
        lookup_key: lookup,
        metadata: { app: appMark, tierCode, interval },
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
