import { BPS, mulDiv } from '@/lib/core/money';
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

/**
 * The price of a pack in minor units: its list price less the customer class's discount. A discount never makes a
 * pack free: at least one minor unit stays.
 */
export function pricePack(
  pack: { code: string; priceMinor: bigint },
  customerClass: string,
  rules: readonly PriceRule[],
): { listPriceMinor: bigint; discountMinor: bigint; totalMinor: bigint; factors: PriceFactor[] } {
  const list = pack.priceMinor;
  const factors: PriceFactor[] = [
    { kind: 'base', key: pack.code, bps: null, before: '0', after: list.toString() },
  ];
  let total = list;
  const discount = (kind: 'pack_volume' | 'customer_class', key: string) => {
    const bps = bpsOf(rules, kind, key) ?? 0;
    if (bps === 0) return;
    const after = mulDiv(total, BPS - BigInt(bps), BPS) || 1n;
    factors.push({ kind, key, bps, before: total.toString(), after: after.toString() });
    total = after;
  };
  discount('pack_volume', pack.code);
  discount('customer_class', customerClass);
  return { listPriceMinor: list, discountMinor: list - total, totalMinor: total, factors };
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
