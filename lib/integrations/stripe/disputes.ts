import Stripe from 'stripe';
import { AppError } from '@/lib/core/errors';
import { appMark, callStripe } from './client';

/** `inquiry`: the bank asks, no money has moved. Evidence is due by `dueAt`; null where no answer is possible. */
export type DisputeState = {
  id: string;
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  isInquiry: boolean;
  /** As the cardholder's bank has it. */
  amountMinor: bigint;
  currency: string;
  /** What it took from our balance, which may be kept in another currency; null while nothing was taken. */
  withdrawn: { amountMinor: bigint; currency: string } | null;
  reason: string;
  /** What the provider took for it, and kept, in the currency of the balance. */
  feeMinor: bigint;
  feeCurrency: string;
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
  const moved = dispute.balance_transactions;
  const fee = moved.reduce((sum, transaction) => sum + transaction.fee, 0);
  const taken = moved.find(({ amount }) => amount < 0);
  return {
    id: dispute.id,
    status: statuses[dispute.status] ?? 'under_review',
    isInquiry: dispute.status.startsWith('warning_') || dispute.status === 'prevented',
    amountMinor: BigInt(dispute.amount),
    currency: dispute.currency.toUpperCase(),
    withdrawn: taken ? { amountMinor: BigInt(-taken.amount), currency: taken.currency.toUpperCase() } : null,
    reason: dispute.reason,
    feeMinor: BigInt(fee > 0 ? fee : 0),
    feeCurrency: (moved[0]?.currency ?? dispute.currency).toUpperCase(),
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

/** The pieces of evidence that Stripe takes: words, and documents by their file's id. https://docs.stripe.com/api/disputes/evidence_object */
export const evidenceFields = [
  ...['access_activity_log', 'product_description', 'customer_name', 'customer_email_address'],
  ...['customer_purchase_ip', 'service_date', 'refund_policy_disclosure', 'refund_refusal_explanation'],
  ...['cancellation_policy_disclosure', 'uncategorized_text'],
  ...['receipt', 'customer_communication', 'service_documentation', 'customer_signature', 'refund_policy'],
  ...['cancellation_policy', 'duplicate_charge_documentation', 'uncategorized_file'],
] as const satisfies (keyof Stripe.DisputeUpdateParams.Evidence)[];
export type Evidence = Partial<Record<(typeof evidenceFields)[number], string>>;

/**
 * Gives Stripe a document for a dispute, and its id there. The same `key` again is the same file. Throws
 * `provider_unavailable`. Source: https://docs.stripe.com/file-upload
 */
export async function uploadEvidence(file: {
  key: string;
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
}): Promise<string> {
  const { key, fileName: name, mediaType: type, bytes: data } = file;
  return callStripe(async (stripe) => {
    const made = await stripe.files.create(
      { purpose: 'dispute_evidence', file: { name, type, data } },
      { idempotencyKey: `${appMark}:evidence:${key}` },
    );
    return made.id;
  });
}

/**
 * Hands the evidence in: once, as Stripe takes it; what was handed in shows in the dispute. Throws `invalid`
 * evidenceRefused with Stripe's words (`words`), `provider_unavailable`. https://docs.stripe.com/api/disputes/update
 */
export async function submitEvidence(id: string, evidence: Evidence): Promise<DisputeState> {
  return callStripe(async (stripe) => {
    try {
      return stateOf(await stripe.disputes.update(id, { evidence, submit: true }));
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      throw new AppError('invalid', 'evidenceRefused', { values: { words: error.message } });
    }
  });
}
