import { invalidParam, StripeFault } from '../faults';
import type { Params } from '../params';
import { periodEnd } from './calendar';
import { collect, end, endTrial, finalise, openDraft, voidInvoice } from './invoices';
import { type PlannedChange, planChange } from './proration';
import type { SubState } from './records';
import { itemText, priceOf } from './shelf';
import { redeem, startDiscount } from './start';
import type { BillingWork } from './work';

const DAY = 86_400;
const live = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused'];

const known = [
  ...[
    'items',
    'proration_behavior',
    'proration_date',
    'payment_behavior',
    'cancel_at_period_end',
    'cancel_at',
  ],
  ...['cancellation_details', 'default_payment_method', 'discounts', 'metadata', 'trial_end', 'description'],
  ...['billing_cycle_anchor', 'expand'],
];

export function requireLive(sub: SubState): void {
  if (!live.includes(sub.status))
    throw invalidParam(
      'id',
      `A subscription with a status of \`${sub.status}\` cannot be changed.`,
      'resource_missing',
    );
}

/** What `items` asks for: one item, by its id, or the present one. */
export function readItem(sub: SubState, params: Params): { priceId: string; quantity: number } | null {
  const [item, ...more] = params.list('items');
  if (!item) return null;
  item.allow('id', 'price', 'quantity', 'metadata');
  const id = item.text('id');
  if (more.length > 0 || id !== sub.itemId)
    throw invalidParam('items[0][id]', `The sandbox keeps one item a subscription: name ${sub.itemId}.`);
  const price = item.text('price') ?? sub.priceId;
  return { priceId: price, quantity: item.integer('quantity') ?? (price === sub.priceId ? sub.quantity : 1) };
}

/** Applies one call of `subscriptions.update`. */
export function update(work: BillingWork, sub: SubState, params: Params): void {
  params.allow(...known);
  requireLive(sub);
  const item = readItem(sub, params);
  const behavior = params.text('payment_behavior') ?? 'allow_incomplete';
  readCancelling(sub, params);
  const endsTrial = params.text('trial_end') === 'now' && sub.status === 'trialing';
  const isNew = item && (item.priceId !== sub.priceId || item.quantity !== sub.quantity);
  work.change(sub, () => {
    readDetails(work, sub, params);
    if (params.has('cancel_at_period_end'))
      setCancelAtEnd(work, sub, params.flag('cancel_at_period_end') ?? false);
    if (params.has('cancel_at')) {
      const text = params.text('cancel_at');
      const at = text?.endsWith('_period_end')
        ? sub.periodEnd
        : params.isCleared('cancel_at')
          ? null
          : Number(text);
      Object.assign(sub, { cancelAt: at, cancelAtPeriodEnd: false, canceledAt: at ? work.at : null });
      sub.reason = at ? 'cancellation_requested' : null;
    }
    if (endsTrial && !isNew) sub.periodEnd = sub.trialEnd = work.at;
  });
  if (isNew) changeItem(work, sub, item, params, { behavior, endsTrial });
}

