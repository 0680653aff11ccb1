import { invalidParam, missingParam } from '../faults';
import type { Params } from '../params';
import type { CheckoutPlan, WireLineItem } from '../records';
import { newLineItem } from '../session-object';
import type { StripeStore } from '../store';
import { couponOf, priceOf, productName, wirePrice } from './shelf';

/** What a page in mode `subscription` sells: one recurring price, a trial, a coupon. */
export function readPlan(params: Params, store: StripeStore, nowSeconds: number): CheckoutPlan {
  if (!params.text('customer')) throw missingParam('customer');
  const [item, ...more] = params.list('line_items');
  if (!item) throw missingParam('line_items');
  if (more.length > 0) throw invalidParam('line_items', 'The sandbox keeps one item a subscription.');
  const price = priceOf(store, item.allow('price', 'quantity').required('price'));
  const quantity = item.integer('quantity') ?? 1;
  const data = params
    .object('subscription_data')
    ?.allow('metadata', 'description', 'trial_period_days', 'trial_settings', 'billing_mode');
  const coupons = params.list('discounts').map((one) => one.allow('coupon').required('coupon'));
  if (coupons.length > 1) throw invalidParam('discounts', 'You may only apply one discount.');
  const trialDays = data?.integer('trial_period_days') ?? null;
  const name = productName(store, price.product);
  const shown = { ...{ nowSeconds, currency: price.currency, unitAmount: price.amount, quantity, name } };
  const lineItem: WireLineItem = {
    ...newLineItem(shown),
    price: wirePrice(store, price.id) as WireLineItem['price'],
  };
  const subtotal = trialDays ? 0 : price.amount * quantity;
  return {
    ...{ priceId: price.id, quantity, currency: price.currency, metadata: data?.metadata() ?? {} },
    ...{ description: data?.text('description') ?? null, trialDays, couponIds: coupons, subtotal },
    discount: coupons.reduce((off, id) => off + couponOff(store, id, subtotal), 0),
    ...{ lineItems: [lineItem], methodId: null },
  };
}

function couponOff(store: StripeStore, id: string, amount: number): number {
  const coupon = couponOf(store, id);
  if (!coupon.valid) throw invalidParam('discounts', `Coupon expired: ${id}`, 'coupon_expired');
  return Math.min(
    amount,
    coupon.percent_off ? Math.round((amount * coupon.percent_off) / 100) : (coupon.amount_off ?? 0),
  );
}
