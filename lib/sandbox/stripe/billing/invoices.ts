import { randomId } from '../../ids';
import type { ChargeOutcome } from '../records';
import type { InvoiceState, LineState, SubState } from './records';
import { couponOf } from './shelf';
import { paymentView, totals } from './invoice-view';
import { subscriptionView } from './views';
import type { BillingWork, Charged } from './work';

const DAY = 86_400;

export type NewLine = Omit<LineState, 'id' | 'discounts' | 'credited'> & {
  credited?: LineState['credited'];
};

/** What a coupon takes off an amount; rounded to the nearest minor unit. */
export function discountOn(
  work: BillingWork,
  sub: SubState,
  amount: number,
): { amount: number; discount: string }[] {
  let left = amount;
  return sub.discounts
    .filter(({ end }) => end === null || end > work.at)
    .map(({ id, couponId }) => {
      const coupon = couponOf(work.store, couponId);
      const wanted = coupon.percent_off
        ? Math.round((left * coupon.percent_off) / 100)
        : (coupon.amount_off ?? 0);
      const off = Math.min(left, wanted);
      left -= off;
      return { amount: off, discount: id };
    })
    .filter((taken) => taken.amount > 0);
}

interface Draft {
  reason: InvoiceState['reason'];
  lines: NewLine[];
  periodStart: number;
  periodEnd: number;
  prorationDate?: number | null;
}

export function buildInvoice(work: BillingWork, sub: SubState, draft: Draft): InvoiceState {
  return {
    id: randomId('in_1', 23),
    ...{ number: null, status: 'draft', reason: draft.reason, subscription: sub.id },
    subscriptionMetadata: { ...sub.metadata },
    ...{ metadata: {}, prorationDate: draft.prorationDate ?? null, created: work.at, currency: sub.currency },
    ...{ periodStart: draft.periodStart, periodEnd: draft.periodEnd },
    lines: draft.lines.map((line) => ({
      ...line,
      id: randomId('il_1', 23),
      credited: line.credited ?? null,
      discounts: line.proration ? [] : discountOn(work, sub, line.amount),
    })),
    ...{ startingBalance: work.draft.balance, endingBalance: null, amountPaid: 0, attemptCount: 0 },
    ...{ attempted: false, autoAdvance: true, finalizesAt: null, nextAttempt: null, finalizedAt: null },
    ...{ paidAt: null, voidedAt: null, uncollectibleAt: null, payments: [] },
  };
}

/** A draft with what waited for it; discounts of one use are used up by it. */
export function openDraft(work: BillingWork, sub: SubState, draft: Draft): InvoiceState {
  const invoice = buildInvoice(work, sub, draft);
  invoice.lines.push(
    ...work.draft.items.filter(({ subscription }) => subscription === sub.id).map(({ line }) => line),
  );
  work.draft.items = work.draft.items.filter(({ subscription }) => subscription !== sub.id);
  work.draft.invoices.push(invoice);
  sub.latestInvoice = invoice.id;
  const used = new Set(invoice.lines.flatMap(({ discounts }) => discounts.map(({ discount }) => discount)));
  const spent = (id: string, coupon: string) =>
    used.has(id) && couponOf(work.store, coupon).duration === 'once';
  sub.discounts = sub.discounts.filter(({ id, couponId }) => !spent(id, couponId));
  work.emitInvoice('invoice.created', invoice);
  return invoice;
}

/** Makes a draft an invoice: numbered, the balance drawn; one that comes to nothing is paid at once. */
export function finalise(work: BillingWork, invoice: InvoiceState): void {
  invoice.startingBalance = work.draft.balance;
  const { total, due } = totals(invoice);
  invoice.status = 'open';
  invoice.finalizedAt = work.at;
  invoice.finalizesAt = null;
  invoice.number = `SANDBOX-${String(work.draft.invoices.filter(({ number }) => number).length + 1).padStart(4, '0')}`;
  invoice.endingBalance = invoice.startingBalance + total - due;
  work.draft.balance = invoice.endingBalance;
  work.emitInvoice('invoice.finalized', invoice);
  if (due === 0) settle(work, invoice, null);
}

/** Tries to charge an open invoice. A refusal is scheduled again, or ends as the settings say. */
export function collect(
  work: BillingWork,
  invoice: InvoiceState,
  by: { methodId?: string | null; outcome?: ChargeOutcome } = {},
): Charged | null {
  if (invoice.status !== 'open') return null;
  const sub = work.subscription(invoice.subscription);
  const description =
    invoice.reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update';
  const { due } = totals(invoice);
  const methodId = by.methodId ?? work.methodOf(sub);
  const charged = work.charge(due, invoice.currency, description, methodId, by.outcome);
  invoice.attempted = true;
  if (charged.intent)
    invoice.payments.push({
      ...{ id: randomId('inpay_1', 23), intentId: charged.intent.id, amount: due, created: work.at },
      ...{ status: charged.paid ? 'paid' : 'canceled', paidAt: charged.paid ? work.at : null },
    });
  if (charged.paid) settle(work, invoice, charged);
  else refuse(work, sub, invoice, charged);
  return charged;
}

