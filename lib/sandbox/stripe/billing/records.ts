import type { ChargeOutcome, SavedReply, Trail } from '../records';

/** A discount that runs on a subscription; `once` ones are gone after the first invoice that they are on. */
export interface DiscountState {
  id: string;
  couponId: string;
  start: number;
  end: number | null;
}

export type SubStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'canceled';

/** What an upgrade that is not paid yet would change. */
export interface PendingUpdate {
  expiresAt: number;
  invoiceId: string;
  priceId: string;
  quantity: number;
  metadata: Record<string, string> | null;
  anchor: number;
  periodStart: number;
  periodEnd: number;
  endsTrial: boolean;
}

/** One subscription with its one item. Times are Unix seconds by the customer's clock. */
export interface SubState {
  id: string;
  itemId: string;
  status: SubStatus;
  currency: string;
  created: number;
  anchor: number;
  periodStart: number;
  periodEnd: number;
  priceId: string;
  quantity: number;
  description: string | null;
  metadata: Record<string, string>;
  cancelAt: number | null;
  cancelAtPeriodEnd: boolean;
  canceledAt: number | null;
  endedAt: number | null;
  reason: 'cancellation_requested' | 'payment_failed' | null;
  feedback: string | null;
  comment: string | null;
  defaultMethod: string | null;
  discounts: DiscountState[];
  latestInvoice: string | null;
  pausedAt: number | null;
  pausedFor: 'pause_requested' | 'trial_end_without_payment_method' | null;
  pauseCollection: { behavior: string; resumesAt: number | null } | null;
  pendingUpdate: PendingUpdate | null;
  /** The invoice that a resumption waits for. */
  resumeInvoice: string | null;
  scheduleId: string | null;
  trialStart: number | null;
  trialEnd: number | null;
  trialWarned: boolean;
  missingMethod: 'cancel' | 'create_invoice' | 'pause';
}

export interface PhaseState {
  start: number;
  end: number;
  priceId: string;
  quantity: number;
  metadata: Record<string, string>;
  /** Discounts that go on, by id, and coupons that begin with the phase. */
  discounts: { discount: string | null; coupon: string | null }[];
  trialEnd: number | null;
  proration: string;
}

export interface ScheduleState {
  id: string;
  subscription: string | null;
  releasedSubscription: string | null;
  status: 'active' | 'released' | 'completed' | 'canceled';
  endBehavior: string;
  created: number;
  releasedAt: number | null;
  completedAt: number | null;
  canceledAt: number | null;
  metadata: Record<string, string>;
  phases: PhaseState[];
}

export interface LineState {
  id: string;
  amount: number;
  description: string;
  priceId: string;
  quantity: number;
  start: number;
  end: number;
  proration: boolean;
  credited: { invoice: string; invoice_line_items: string[] } | null;
  discounts: { amount: number; discount: string }[];
}

/** A proration that waits for the next invoice. */
export interface PendingItem {
  subscription: string;
  line: LineState;
}

export interface InvoicePaymentState {
  id: string;
  intentId: string;
  amount: number;
  status: 'open' | 'paid' | 'canceled';
  created: number;
  paidAt: number | null;
}

export interface InvoiceState {
  id: string;
  number: string | null;
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';
  subscription: string;
  subscriptionMetadata: Record<string, string>;
  metadata: Record<string, string>;
  prorationDate: number | null;
  created: number;
  currency: string;
  periodStart: number;
  periodEnd: number;
  lines: LineState[];
  startingBalance: number;
  endingBalance: number | null;
  amountPaid: number;
  attemptCount: number;
  attempted: boolean;
  autoAdvance: boolean;
  finalizesAt: number | null;
  nextAttempt: number | null;
  finalizedAt: number | null;
  paidAt: number | null;
  voidedAt: number | null;
  uncollectibleAt: number | null;
  payments: InvoicePaymentState[];
}

/** Everything that a customer subscribed to and was invoiced for: one file, changed and kept in one go. */
export interface BillingRecord extends Trail {
  customer: string;
  /** Payments have records of their own. */
  intent: null;
  /** How far this customer's clock is ahead of the real one. */
  offsetSeconds: number;
  /** How the next charges of this customer end, the first first. */
  nextCharges: ChargeOutcome[];
  /** Minor units; below zero: in the customer's favour. */
  balance: number;
  subscriptions: SubState[];
  schedules: ScheduleState[];
  invoices: InvoiceState[];
  items: PendingItem[];
}

/** What is not a customer's: products, prices, coupons and the portal. */
export interface ShelfRecord {
  id: string;
  kind: 'product' | 'price' | 'coupon' | 'portal_configuration' | 'portal_session';
  object: Record<string, unknown>;
  sequence: number;
  replies: SavedReply[];
}

export const newBilling = (customer: string): BillingRecord => ({
  ...{ customer, intent: null, offsetSeconds: 0, nextCharges: [], balance: 0 },
  ...{ subscriptions: [], schedules: [], invoices: [], items: [], charges: [], events: [], replies: [] },
});
