import { invariant } from '@/lib/core/errors';
import { BPS, mulDiv } from '@/lib/core/money';
import { withTax } from '@/lib/domain/tax/rules';
import type { TaxDto } from '@/lib/domain/tax/schema';
import type { PriceFactor } from './schema';

export type PriceRule = { kind: 'urgency' | 'customer_class' | 'pack_volume'; key: string; valueBps: number };

const bpsOf = (rules: readonly PriceRule[], kind: PriceRule['kind'], key: string) =>
  rules.find((rule) => rule.kind === kind && rule.key === key)?.valueBps;

/**
 * The price of a support request in micro-credits and every factor that made it: the category's price, times the
 * urgency, less the customer class's discount. Each step rounds once, half away from zero.
 */
export function priceRequest(
  category: { code: string; priceMicro: bigint },
  urgency: string,
  customerClass: string,
  rules: readonly PriceRule[],
): { priceMicro: bigint; factors: PriceFactor[] } {
  let price = category.priceMicro;
  const factors: PriceFactor[] = [
    { kind: 'base', key: category.code, bps: null, before: '0', after: price.toString() },
  ];
  const apply = (kind: 'urgency' | 'customer_class', key: string, bps: number, factorBps: bigint) => {
    const after = mulDiv(price, factorBps, BPS);
    factors.push({ kind, key, bps, before: price.toString(), after: after.toString() });
    price = after;
  };
  const urgencyBps = bpsOf(rules, 'urgency', urgency) ?? Number(BPS);
  if (BigInt(urgencyBps) !== BPS) apply('urgency', urgency, urgencyBps, BigInt(urgencyBps));
  const discountBps = bpsOf(rules, 'customer_class', customerClass) ?? 0;
  if (discountBps > 0) apply('customer_class', customerClass, discountBps, BPS - BigInt(discountBps));
  return { priceMicro: price, factors };
}

/** The price of a request of a category that is quoted, until staff have proposed one. */
export const unquoted = { priceMicro: 0n, factors: [] as PriceFactor[] };

/** What a coupon takes off: a share, at most its cap, or an amount. Amounts are in `currency`. */
export type CouponTerms = {
  code: string;
  percentBps: number | null;
  amountOffMinor: bigint | null;
  capMinor: bigint | null;
  currency: string | null;
};

export type Price = {
  listPriceMinor: bigint;
  /** List price less volume, class and coupon: what the tax is added to, or taken out of. */
  discountMinor: bigint;
  netMinor: bigint;
  taxMinor: bigint;
  /** What is charged: net and tax. */
  totalMinor: bigint;
  factors: PriceFactor[];
};

/** What the coupon takes off an amount, never more than there is. */
export function couponOff(amountMinor: bigint, currency: string, coupon: CouponTerms): bigint {
  const { percentBps, amountOffMinor, capMinor } = coupon;
  invariant(coupon.currency === null || coupon.currency === currency, 'a coupon of another currency');
  const share = percentBps === null ? (amountOffMinor ?? 0n) : mulDiv(amountMinor, BigInt(percentBps), BPS);
  const capped = capMinor !== null && capMinor < share ? capMinor : share;
  return capped < amountMinor ? capped : amountMinor;
}

type Discount = { kind: 'pack_volume' | 'customer_class' | 'coupon'; key: string; bps: number | null };

/** Takes one discount after the other off a list price, then adds or takes out the tax; each step rounds once. */
class PriceList {
  readonly factors: PriceFactor[];

  constructor(
    code: string,
    public listMinor: bigint,
    /** What a discount leaves at the least. */
    readonly leastMinor: bigint,
    public leftMinor = listMinor,
  ) {
    this.factors = [{ kind: 'base', key: code, bps: null, before: '0', after: listMinor.toString() }];
  }

