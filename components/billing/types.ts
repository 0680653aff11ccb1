/** Where a subscription stands, for its own customer. Money in minor units, credits as decimals. */
export type SubscriptionState =
  'incomplete' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'cancelled';

export type SubscriptionView = {
  tierCode: string;
  tierName: string;
  interval: 'month' | 'year';
  isFree: boolean;
  /** invoice: each period starts when its invoice is paid. stripe: the card is charged. */
  collection: 'free' | 'invoice' | 'stripe';
  status: SubscriptionState;
  priceMinor: string;
  discountMinor: string;
  discountEndsAt: string | null;
  currency: string;
  allowance: { total: string; used: string } | null;
  periodStart: string;
  periodEnd: string;
  trialEndsAt: string | null;
  cancelAtPeriodEnd: boolean;
  pending: { tierName: string; interval: 'month' | 'year' } | null;
  resumesAt: string | null;
  pastDueSince: string | null;
  nextRetryAt: string | null;
  /** Since when services are reduced; null while they are not. */
  restrictedSince: string | null;
  /** When they will be, while a payment is missing. */
  restrictsAt: string | null;
  nextCharge: { at: string; amountMinor: string } | null;
  /** Our page of the payment that is awaited, where the customer pays by hand. */
  openPaymentId: string | null;
};

export type SubscriptionEventView = {
  id: string;
  kind: string;
  at: string;
  actor: string | null;
  values: Record<string, string>;
};
