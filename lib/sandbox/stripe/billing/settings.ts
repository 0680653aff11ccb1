export interface BillingSettings {
  /** How long a renewal's draft waits before it is charged; Stripe waits an hour. */
  finalizeDelayMs: number;
  /** Days from one failed attempt to the next. */
  retryDays: number[];
  /** What becomes of a subscription when its retries are used up. */
  dunningEnd: 'cancel' | 'unpaid' | 'past_due';
}

export const billingDefaults: BillingSettings = {
  finalizeDelayMs: 0,
  retryDays: [3, 5, 7],
  dunningEnd: 'unpaid',
};
