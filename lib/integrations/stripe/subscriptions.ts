import Stripe from 'stripe';
import { AppError, invariant } from '@/lib/core/errors';
import { type PriceTax, taxOfPrice } from './billing-catalogue';
import { appMark, callStripe } from './client';

/** Stripe's word for how it stands; a word that we do not know is kept as it came. */
export type BillingStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'canceled';

export interface BillingSubscription {
  id: string;
  organisationId: string | null;
  /** Ours, by the metadata that our page gave it. */
  subscriptionId: string | null;
  customerId: string;
  status: BillingStatus;
  itemId: string;
  priceId: string;
  tierCode: string | null;
  interval: 'month' | 'year';
  priceMinor: bigint;
  /** The tax in the price; null where that says nothing of it. */
  tax: PriceTax | null;
  /** ISO 4217 in upper case. */
  currency: string;
  startedAt: Date;
  periodStart: Date;
  periodEnd: Date;
  trialEndsAt: Date | null;
  /** When it ends, whoever asked for it and by whichever of Stripe's two ways. */
  cancelsAt: Date | null;
  endedAt: Date | null;
  pausedAt: Date | null;
  scheduleId: string | null;
  /** A change that waits for its invoice to be paid. */
  hasPendingUpdate: boolean;
  latestInvoiceId: string | null;
  /** Per invoice, as the coupons that run now take it off. */
  discount: {
    couponId: string;
    percentOff: number | null;
    amountOffMinor: bigint | null;
    endsAt: Date | null;
  } | null;
  /** The card that it is charged to, where it has one of its own. */
  paymentMethodId: string | null;
}

const at = (seconds: number) => new Date(seconds * 1_000);
const orNull = (seconds: number | null | undefined) => (seconds == null ? null : at(seconds));
const idOf = (reference: string | { id: string } | null) =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);
const expand = ['discounts.source.coupon'];
const known = new Set<string>([
  ...['incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled'],
]);

function discountOf(subscription: Stripe.Subscription): BillingSubscription['discount'] {
  const [discount] = subscription.discounts;
  const coupon = typeof discount === 'string' ? null : discount?.source.coupon;
  if (!discount || typeof discount === 'string' || !coupon || typeof coupon === 'string') return null;
  return {
    couponId: coupon.id,
    percentOff: coupon.percent_off,
    amountOffMinor: coupon.amount_off === null ? null : BigInt(coupon.amount_off),
    endsAt: orNull(discount.end),
  };
}

/** A subscription of Stripe's in our words; null when it has not exactly the one item that we sell. */
export function subscriptionOf(subscription: Stripe.Subscription): BillingSubscription | null {
  const [item, ...more] = subscription.items.data;
  if (!item || more.length > 0 || !known.has(subscription.status)) return null;
  const { metadata } = subscription;
  const isOurs = metadata.app === appMark;
  const cancelsAt =
    subscription.cancel_at ?? (subscription.cancel_at_period_end ? item.current_period_end : null);
  return {
    id: subscription.id,
    organisationId: isOurs ? (metadata.organisationId ?? null) : null,
    subscriptionId: isOurs ? (metadata.subscriptionId ?? null) : null,
    customerId: idOf(subscription.customer) ?? '',
    status: subscription.status as BillingStatus,
    ...{ itemId: item.id, priceId: item.price.id, tierCode: item.price.metadata.tierCode ?? null },
    interval: item.price.recurring?.interval === 'year' ? 'year' : 'month',
    priceMinor: BigInt(item.price.unit_amount ?? 0) * BigInt(item.quantity ?? 1),
    ...{ tax: taxOfPrice(item.price), currency: subscription.currency.toUpperCase() },
    startedAt: at(subscription.start_date),
    ...{ periodStart: at(item.current_period_start), periodEnd: at(item.current_period_end) },
    ...{ trialEndsAt: orNull(subscription.trial_end), cancelsAt: orNull(cancelsAt) },
    endedAt: orNull(subscription.ended_at),
    pausedAt: orNull(subscription.status_details?.paused.transitioned_at),
    scheduleId: idOf(subscription.schedule),
    hasPendingUpdate: subscription.pending_update !== null,
    latestInvoiceId: idOf(subscription.latest_invoice),
    discount: discountOf(subscription),
    paymentMethodId: idOf(subscription.default_payment_method),
  };
}

/** What Stripe knows of a subscription now. Throws `not_found` and `provider_unavailable`. */
export async function readSubscription(id: string): Promise<BillingSubscription> {
  const found = await callStripe((stripe) => stripe.subscriptions.retrieve(id, { expand }));
  const subscription = subscriptionOf(found);
  invariant(subscription, `${id} is no subscription as we sell them`);
  return subscription;
}

/** Every subscription on the account that is ours, ended ones too; the newest first. Throws `provider_unavailable`. */
export async function* listSubscriptions(): AsyncGenerator<BillingSubscription> {
  const pages = await callStripe(async (stripe) =>
    stripe.subscriptions.list({ status: 'all', limit: 100, expand: ['data.discounts.source.coupon'] }),
  );
  let page = pages;
  for (;;) {
    for (const one of page.data) {
      const subscription = subscriptionOf(one);
      if (subscription?.organisationId) yield subscription;
    }
    const last = page.data.at(-1)?.id;
    if (!page.has_more || !last) return;
    page = await callStripe((stripe) =>
      stripe.subscriptions.list({ status: 'all', limit: 100, starting_after: last }),
    );
  }
}

