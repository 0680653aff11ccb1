export type ProofState = 'submitted' | 'asked' | 'accepted' | 'rejected';

/** A proof of a transfer, as its customer sees it. Money in minor units, days as YYYY-MM-DD. */
export type ProofView = {
  id: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  statedMinor: string;
  statedOn: string;
  statedReference: string;
  status: ProofState;
  receivedMinor: string | null;
  receivedOn: string | null;
  reason: string | null;
  createdAt: string;
};

/** A proof as finance finds it in the queue. */
export type ReviewRowView = ProofView & {
  organisation: { id: string; name: string };
  paymentId: string;
  /** What is expected. */
  dueMinor: string;
  currency: string;
  reference: string;
};

/** Everything that a decision needs. */
export type ReviewView = ReviewRowView & {
  paidForLabel: string;
  paymentStatus: string;
  /** What came for this payment before. */
  receivedBeforeMinor: string;
  uploadedBy: string;
  reviewedBy: string | null;
  reviewedAt: string | null;
  /** Other proofs with the very same file. */
  sameFile: { id: string; organisation: string; reference: string; status: ProofState; createdAt: string }[];
};
