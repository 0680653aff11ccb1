import { z } from 'zod';
import { Code } from '@/lib/domain/catalog/schema';
import { OptionalCouponCode } from '@/lib/domain/coupons/schema';

const Interval = z.enum(['month', 'year']);

/** A tier and how often it is paid. */
export const PreviewChangeInput = z.object({
  tierCode: Code,
  interval: Interval.default('month'),
  couponCode: OptionalCouponCode,
  /** card: the provider charges it. invoice: the first period begins when its invoice is paid. The usual one, unless said. */
  payBy: z.enum(['card', 'invoice']).optional(),
});

/** `dueNowMinor` is the amount that was shown: another one is refused, never charged unseen. */
export const ChangeSubscriptionInput = PreviewChangeInput.extend({
  dueNowMinor: z.string().regex(/^\d{1,15}$/, 'invalid'),
});

export const CancelSubscriptionInput = z.object({
  reason: z.string().trim().max(500).optional(),
});

export const OpenPortalInput = z.object({ purpose: z.enum(['card', 'details']).default('card') });

/** What stands in a subscription’s timeline. */
export type SubscriptionEventKind =
  | ('started' | 'renewed' | 'trial_started' | 'trial_ending' | 'upgraded' | 'downgraded' | 'change_planned')
  | ('change_undone' | 'cancel_planned' | 'paused' | 'resumed' | 'ended' | 'payment_failed' | 'recovered')
  | ('letter_sent' | 'restricted' | 'restored' | 'given_up' | 'upgrade_ordered');

export type SubscriptionStatusDto =
  'incomplete' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'cancelled';

/** Where a subscription stands, for its own customer. Money in minor units as text, credits as decimals. */
export type SubscriptionDto = {
  id: string;
  tierCode: string;
  tierName: string;
  interval: 'month' | 'year';
  isFree: boolean;
  /** invoice: each period starts when its invoice is paid. stripe: the card is charged. */
  collection: 'free' | 'invoice' | 'stripe';
  status: SubscriptionStatusDto;
  priceMinor: string;
  discountMinor: string;
  discountEndsAt: string | null;
  currency: string;
  allowance: { total: string; used: string } | null;
  periodStart: string;
  periodEnd: string;
  trialEndsAt: string | null;
  cancelAtPeriodEnd: boolean;
  pending: { tierCode: string; tierName: string; interval: 'month' | 'year' } | null;
  /** An upgrade that was ordered and waits for its invoice; `paymentId` is our page of its payment. */
  awaited: {
    tierName: string;
    amountMinor: string;
    invoiceNumber: string;
    paymentId: string | null;
  } | null;
  resumesAt: string | null;
  pastDueSince: string | null;
  nextRetryAt: string | null;
  /** Since when services are reduced; null while they are not. */
  restrictedSince: string | null;
  /** When they will be, while a payment is missing. */
  restrictsAt: string | null;
  nextCharge: { at: string; amountMinor: string } | null;
  /** What is missing, of the newest invoice; null while nothing is. */
  overdueMinor: string | null;
  /** Cancelled now it ends at once: its period is over, and nobody paid for the next. */
  endsAtOnce: boolean;
  /** Our page of the payment that is awaited, where the customer pays by hand. */
  openPaymentId: string | null;
};

export type SubscriptionEventDto = {
  id: string;
  kind: SubscriptionEventKind;
  at: string;
  actor: string | null;
  values: Record<string, string>;
};

/** What a change would do, computed before anything is charged. Money in minor units as text. */
export type ChangePreviewDto = {
  /** What is charged at once, line by line; below zero what was paid before and comes off. */
  lines: { description: string; amountMinor: string }[];
  dueNowMinor: string;
  currency: string;
  /** When the change holds: now, or the end of the period. */
  startsAt: string;
  nextChargeAt: string | null;
  nextChargeMinor: string | null;
  /** Credits that come at once, a decimal. */
  creditsNow: string;
  trialEndsAt: string | null;
  /** The trial is over with the change: the new tier is paid from now on. */
  endsTrial: boolean;
  /** A period begins with the change, before the present one has ended. */
  isNewPeriod: boolean;
  /** What of `dueNowMinor` is tax. */
  taxMinor: string;
  /** What is due is invoiced, and the change holds when it is paid. */
  isByInvoice: boolean;
};

/** Where to go on: the provider's page, our own page of a payment, or nowhere when it is done. */
export type ChangeOutcomeDto = { url: string | null };

/** A difference that the nightly comparison with the provider found. */
export type SubscriptionDifferenceDto = {
  organisationId: string;
  organisation: string;
  subscriptionId: string;
  field: string;
  here: string;
  there: string;
  foundAt: string;
  seenAt: string;
  resolvedAt: string | null;
};