/** `endsTrial`: the trial is over with it, and a whole period of the new price begins now. */
type Change = { id: string; itemId: string; priceId: string; prorationAt: Date; endsTrial?: boolean };

const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);
const itemsOf = ({ itemId, priceId }: Change) => [{ id: itemId, price: priceId, quantity: 1 }];
const momentOf = ({ endsTrial, prorationAt }: Change) =>
  endsTrial ? { trial_end: 'now' as const } : { proration_date: seconds(prorationAt) };

export interface ChangeCost {
  dueMinor: bigint;
  currency: string;
  /** Below zero: what was paid before and is not used. */
  lines: { description: string; amountMinor: bigint }[];
}

/**
 * What a change of price charges now, to the second of `prorationAt`, which must be in the present period.
 * Throws `not_found`, `provider_unavailable`. Source: https://docs.stripe.com/api/invoices/create_preview
 */
export async function previewPrice(change: Change): Promise<ChangeCost> {
  const preview = await callStripe((stripe) =>
    stripe.invoices.createPreview({
      subscription: change.id,
      subscription_details: {
        ...{ items: itemsOf(change), proration_behavior: 'always_invoice' },
        ...momentOf(change),
      },
    }),
  );
  const discountIn = (line: Stripe.InvoiceLineItem) =>
    (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return {
    dueMinor: BigInt(preview.amount_due),
    currency: preview.currency.toUpperCase(),
    lines: preview.lines.data.map((line) => ({
      ...{ description: line.description ?? '', amountMinor: BigInt(line.amount - discountIn(line)) },
    })),
  };
}

/**
 * Changes the price at once and charges the difference. Nothing changes until that is paid: `waitsFor` is then the page
 * on which it can be. Throws `not_found`, `provider_unavailable`.
 * Source: https://docs.stripe.com/billing/subscriptions/pending-updates
 */
export async function changePrice(change: Change & { key: string }): Promise<{ waitsFor: string | null }> {
  const subscription = await callStripe((stripe) =>
    stripe.subscriptions.update(
      change.id,
      {
        ...{ items: itemsOf(change), proration_behavior: 'always_invoice' },
        ...momentOf(change),
        payment_behavior: 'pending_if_incomplete',
        expand: ['latest_invoice'],
      },
      { idempotencyKey: `${appMark}:change:${change.key}` },
    ),
  );
  if (subscription.pending_update === null) return { waitsFor: null };
  const invoice = subscription.latest_invoice;
  return { waitsFor: (typeof invoice === 'string' ? null : invoice?.hosted_invoice_url) ?? null };
}

/**
 * Lets a coupon take something off the next invoices. Throws `not_found`, `provider_unavailable`.
 * Source: https://docs.stripe.com/api/subscriptions/update
 */
export async function addDiscount(id: string, couponId: string): Promise<void> {
  await callStripe((stripe) => stripe.subscriptions.update(id, { discounts: [{ coupon: couponId }] }));
}

/** Asks Stripe to end it with its period, or takes that back. Throws `not_found`, `provider_unavailable`. */
export async function setCancelAtEnd(id: string, ends: boolean): Promise<void> {
  await callStripe(async (stripe) => {
    if (ends) return stripe.subscriptions.update(id, { cancel_at_period_end: true });
    // Cancelled in Stripe's own pages it carries an instant instead of the flag.
    const { cancel_at_period_end: byFlag } = await stripe.subscriptions.retrieve(id);
    return stripe.subscriptions.update(id, byFlag ? { cancel_at_period_end: false } : { cancel_at: '' });
  });
}

/** Ends it now; one that has ended already is no error. Throws `provider_unavailable`. */
export async function endSubscription(id: string): Promise<void> {
  try {
    await callStripe((stripe) => stripe.subscriptions.cancel(id));
  } catch (error) {
    const isOver =
      error instanceof Stripe.errors.StripeInvalidRequestError ||
      (error instanceof AppError && error.code === 'not_found');
    if (!isOver) throw error;
  }
}

/**
 * Stops the periods now, without a credit: what was paid for was granted and stays usable.
 * Throws `not_found`, `provider_unavailable`. Source: https://docs.stripe.com/billing/subscriptions/pause
 */
export async function pauseBilling(id: string): Promise<void> {
  await callStripe((stripe) =>
    stripe.subscriptions.pause(id, {
      ...{ type: 'subscription', invoicing_behavior: 'pending_invoice_item' },
      bill_for: { unused_time_from: { type: 'none' }, outstanding_usage_through: { type: 'none' } },
    }),
  );
}

/** Begins a new period now and charges it; it stays paused until that is paid. Throws as `pauseBilling`. */
export async function resumeBilling(id: string): Promise<void> {
  await callStripe((stripe) =>
    stripe.subscriptions.resume(id, {
      ...{ billing_cycle_anchor: { type: 'now' }, payment_behavior: 'resume_on_payment_success' },
    }),
  );
}