function readCancelling(sub: SubState, params: Params): void {
  const cancels = params.has('cancel_at_period_end') || params.has('cancel_at');
  if (params.has('cancel_at_period_end') && params.has('cancel_at'))
    throw invalidParam('cancel_at', 'You may only specify one of: cancel_at, cancel_at_period_end.');
  if (sub.scheduleId && cancels)
    throw invalidParam(
      'cancel_at_period_end',
      `The subscription is managed by the subscription schedule \`${sub.scheduleId}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
    );
}

function setCancelAtEnd(work: BillingWork, sub: SubState, cancels: boolean): void {
  Object.assign(sub, { cancelAtPeriodEnd: cancels, cancelAt: null, canceledAt: cancels ? work.at : null });
  sub.reason = cancels ? 'cancellation_requested' : null;
}

function readDetails(work: BillingWork, sub: SubState, params: Params): void {
  const details = params.object('cancellation_details')?.allow('feedback', 'comment');
  if (details) {
    sub.feedback = details.text('feedback');
    sub.comment = details.text('comment');
  }
  if (params.has('default_payment_method')) sub.defaultMethod = params.text('default_payment_method');
  if (params.has('description')) sub.description = params.text('description');
  if (params.isCleared('discounts')) sub.discounts = [];
  const discounts = params.list('discounts');
  if (discounts.length > 0)
    sub.discounts = discounts.map((one) => {
      const kept = sub.discounts.find(({ id }) => id === one.text('discount'));
      if (kept) return kept;
      const coupon = one.required('coupon');
      const begun = startDiscount(work, coupon);
      redeem(work, [coupon]);
      return begun;
    });
  Object.assign(sub.metadata, params.metadata());
}

function changeItem(
  work: BillingWork,
  sub: SubState,
  item: { priceId: string; quantity: number },
  params: Params,
  { behavior, endsTrial }: { behavior: string; endsTrial: boolean },
): void {
  const proration = params.text('proration_behavior') ?? 'create_prorations';
  const t = params.integer('proration_date') ?? work.at;
  if (t < sub.periodStart || t > sub.periodEnd)
    throw invalidParam('proration_date', 'The proration date must be in the current period.');
  const anchorNow = endsTrial || params.object('billing_cycle_anchor')?.text('type') === 'now';
  const plan = planChange(work, sub, { ...item, t, anchorNow });
  const turns = plan.periodEnd !== sub.periodEnd;
  if (proration === 'none' && !turns) plan.lines = [];
  if (proration === 'create_prorations' && !turns) {
    work.change(sub, () => apply(sub, item, plan));
    const lines = plan.lines.map((line, at) => ({
      ...line,
      id: `il_1${work.at}${at}`,
      credited: null,
      discounts: [],
    }));
    work.draft.items.push(...lines.map((line) => ({ subscription: sub.id, line })));
    return;
  }
  if (plan.lines.length === 0) return work.change(sub, () => apply(sub, item, plan));
  bill(work, sub, item, { ...plan, endsTrial }, { behavior, t });
}

const apply = (sub: SubState, item: { priceId: string; quantity: number }, plan: PlannedChange) =>
  Object.assign(sub, {
    ...item,
    ...{ anchor: plan.anchor, periodStart: plan.periodStart, periodEnd: plan.periodEnd },
  });

function bill(
  work: BillingWork,
  sub: SubState,
  item: { priceId: string; quantity: number },
  plan: PlannedChange & { endsTrial: boolean },
  { behavior, t }: { behavior: string; t: number },
): void {
  const waits = behavior === 'pending_if_incomplete';
  if (!waits)
    work.change(sub, () => {
      apply(sub, item, plan);
      if (plan.endsTrial) endTrial(sub, work.at);
    });
  const before = sub.pendingUpdate?.invoiceId;
  if (before) voidInvoice(work, work.invoice(before));
  const invoice = openDraft(work, sub, {
    ...{ reason: 'subscription_update', lines: plan.lines, prorationDate: t },
    ...{ periodStart: sub.periodStart, periodEnd: work.at },
  });
  if (waits)
    sub.pendingUpdate = {
      ...{ expiresAt: work.at + 23 * 3_600, invoiceId: invoice.id, ...item, metadata: null },
      ...{ anchor: plan.anchor, periodStart: plan.periodStart, periodEnd: plan.periodEnd },
      endsTrial: plan.endsTrial,
    };
  finalise(work, invoice);
  const charged = collect(work, invoice);
  if (charged && !charged.paid && behavior === 'error_if_incomplete')
    throw new StripeFault(402, {
      type: 'card_error',
      code: 'card_declined',
      message: 'Your card was declined.',
    });
  if (charged && !charged.paid && waits) work.emitSubscription('customer.subscription.updated', sub);
}

/** Ends a subscription now. */
export function cancel(work: BillingWork, sub: SubState, params: Params): void {
  params.allow('invoice_now', 'prorate', 'cancellation_details', 'expand');
  requireLive(sub);
  end(work, sub, 'cancellation_requested');
}

/** Stops the periods: the present one ends at this moment and no invoice comes until `resume`. */
export function pause(work: BillingWork, sub: SubState, params: Params): void {
  params.allow('type', 'bill_for', 'invoicing_behavior', 'expand');
  if (sub.scheduleId)
    throw invalidParam('id', 'A subscription with a schedule cannot be paused. Release it first.');
  if (!['active', 'trialing', 'past_due'].includes(sub.status))
    throw invalidParam('id', `A subscription with a status of \`${sub.status}\` cannot be paused.`);
  const credits = params.object('bill_for')?.object('unused_time_from')?.text('type') ?? 'now';
  if (credits !== 'none') throw invalidParam('bill_for', 'The sandbox pauses without a credit: `none`.');
  work.change(sub, () => {
    Object.assign(sub, {
      status: 'paused',
      pausedAt: work.at,
      pausedFor: 'pause_requested',
      periodEnd: work.at,
    });
    sub.cancelAtPeriodEnd = false;
  });
  work.emitSubscription('customer.subscription.paused', sub);
}

/** Begins a new period now and charges it; until it is paid the subscription stays paused. */
export function resume(work: BillingWork, sub: SubState, params: Params): void {
  params.allow('billing_cycle_anchor', 'payment_behavior', 'proration_behavior', 'proration_date', 'expand');
  if (sub.status !== 'paused') throw invalidParam('id', 'Only a paused subscription can be resumed.');
  const price = priceOf(work.store, sub.priceId);
  const before = sub.resumeInvoice;
  if (before) voidInvoice(work, work.invoice(before));
  const next = periodEnd(work.at, price, work.at);
  work.change(sub, () => Object.assign(sub, { anchor: work.at, periodStart: work.at, periodEnd: next }));
  const text = itemText(work.store, price, sub.quantity);
  const line = { description: text, priceId: price.id, quantity: sub.quantity, start: work.at, end: next };
  const invoice = openDraft(work, sub, {
    ...{ reason: 'subscription_cycle', periodStart: sub.pausedAt ?? work.at, periodEnd: work.at },
    lines: [{ ...line, amount: price.amount * sub.quantity, proration: false }],
  });
  sub.resumeInvoice = invoice.id;
  finalise(work, invoice);
  collect(work, invoice);
}

export const RESUME_EXPIRY = DAY - 3_600;