  #push(factor: Omit<PriceFactor, 'before' | 'after'>, afterMinor: bigint): void {
    this.factors.push({ ...factor, before: this.leftMinor.toString(), after: afterMinor.toString() });
    this.leftMinor = afterMinor;
  }

  discount(factor: Discount, afterMinor: bigint): void {
    this.#push(factor, afterMinor < this.leastMinor ? this.leastMinor : afterMinor);
  }

  rule(kind: 'pack_volume' | 'customer_class', key: string, rules: readonly PriceRule[]): void {
    const bps = bpsOf(rules, kind, key) ?? 0;
    if (bps > 0) this.discount({ kind, key, bps }, mulDiv(this.leftMinor, BPS - BigInt(bps), BPS));
  }

  /** Before any discount: what is asked for more haste is part of the list price. */
  urgency(urgency: string, rules: readonly PriceRule[]): void {
    const bps = bpsOf(rules, 'urgency', urgency) ?? Number(BPS);
    if (BigInt(bps) === BPS) return;
    this.listMinor = mulDiv(this.leftMinor, BigInt(bps), BPS);
    this.#push({ kind: 'urgency', key: urgency, bps }, this.listMinor);
  }

  coupon(coupon: CouponTerms | null, currency: string): void {
    if (!coupon) return;
    const after = this.leftMinor - couponOff(this.leftMinor, currency, coupon);
    this.discount({ kind: 'coupon', key: coupon.code, bps: coupon.percentBps }, after);
  }

  /** A tax of none leaves no line; a reverse charge does, since the buyer has to know of it. */
  close(tax: TaxDto): Price {
    const discountMinor = this.listMinor - this.leftMinor;
    const charged = withTax(this.leftMinor, tax);
    if (tax.rateId !== null) this.#push({ kind: 'tax', key: tax.name, bps: tax.rateBps }, charged.totalMinor);
    return { listPriceMinor: this.listMinor, discountMinor, ...charged, factors: this.factors };
  }
}

/**
 * The price of a pack in minor units: its list price less volume discount, customer class and coupon, then the tax. A
 * discount never makes a pack free: at least one minor unit stays.
 */
export function pricePack(
  pack: { code: string },
  priceMinor: bigint,
  currency: string,
  customerClass: string,
  rules: readonly PriceRule[],
  coupon: CouponTerms | null,
  tax: TaxDto,
): Price {
  const price = new PriceList(pack.code, priceMinor, 1n);
  price.rule('pack_volume', pack.code, rules);
  price.rule('customer_class', customerClass, rules);
  price.coupon(coupon, currency);
  return price.close(tax);
}

export type CategoryTermsToPrice = {
  category: { code: string };
  /** The category's price in `currency`, minor units. */
  priceMinor: bigint;
  currency: string;
  urgency: string;
  customerClass: string;
  rules: readonly PriceRule[];
  tax: TaxDto;
};

/**
 * The price of a support request by card in minor units: the category's price, times the urgency, less the customer
 * class's discount, then the tax; the same factors as its price in credits. At least one minor unit stays.
 */
export function priceRequestByCard({ category, priceMinor, ...terms }: CategoryTermsToPrice): Price {
  const price = new PriceList(category.code, priceMinor, 1n);
  price.urgency(terms.urgency, terms.rules);
  price.rule('customer_class', terms.customerClass, terms.rules);
  return price.close(terms.tax);
}

export type TierTermsToPrice = {
  tier: { code: string };
  priceMinor: bigint;
  currency: string;
  customerClass: string;
  rules: readonly PriceRule[];
  coupon: CouponTerms | null;
  tax: TaxDto;
};

/**
 * The price of one period of a tier in minor units: its list price for that interval less customer class and coupon,
 * then the tax. `fullMinor` is what a period costs without the coupon, so `fullMinor - totalMinor` is what the coupon
 * takes off the amount charged. A coupon may leave nothing to pay.
 */
export function priceTier({ tier, ...terms }: TierTermsToPrice): Price & { fullMinor: bigint } {
  const { priceMinor, currency, customerClass, rules, coupon, tax } = terms;
  const price = new PriceList(tier.code, priceMinor, 0n);
  price.rule('customer_class', customerClass, rules);
  const { totalMinor: fullMinor } = withTax(price.leftMinor, tax);
  price.coupon(coupon, currency);
  return { ...price.close(tax), fullMinor };
}

/** Ten-thousandths of a minor unit that one credit of a pack costs: fine enough to compare packs exactly. */
export function perCredit(priceMinor: bigint, creditsMicro: bigint): bigint {
  return (priceMinor * 10_000n * 1_000_000n) / creditsMicro;
}

const REGULAR: [ending: RegExp, plural: string][] = [
  [/([^aeiou])y$/, '$1ies'],
  [/(s|x|z|ch|sh)$/, '$1es'],
  [/$/, 's'],
];

/** The unit of a service in the plural, by the regular rules of English: `query` → `queries`. */
export function pluralUnit(unit: string): string {
  for (const [ending, plural] of REGULAR) if (ending.test(unit)) return unit.replace(ending, plural);
  return unit;
}

/** A price in words for other programs: `20 credits per 100 leads`, `1 credit per message`. */
export function priceText(price: string, perUnits: number, unit: string): string {
  const amount = `${price} ${price === '1' ? 'credit' : 'credits'}`;
  return perUnits === 1 ? `${amount} per ${unit}` : `${amount} per ${perUnits} ${pluralUnit(unit)}`;
}
