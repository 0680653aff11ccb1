import { z } from 'zod';
import { invariant } from '@/lib/core/errors';
import { Currency, moneyToDecimal, parseMoney } from '@/lib/core/money';

export const billingIntervals = ['month', 'year'] as const;
export type BillingInterval = (typeof billingIntervals)[number];

// Money in a catalogue is a decimal of its currency: `19.00`. An empty text is no price.
const Price = z.string().trim().max(20);
type Refuse = (path: PropertyKey[], message: string) => void;

function checkPrice(price: string, currency: string, refuse: (message: string) => void): void {
  if (!Currency.safeParse(currency).success) return refuse('unknownCurrency');
  const minor = parseMoney(price, currency);
  if (minor === null) refuse('money');
  else if (minor === 0n) refuse('aboveZero');
}

const byCurrency = <V>(entries: [string, V][]): Record<string, V> =>
  Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));

const issuesOf =
  (context: z.core.$RefinementCtx): Refuse =>
  (path, message) =>
    context.addIssue({ code: 'custom', path, message });

/** `{"USD": "10.00", "EUR": "9.50"}`: a pack is sold in the currencies that stand here. One at least. */
export const PackPrices = z
  .record(z.string(), Price)
  .superRefine((prices, context) => {
    const refuse = issuesOf(context);
    const sold = Object.entries(prices).filter(([, price]) => price !== '');
    if (sold.length === 0) refuse([], 'priceNeeded');
    for (const [currency, price] of sold)
      checkPrice(price, currency, (message) => refuse([currency], message));
  })
  .transform((prices) => byCurrency(Object.entries(prices).filter(([, price]) => price !== '')));

/** The same where nothing need be sold for money: a support category whose requests are paid in credits alone. */
export const CategoryPrices = z
  .record(z.string(), Price)
  .default({})
  .superRefine((prices, context) => {
    const refuse = issuesOf(context);
    for (const [currency, price] of Object.entries(prices))
      if (price !== '') checkPrice(price, currency, (message) => refuse([currency], message));
  })
  .transform((prices) => byCurrency(Object.entries(prices).filter(([, price]) => price !== '')));

/** `{"USD": {"month": "19.00", "year": "190.00"}}`; none at all: a free tier. */
export const TierPrices = z
  .record(z.string(), z.object({ month: Price.optional(), year: Price.optional() }))
  .default({})
  .superRefine((prices, context) => {
    const refuse = issuesOf(context);
    for (const [currency, terms] of Object.entries(prices))
      for (const interval of billingIntervals)
        if (terms[interval])
          checkPrice(terms[interval], currency, (message) => refuse([currency, interval], message));
  })
  .transform((prices) =>
    byCurrency(
      Object.entries(prices)
        .map(([currency, { month, year }]): [string, TierTerms] => [
          currency,
          { ...(month ? { month } : {}), ...(year ? { year } : {}) },
        ])
        .filter(([, terms]) => Object.keys(terms).length > 0),
    ),
  );

export type TierTerms = Partial<Record<BillingInterval, string>>;

type PackPriceRow = { currency: string; priceMinor: bigint };
type TierPriceRow = PackPriceRow & { interval: BillingInterval };

const minor = (price: string, currency: string): bigint => {
  const value = parseMoney(price, currency);
  invariant(value !== null, 'a price that its schema let through');
  return value;
};

/** The rows of a pack's or a support category's prices. */
export const packPriceRows = (
  prices: z.output<typeof PackPrices> | z.output<typeof CategoryPrices>,
): PackPriceRow[] =>
  Object.entries(prices).map(([currency, price]) => ({ currency, priceMinor: minor(price, currency) }));

/** The rows of a tier's prices. */
export const tierPriceRows = (prices: z.output<typeof TierPrices>): TierPriceRow[] =>
  Object.entries(prices).flatMap(([currency, terms]) =>
    Object.entries(terms).map(([interval, price]) => ({
      ...{ currency, interval: interval as BillingInterval },
      priceMinor: minor(price, currency),
    })),
  );

/** The prices as a file writes them, each in one spelling, in the order of their currencies. */
export const packPricesOf = (rows: readonly PackPriceRow[]): Record<string, string> =>
  Object.fromEntries(
    [...rows]
      .sort((a, b) => (a.currency < b.currency ? -1 : 1))
      .map(({ currency, priceMinor }) => [currency, moneyToDecimal(priceMinor, currency)]),
  );

/** The same for a tier; of each currency the month before the year. */
export function tierPricesOf(rows: readonly TierPriceRow[]): Record<string, TierTerms> {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  const price = (currency: string, interval: BillingInterval): TierTerms => {
    const row = rows.find((one) => one.currency === currency && one.interval === interval);
    return row ? { [interval]: moneyToDecimal(row.priceMinor, currency) } : {};
  };
  return Object.fromEntries(
    currencies.map((currency) => [currency, { ...price(currency, 'month'), ...price(currency, 'year') }]),
  );
}
