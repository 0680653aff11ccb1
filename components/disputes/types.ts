export type DisputeState = 'needs_response' | 'under_review' | 'won' | 'lost';

export type DisputeView = {
  id: string;
  paymentId: string;
  organisation: { id: string; name: string };
  providerDisputeId: string;
  amountMinor: string;
  feeMinor: string;
  currency: string;
  reason: string;
  status: DisputeState;
  evidenceDueAt: string | null;
  submittedAt: string | null;
  frozen: string;
  clawed: string;
  openedAt: string;
  closedAt: string | null;
};

export type EvidenceView = {
  position: number;
  kind: string;
  body: string;
  fileName: string | null;
  addedBy: string;
  addedAt: string;
};

/** As Stripe names them: https://docs.stripe.com/api/disputes/evidence_object */
export const EVIDENCE_KINDS = [
  'product_description',
  'access_activity_log',
  'customer_communication',
  'receipt',
  'refund_policy',
  'uncategorized_text',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
