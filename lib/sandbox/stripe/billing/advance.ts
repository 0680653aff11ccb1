import { periodEnd } from './calendar';
import { RESUME_EXPIRY } from './change';
import { collect, end, finalise, openDraft, voidInvoice } from './invoices';
import type { InvoiceState, SubState } from './records';
import { enterPhase } from './schedules';
import { itemText, priceOf } from './shelf';
import { startDiscount } from './start';
import type { BillingWork } from './work';

const DAY = 86_400;

interface Due {
  at: number;
  run: () => void;
}

/** Runs everything that falls due up to an instant, in order; each thing happens at its own moment. */
export function advance(work: BillingWork, until: number): number {
  for (let count = 0; count < 10_000; count++) {
    const next = nextDue(work);
    if (!next || next.at > until) {
      work.at = Math.max(work.at, until);
      return count;
    }
    // What fell due while nobody looked happened then.
    work.at = next.at;
    next.run();
  }
  throw new Error('the clock of a customer does not come to rest');
}

/** The next instant at which something happens; null: nothing ever does. */
export const nextInstant = (work: BillingWork): number | null => nextDue(work)?.at ?? null;

function nextDue(work: BillingWork): Due | null {
  const due = [
    ...work.draft.invoices.flatMap((invoice) => invoiceDue(work, invoice)),
    ...work.draft.subscriptions.flatMap((sub) => subscriptionDue(work, sub)),
  ];
  return due.reduce<Due | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}

function invoiceDue(work: BillingWork, invoice: InvoiceState): Due[] {
  if (invoice.status === 'draft' && invoice.autoAdvance && invoice.finalizesAt !== null)
    return [{ at: invoice.finalizesAt, run: () => charge(work, invoice) }];
  if (invoice.status === 'open' && invoice.autoAdvance && invoice.nextAttempt !== null)
    return [{ at: invoice.nextAttempt, run: () => void collect(work, invoice) }];
  return [];
}

function charge(work: BillingWork, invoice: InvoiceState): void {
  finalise(work, invoice);
  collect(work, invoice);
}

function subscriptionDue(work: BillingWork, sub: SubState): Due[] {
  const due: Due[] = [];
  const pending = sub.pendingUpdate;
  if (pending)
    due.push({ at: pending.expiresAt, run: () => voidInvoice(work, work.invoice(pending.invoiceId)) });
  const resumes = sub.resumeInvoice && work.invoice(sub.resumeInvoice);
  if (resumes) due.push({ at: resumes.created + RESUME_EXPIRY, run: () => voidInvoice(work, resumes) });
  if (sub.status === 'incomplete') due.push({ at: sub.created + DAY - 3_600, run: () => expire(work, sub) });
  if (['active', 'trialing', 'past_due', 'unpaid'].includes(sub.status)) {
    if (sub.cancelAt !== null && sub.cancelAt < sub.periodEnd)
      due.push({ at: sub.cancelAt, run: () => end(work, sub, 'cancellation_requested') });
    due.push({ at: sub.periodEnd, run: () => renew(work, sub) });
    const warnAt = (sub.trialEnd ?? 0) - 3 * DAY;
    if (sub.status === 'trialing' && !sub.trialWarned)
      due.push({ at: Math.max(warnAt, sub.created), run: () => warn(work, sub) });
  }
  return due;
}

function warn(work: BillingWork, sub: SubState): void {
  sub.trialWarned = true;
  work.emitSubscription('customer.subscription.trial_will_end', sub);
}

function expire(work: BillingWork, sub: SubState): void {
  work.change(sub, () => Object.assign(sub, { status: 'incomplete_expired', endedAt: work.at }));
  if (sub.latestInvoice) voidInvoice(work, work.invoice(sub.latestInvoice));
}

/** A period ends: the next begins at once, and its invoice is drafted; money comes when it is charged. */
function renew(work: BillingWork, sub: SubState): void {
  const endsNow = sub.cancelAtPeriodEnd || (sub.cancelAt !== null && sub.cancelAt <= sub.periodEnd);
  if (endsNow) return end(work, sub, 'cancellation_requested');
  if (sub.status === 'trialing' && !work.methodOf(sub) && sub.missingMethod !== 'create_invoice')
    return endTrialWithoutCard(work, sub);
  const [from, before] = [sub.periodStart, sub.periodEnd];
  const interval = priceOf(work.store, sub.priceId).interval;
  work.change(sub, () => {
    enterPhase(work, sub, (coupon) => startDiscount(work, coupon));
    sub.discounts = sub.discounts.filter((discount) => discount.end === null || discount.end > work.at);
    const price = priceOf(work.store, sub.priceId);
    if (price.interval !== interval || sub.status === 'trialing') sub.anchor = before;
    Object.assign(sub, { periodStart: before, periodEnd: periodEnd(sub.anchor, price, before) });
    if (sub.status === 'trialing') sub.status = 'active';
  });
  const price = priceOf(work.store, sub.priceId);
  const line = { priceId: price.id, quantity: sub.quantity, start: sub.periodStart, end: sub.periodEnd };
  const text = itemText(work.store, price, sub.quantity);
  const invoice = openDraft(work, sub, {
    ...{ reason: 'subscription_cycle', periodStart: from, periodEnd: before },
    lines: [{ ...line, amount: price.amount * sub.quantity, description: text, proration: false }],
  });
  // While nobody pays, further invoices are made and left as drafts.
  invoice.autoAdvance = sub.status !== 'unpaid';
  const delay = Math.floor(work.store.settings.finalizeDelayMs / 1_000);
  if (!invoice.autoAdvance) return;
  if (delay > 0) invoice.finalizesAt = work.at + delay;
  else charge(work, invoice);
}

function endTrialWithoutCard(work: BillingWork, sub: SubState): void {
  if (sub.missingMethod === 'cancel') return end(work, sub, 'cancellation_requested');
  work.change(sub, () => {
    Object.assign(sub, {
      status: 'paused',
      pausedAt: work.at,
      pausedFor: 'trial_end_without_payment_method',
    });
  });
  work.emitSubscription('customer.subscription.paused', sub);
}
