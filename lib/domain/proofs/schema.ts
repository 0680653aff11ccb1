import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';

export const proofLimits = { bytes: 10_000_000, pages: 20, pixels: 50_000_000, perPayment: 10 } as const;

export const SubmitProofInput = z.object({
  paymentId: Id('payment'),
  fileName: z.string().max(300),
  /** What was transferred: a decimal of the payment's currency. */
  amount: z.string().trim().min(1).max(20),
  on: DayInput,
  /** What the payer wrote on it, or the bank's number for it. */
  reference: line(140),
});

export const ProofRef = z.object({ proofId: Id('proof') });

export const AcceptProofInput = ProofRef.extend({
  /** What finance found on the account; a decimal of the payment's currency. */
  amount: z.string().trim().min(1).max(20),
  on: DayInput,
});

export const ReviewProofInput = ProofRef.extend({ reason: line(500) });

export type ProofState = 'submitted' | 'asked' | 'accepted' | 'rejected';

/** A proof of a transfer, as its customer sees it. Money in minor units, days as YYYY-MM-DD. */
export type ProofDto = {
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
export type ReviewRowDto = ProofDto & {
  organisation: { id: string; name: string };
  paymentId: string;
  /** What is expected still. */
  dueMinor: string;
  currency: string;
  reference: string;
};

/** Everything that a decision needs. */
export type ReviewDto = ReviewRowDto & {
  paidForLabel: string;
  paymentStatus: string;
  receivedBeforeMinor: string;
  uploadedBy: string;
  reviewedBy: string | null;
  reviewedAt: string | null;
  /** Other proofs with the very same file, of whomever. */
  sameFile: { id: string; organisation: string; reference: string; status: ProofState; createdAt: string }[];
};
