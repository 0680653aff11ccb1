import type Stripe from 'stripe';
import { callStripe } from './client';

/** `inquiry`: the bank asks, no money has moved. Evidence is due by `dueAt`; null where no answer is possible. */
export type DisputeState = {
  id: string;
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  isInquiry: boolean;
  amountMinor: bigint;
  currency: string;
  reason: string;
  /** What the provider took for it, and kept. */
  feeMinor: bigint;
  paymentIntentId: string | null;
  dueAt: Date | null;
  openedAt: Date;
  submissions: number;
};

const statuses: Record<string, DisputeState['status']> = {
  warning_needs_response: 'needs_response',
  warning_under_review: 'under_review',
  warning_closed: 'won',
  needs_response: 'needs_response',
  under_review: 'under_review',
  appeal_needs_response: 'under_review',
  appeal_under_review: 'under_review',
  prevented: 'won',
  won: 'won',
  lost: 'lost',
};

/** A status that is new to us leaves the dispute as it is: under review. */
function stateOf(dispute: Stripe.Dispute): DisputeState {
  const { due_by: dueBy, submission_count: submissions } = dispute.evidence_details;
  const intent = dispute.payment_intent;
  const fee = dispute.balance_transactions.reduce((sum, transaction) => sum + transaction.fee, 0);
  return {
    id: dispute.id,
    status: statuses[dispute.status] ?? 'under_review',
    isInquiry: dispute.status.startsWith('warning_') || dispute.status === 'prevented',
    amountMinor: BigInt(dispute.amount),
    currency: dispute.currency.toUpperCase(),
    reason: dispute.reason,
    feeMinor: BigInt(fee > 0 ? fee : 0),
    paymentIntentId: typeof intent === 'string' ? intent : (intent?.id ?? null),
    dueAt: dueBy ? new Date(dueBy * 1_000) : null,
    openedAt: new Date(dispute.created * 1_000),
    submissions,
  };
}

/** What Stripe knows of a dispute now. Throws `not_found` and `provider_unavailable`. */
export async function getDispute(id: string): Promise<DisputeState> {
  return callStripe(async (stripe) => stateOf(await stripe.disputes.retrieve(id)));
}

/** The pieces of evidence that Stripe takes as text. https://docs.stripe.com/api/disputes/evidence_object */
export const evidenceKinds = [
  'access_activity_log',
  'product_description',
  'customer_name',
  'customer_email_address',
  'customer_purchase_ip',
  'service_date',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'cancellation_policy_disclosure',
  'uncategorized_text',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/**
 * Hands the evidence in: once, as Stripe takes it; what was handed in shows in the dispute. Throws `provider_unavailable`. Source: https://docs.stripe.com/api/disputes/update
 */
export async function submitEvidence(
  id: string,
  evidence: Partial<Record<EvidenceKind, string>>,
): Promise<DisputeState> {
  return callStripe(async (stripe) => stateOf(await stripe.disputes.update(id, { evidence, submit: true })));
}

/** Gives a dispute up: it is lost, for good. Throws `provider_unavailable`. */
export async function closeDispute(id: string): Promise<DisputeState> {
  return callStripe(async (stripe) => stateOf(await stripe.disputes.close(id)));
}
