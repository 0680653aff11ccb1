import type Stripe from 'stripe';
import type { StripeStore } from '../store';
import { type Expand, list, nested, noExpand } from './expand';
import { invoiceView } from './invoice-view';
import type { BillingRecord, DiscountState, SubState } from './records';
import { scheduleView } from './schedule-view';
import { couponOf, type WirePrice, wirePrice } from './shelf';

export type WirePlan = Omit<Stripe.Plan, 'amount_decimal'> & { amount_decimal: string | null };
export type WireItem = Omit<Stripe.SubscriptionItem, 'price' | 'plan'> & { price: WirePrice; plan: WirePlan };
export type WireSubscription = Omit<Stripe.Subscription, 'items' | 'latest_invoice'> & {
  items: { object: 'list'; data: WireItem[]; has_more: boolean; url: string };
  latest_invoice: string | null | object;
};

const planOf = (price: WirePrice): WirePlan => ({
  id: price.id,
  object: 'plan',
  active: price.active,
  amount: price.unit_amount,
  amount_decimal: price.unit_amount_decimal,
  billing_scheme: 'per_unit',
  created: price.created,
  currency: price.currency,
  interval: price.recurring?.interval ?? 'month',
  interval_count: price.recurring?.interval_count ?? 1,
  livemode: false,
  metadata: price.metadata,
  meter: null,
  nickname: price.nickname,
  product: price.product,
  tiers_mode: null,
  transform_usage: null,
  trial_period_days: null,
  usage_type: 'licensed',
});

export function discountView(
  store: StripeStore,
  billing: BillingRecord,
  subscription: string,
  discount: DiscountState,
  withCoupon: boolean,
): Stripe.Discount {
  const coupon = withCoupon ? couponOf(store, discount.couponId) : discount.couponId;
  return {
    id: discount.id,
    object: 'discount',
    ...{ checkout_session: null, customer: billing.customer, customer_account: null, end: discount.end },
    ...{ invoice: null, invoice_item: null, promotion_code: null, source: { type: 'coupon', coupon } },
    ...{ start: discount.start, subscription, subscription_item: null },
  };
}

function itemView(store: StripeStore, sub: SubState, priceId: string, quantity: number): WireItem {
  const price = wirePrice(store, priceId);
  return {
    id: sub.itemId,
    object: 'subscription_item',
    billing_thresholds: null,
    created: sub.created,
    current_period_end: sub.periodEnd,
    current_period_start: sub.periodStart,
    current_trial: null,
    discounts: [],
    metadata: {},
    ...{ plan: planOf(price), price, quantity, subscription: sub.id, tax_rates: [] },
  };
}

function pendingView(store: StripeStore, sub: SubState): Stripe.Subscription.PendingUpdate | null {
  const pending = sub.pendingUpdate;
  if (!pending) return null;
  const item = itemView(store, sub, pending.priceId, pending.quantity);
  return {
    billing_cycle_anchor: pending.anchor === sub.anchor ? null : pending.anchor,
    ...{ cancel_at_period_end: null, discount: null, discounts: null, expires_at: pending.expiresAt },
    metadata: pending.metadata,
    subscription_items: [item as unknown as Stripe.SubscriptionItem],
    ...{ trial_end: pending.endsTrial ? pending.periodStart : null, trial_from_plan: null },
  };
}

/** A subscription as API version 2026-10-28 answers it, every field present. */
export function subscriptionView(
  store: StripeStore,
  billing: BillingRecord,
  sub: SubState,
  expand: Expand = noExpand,
): WireSubscription {
  const withDiscounts = expand.has('discounts') || expand.has('discounts.source.coupon');
  const discounts = sub.discounts.map((discount) =>
    withDiscounts
      ? discountView(store, billing, sub.id, discount, expand.has('discounts.source.coupon'))
      : discount.id,
  );
  const invoice = billing.invoices.find(({ id }) => id === sub.latestInvoice);
  const wantsInvoice = [...expand].some((path) => path.startsWith('latest_invoice'));
  const schedule = billing.schedules.find(({ id }) => id === sub.scheduleId);
  return {
    id: sub.id,
    object: 'subscription',
    ...{ application: null, application_fee_percent: null },
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: sub.anchor,
    billing_cycle_anchor_config: null,
    billing_mode: {
      type: 'flexible',
      flexible: { proration_discounts: 'included' },
      updated_at: sub.created,
    },
    ...{ billing_schedules: [], billing_thresholds: null },
    cancel_at: sub.cancelAt ?? (sub.cancelAtPeriodEnd ? sub.periodEnd : null),
    cancel_at_period_end: sub.cancelAtPeriodEnd,
    canceled_at: sub.canceledAt,
    cancellation_details: {
      ...{ comment: sub.comment, feedback: sub.feedback, feedback_option: null, reason: sub.reason },
    },
    collection_method: 'charge_automatically',
    ...{ created: sub.created, currency: sub.currency, customer: billing.customer, customer_account: null },
    ...{ days_until_due: null, default_payment_method: sub.defaultMethod, default_source: null },
    ...{ default_tax_rates: [], description: sub.description, discounts, ended_at: sub.endedAt },
    invoice_settings: {
      ...{ account_tax_ids: null, custom_fields: null, description: null, footer: null },
      issuer: { type: 'self' },
    },
    items: list(
      [itemView(store, sub, sub.priceId, sub.quantity)],
      `/v1/subscription_items?subscription=${sub.id}`,
    ),
    latest_invoice:
      wantsInvoice && invoice
        ? invoiceView(store, billing, invoice, nested(expand, 'latest_invoice.'))
        : sub.latestInvoice,
    ...{ livemode: false, managed_payments: null, metadata: sub.metadata },
    ...{ next_pending_invoice_item_invoice: null, on_behalf_of: null },
    pause_collection: sub.pauseCollection && {
      ...{ behavior: sub.pauseCollection.behavior, resumes_at: sub.pauseCollection.resumesAt },
    },
    payment_settings: {
      ...{ payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    },
    ...{ pending_invoice_item_interval: null, pending_setup_intent: null },
    pending_update: pendingView(store, sub),
    schedule: expand.has('schedule') && schedule ? scheduleView(billing, schedule) : sub.scheduleId,
    ...{ start_date: sub.created, status: sub.status },
    ...(sub.status === 'paused' && {
      status_details: {
        paused: {
          type: 'subscription' as const,
          transitioned_at: sub.pausedAt ?? sub.created,
          subscription: { type: sub.pausedFor ?? 'pause_requested' },
        },
      },
    }),
    ...{ test_clock: null, transfer_data: null, trial_end: sub.trialEnd },
    trial_settings: {
      end_behavior: { billing_cycle_anchor: 'unchanged', missing_payment_method: sub.missingMethod },
    },
    trial_start: sub.trialStart,
  } as WireSubscription;
}