/** The invoice is paid, and what waited for its payment happens. */
export function settle(work: BillingWork, invoice: InvoiceState, charged: Charged | null): void {
  invoice.status = 'paid';
  invoice.amountPaid = totals(invoice).due;
  invoice.paidAt = work.at;
  invoice.nextAttempt = null;
  if (charged) {
    invoice.attemptCount += invoice.attemptCount === 0 ? 1 : 0;
    const payment = invoice.payments.at(-1);
    if (payment) work.emit('invoice_payment.paid', paymentView(invoice, payment));
    work.emitInvoice('invoice.payment_succeeded', invoice);
  }
  work.emitInvoice('invoice.paid', invoice);
  const sub = work.subscription(invoice.subscription);
  const pending = sub.pendingUpdate?.invoiceId === invoice.id ? sub.pendingUpdate : null;
  const resumes = sub.resumeInvoice === invoice.id;
  work.change(sub, () => {
    if (pending) {
      sub.pendingUpdate = null;
      Object.assign(sub, {
        ...{ priceId: pending.priceId, quantity: pending.quantity, anchor: pending.anchor },
        ...{ periodStart: pending.periodStart, periodEnd: pending.periodEnd },
        metadata: pending.metadata ?? sub.metadata,
      });
      if (pending.endsTrial) endTrial(sub, work.at);
    }
    const isLatest = sub.latestInvoice === invoice.id;
    if (sub.status === 'incomplete' && isLatest) sub.status = 'active';
    if (['past_due', 'unpaid'].includes(sub.status) && isLatest && !pending) sub.status = 'active';
    if (resumes) {
      sub.status = 'active';
      sub.pausedAt = null;
      sub.resumeInvoice = null;
    }
  });
  if (pending) work.emitSubscription('customer.subscription.pending_update_applied', sub);
  if (resumes) work.emitSubscription('customer.subscription.resumed', sub);
}

/** A trial that is over before its day. */
export const endTrial = (sub: SubState, at: number) => Object.assign(sub, { status: 'active', trialEnd: at });

function refuse(work: BillingWork, sub: SubState, invoice: InvoiceState, charged: Charged): void {
  invoice.attemptCount += 1;
  const waits =
    sub.pendingUpdate?.invoiceId === invoice.id ||
    sub.status === 'incomplete' ||
    sub.resumeInvoice === invoice.id;
  const days = waits ? undefined : work.store.settings.retryDays[invoice.attemptCount - 1];
  invoice.nextAttempt = days === undefined ? null : work.at + days * DAY;
  work.emitInvoice('invoice.payment_failed', invoice);
  if (charged.error?.decline === 'authentication_required')
    work.emitInvoice('invoice.payment_action_required', invoice);
  if (waits) return;
  if (sub.status === 'active' || sub.status === 'trialing') work.change(sub, () => (sub.status = 'past_due'));
  if (invoice.nextAttempt !== null || sub.status !== 'past_due') return;
  const { dunningEnd } = work.store.settings;
  if (dunningEnd === 'unpaid') work.change(sub, () => (sub.status = 'unpaid'));
  if (dunningEnd === 'cancel') end(work, sub, 'payment_failed');
}

/** A subscription ends: at once, or because its day has come. */
export function end(work: BillingWork, sub: SubState, reason: SubState['reason']): void {
  sub.status = 'canceled';
  sub.endedAt = work.at;
  sub.canceledAt ??= work.at;
  sub.reason = reason;
  sub.pendingUpdate = null;
  for (const invoice of work.draft.invoices)
    if (invoice.subscription === sub.id && ['open', 'draft'].includes(invoice.status)) {
      invoice.autoAdvance = false;
      invoice.nextAttempt = null;
    }
  const schedule = work.draft.schedules.find(({ id }) => id === sub.scheduleId);
  if (schedule) Object.assign(schedule, { status: 'canceled', canceledAt: work.at });
  sub.scheduleId = null;
  work.emit('customer.subscription.deleted', subscriptionView(work.store, work.draft, sub));
}

/** An invoice that nobody shall pay any more; a pending update of it falls through. */
export function voidInvoice(work: BillingWork, invoice: InvoiceState): void {
  invoice.status = 'void';
  invoice.voidedAt = work.at;
  invoice.nextAttempt = null;
  invoice.autoAdvance = false;
  work.emitInvoice('invoice.voided', invoice);
  const sub = work.subscription(invoice.subscription);
  if (sub.pendingUpdate?.invoiceId === invoice.id) {
    work.change(sub, () => (sub.pendingUpdate = null));
    work.emitSubscription('customer.subscription.pending_update_expired', sub);
  }
  if (sub.resumeInvoice === invoice.id) sub.resumeInvoice = null;
  if (sub.status === 'past_due' && sub.latestInvoice === invoice.id)
    work.change(sub, () => (sub.status = 'active'));
}
