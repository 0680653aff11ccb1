import type Stripe from 'stripe';
import { randomId } from '../ids';
import type { ApiPart, ApiWorld, Change } from './api-part';
import { type Emission, queueEvents } from './events';
import { invalidParam, missingResource } from './faults';
import type { Params } from './params';
import type { StripeStore } from './store';

const evidenceDays = 9;
/** What Stripe keeps for a dispute. */
const feeMinor = 1_500;

export function disputeOf(store: StripeStore, id: string) {
  for (const [ownerId, trail] of store.trails()) {
    const dispute = trail.disputes?.find((one) => one.id === id);
    if (dispute) return { ownerId, dispute };
  }
  return null;
}

/** Disputes: read, answered once, or given up. */
export function disputeApi(world: ApiWorld): ApiPart {
  const { store } = world;
  const find = (id: string) => {
    const found = disputeOf(store, id);
    if (!found) throw missingResource('dispute', id);
    return found;
  };
  return {
    reads: {
      '/v1/disputes/:id': (request, params) => {
        params.allow('expand');
        return find(request.params.id ?? '').dispute;
      },
    },
    writes: {
      '/v1/disputes/:id': (request, params) => {
        params.allow('evidence', 'submit', 'metadata');
        const { ownerId, dispute } = find(request.params.id ?? '');
        if (dispute.status === 'won' || dispute.status === 'lost')
          throw invalidParam('dispute', 'This dispute is already closed.');
        const evidence = readEvidence(store, params.object('evidence'));
        const isSubmitted = params.flag('submit') ?? true;
        return changed(world, ownerId, dispute, (draft) => {
          draft.evidence = { ...draft.evidence, ...evidence };
          return answer(draft, isSubmitted, evidence.uncategorized_text ?? '', world.now());
        });
      },
      '/v1/disputes/:id/close': (request, params) => {
        params.allow();
        const { ownerId, dispute } = find(request.params.id ?? '');
        return changed(world, ownerId, dispute, (draft) => end(draft, 'lost', world.now()));
      },
    },
  };
}

const words = [
  ...['access_activity_log', 'product_description', 'customer_name', 'customer_email_address'],
  ...['customer_purchase_ip', 'service_date', 'refund_policy_disclosure', 'refund_refusal_explanation'],
  ...['cancellation_policy_disclosure', 'uncategorized_text'],
];
const documents = [
  ...['receipt', 'customer_communication', 'service_documentation', 'customer_signature', 'refund_policy'],
  ...['cancellation_policy', 'duplicate_charge_documentation', 'uncategorized_file'],
];
/** What Stripe takes of documents in all. https://docs.stripe.com/disputes/best-practices */
const documentBytes = 4_500_000;

function readEvidence(store: StripeStore, given: Params | null): Record<string, string> {
  if (!given) return {};
  given.allow(...words, ...documents);
  const said = (names: string[]) =>
    names.flatMap((name) => (given.text(name, 20_000) ? [[name, given.text(name, 20_000) ?? '']] : []));
  const files = said(documents).map(([, id = '']) => {
    const found = store.files.get(id)?.file;
    if (!found) throw missingResource('file upload', id, 'evidence');
    return found;
  });
  if (files.reduce((sum, { size }) => sum + size, 0) > documentBytes)
    throw invalidParam('evidence', 'The combined size of the evidence files is more than 4.5 MB.');
  return Object.fromEntries([...said(words), ...said(documents)]) as Record<string, string>;
}

function changed(
  world: ApiWorld,
  ownerId: string,
  dispute: Stripe.Dispute,
  change: (draft: Stripe.Dispute) => Emission[],
): Change {
  const value = structuredClone(dispute);
  const emissions = change(value);
  return {
    value,
    commit: (replies) =>
      world.store.changeTrail(ownerId, (draft) => {
        draft.replies.push(...replies);
        draft.disputes = (draft.disputes ?? []).map((one) => (one.id === value.id ? value : one));
        queueEvents(draft, emissions, world.store.settings, world.now());
      }),
  };
}

/** Stripe's own test words decide at once. https://docs.stripe.com/testing#disputes */
function answer(dispute: Stripe.Dispute, isSubmitted: boolean, text: string, now: Date): Emission[] {
  dispute.evidence_details.has_evidence = true;
  if (!isSubmitted) return [['charge.dispute.updated', dispute]];
  dispute.evidence_details.submission_count += 1;
  dispute.status = dispute.status === 'warning_needs_response' ? 'warning_under_review' : 'under_review';
  const updated: Emission = ['charge.dispute.updated', structuredClone(dispute)];
  if (text.includes('winning_evidence')) return [updated, ...end(dispute, 'won', now)];
  if (text.includes('losing_evidence')) return [updated, ...end(dispute, 'lost', now)];
  return [updated];
}

/** What takes the money of a dispute, or brings it back. */
const movement = (amount: number, currency: string, fee: number, created: number) =>
  ({
    ...{ id: randomId('txn_1', 23), object: 'balance_transaction', type: 'adjustment' },
    ...{ amount, currency, fee, net: amount - fee, created },
  }) as Stripe.BalanceTransaction;

/** How the bank decides: a win gives the money back, the fee stays. */
export function end(dispute: Stripe.Dispute, outcome: 'won' | 'lost', now: Date): Emission[] {
  const isInquiry = dispute.status.startsWith('warning_');
  dispute.status = isInquiry ? 'warning_closed' : outcome;
  const closed: Emission = ['charge.dispute.closed', dispute];
  const [withdrawal] = dispute.balance_transactions;
  if (outcome !== 'won' || isInquiry || !withdrawal) return [closed];
  const created = Math.floor(now.getTime() / 1_000);
  dispute.balance_transactions.push(movement(-withdrawal.amount, withdrawal.currency, 0, created));
  return [['charge.dispute.funds_reinstated', dispute], closed];
}

/** `settled`: what it took from the balance, where that is kept in another currency than the cardholder's. */
type NewDispute = {
  amount: number;
  currency: string;
  settled: { amount: number; currency: string };
  reason: string;
  isInquiry: boolean;
  created: number;
};

export function newDispute(charge: Stripe.Charge, given: NewDispute): Stripe.Dispute {
  const { settled, created } = given;
  const withdrawal = movement(-settled.amount, settled.currency, feeMinor, created);
  return {
    id: randomId('du_1', 23),
    object: 'dispute',
    amount: given.amount,
    balance_transactions: given.isInquiry ? [] : [withdrawal],
    charge: charge.id,
    created: given.created,
    currency: given.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: given.created + evidenceDays * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: given.isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: typeof charge.payment_intent === 'string' ? charge.payment_intent : null,
    reason: given.reason,
    status: given.isInquiry ? 'warning_needs_response' : 'needs_response',
  } as unknown as Stripe.Dispute;
}
