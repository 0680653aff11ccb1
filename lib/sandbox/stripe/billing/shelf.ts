import type Stripe from 'stripe';
import { missingResource } from '../faults';
import type { StripeStore } from '../store';

/** What a price says that the engine reckons with. Amounts in minor units. */
export interface PriceState {
  id: string;
  currency: string;
  amount: number;
  interval: 'month' | 'year';
  intervalCount: number;
  product: string;
  metadata: Record<string, string>;
}

export type WirePrice = Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string | null };

/** A price by id; one that was never made, or sells once only, cannot be subscribed to. */
export function priceOf(store: StripeStore, id: string): PriceState {
  const price = wirePrice(store, id);
  if (!price.recurring) throw missingResource('recurring price', id, 'price');
  return {
    id,
    currency: price.currency,
    amount: price.unit_amount ?? 0,
    interval: price.recurring.interval === 'year' ? 'year' : 'month',
    intervalCount: price.recurring.interval_count,
    product: String(price.product),
    metadata: price.metadata,
  };
}

export function wirePrice(store: StripeStore, id: string): WirePrice {
  const found = store.shelf.get(id);
  if (found?.kind !== 'price') throw missingResource('price', id, 'price');
  return found.object as unknown as WirePrice;
}

export function couponOf(store: StripeStore, id: string): Stripe.Coupon {
  const found = store.shelf.get(id);
  if (found?.kind !== 'coupon') throw missingResource('coupon', id, 'coupon');
  return found.object as unknown as Stripe.Coupon;
}

export function productName(store: StripeStore, id: string): string {
  const product = store.shelf.get(id)?.object as unknown as Stripe.Product | undefined;
  return product?.name ?? id;
}

/** Amount times quantity, as line items tell it. */
export function itemText(store: StripeStore, price: PriceState, quantity: number): string {
  const money = (price.amount / 100).toFixed(2);
  return `${quantity} × ${productName(store, price.product)} (at ${money} ${price.currency.toUpperCase()} / ${price.interval})`;
}
