import { randomId } from '../../ids';
import { invalidParam } from '../faults';
import type { ChargeOutcome } from '../records';
import { monthsLater, periodEnd } from './calendar';
import { collect, finalise, openDraft } from './invoices';
import type { DiscountState, SubState } from './records';
import { couponOf, itemText, priceOf } from './shelf';
import type { BillingWork, Charged } from './work';

export interface Start {
  priceId: string;
  quantity: number;
  metadata: Record<string, string>;
  description: string | null;
  /** Unix seconds by the customer's clock; null: no trial. */
  trialEnd: number | null;
  couponIds: string[];
  methodId: string | null;
  missingMethod: SubState['missingMethod'];
  /** What the first charge does, where somebody is there to confirm it. */
  outcome?: ChargeOutcome;
}

/** A coupon begins to run; one that is used up or over is refused. */
export function startDiscount(work: BillingWork, couponId: string): DiscountState {
  const coupon = couponOf(work.store, couponId);
  const isOver = !coupon.valid || (coupon.redeem_by !== null && coupon.redeem_by < work.at);
  if (isOver || (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions))
    throw invalidParam('discounts', `Coupon expired: ${couponId}`, 'coupon_expired');
  const months = coupon.duration === 'repeating' ? coupon.duration_in_months : null;
  return {
    id: randomId('di_1', 23),
    ...{ couponId, start: work.at, end: months ? monthsLater(work.at, months) : null },
  };
}

/** Counts the redemptions of what a change began; after its commit, so that a preview counts nothing. */
export function redeem(work: BillingWork, couponIds: string[]): void {
  for (const id of couponIds)
    work.store.changeShelf(id, (draft) => {
      draft.object.times_redeemed = Number(draft.object.times_redeemed) + 1;
    });
}

/** Makes a subscription with its first invoice and tries to collect it. */
export function start(work: BillingWork, input: Start): { sub: SubState; charged: Charged | null } {
  const price = priceOf(work.store, input.priceId);
  const id = randomId('sub_1', 23);
  const isTrial = input.trialEnd !== null;
  const end = input.trialEnd ?? periodEnd(work.at, price, work.at);
  const sub: SubState = {
    ...{
      id,
      itemId: `si_${id.slice(4)}`,
      status: isTrial ? 'trialing' : 'incomplete',
      currency: price.currency,
    },
    ...{ created: work.at, anchor: input.trialEnd ?? work.at, periodStart: work.at, periodEnd: end },
    ...{
      priceId: price.id,
      quantity: input.quantity,
      description: input.description,
      metadata: input.metadata,
    },
    ...{ cancelAt: null, cancelAtPeriodEnd: false, canceledAt: null, endedAt: null, reason: null },
    ...{ feedback: null, comment: null, defaultMethod: input.methodId, latestInvoice: null },
    discounts: input.couponIds.map((couponId) => startDiscount(work, couponId)),
    ...{ pausedAt: null, pausedFor: null, pauseCollection: null, pendingUpdate: null, resumeInvoice: null },
    ...{
      scheduleId: null,
      trialStart: isTrial ? work.at : null,
      trialEnd: input.trialEnd,
      trialWarned: false,
    },
    missingMethod: input.missingMethod,
  };
  work.draft.subscriptions.push(sub);
  work.emitSubscription('customer.subscription.created', sub);
  const text = isTrial
    ? `Trial period for ${itemText(work.store, price, input.quantity)}`
    : itemText(work.store, price, input.quantity);
  const amount = isTrial ? 0 : price.amount * input.quantity;
  const line = {
    amount,
    description: text,
    priceId: price.id,
    quantity: input.quantity,
    start: work.at,
    end,
  };
  const invoice = openDraft(work, sub, {
    ...{ reason: 'subscription_create', periodStart: work.at, periodEnd: work.at },
    lines: [{ ...line, proration: false }],
  });
  finalise(work, invoice);
  const charged = collect(work, invoice, { methodId: input.methodId, outcome: input.outcome });
  return { sub, charged };
}
