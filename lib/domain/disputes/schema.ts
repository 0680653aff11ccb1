import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { evidenceFileKinds, evidenceKinds } from './schema.kinds';

export const DisputeRef = z.object({ disputeId: Id('dispute') });

export const AddEvidenceInput = DisputeRef.extend({
  kind: z.enum(evidenceKinds),
  body: z.string().trim().min(1).max(20_000),
});

/** The document itself comes beside it. */
export const AddEvidenceFileInput = DisputeRef.extend({
  kind: z.enum(evidenceFileKinds),
  fileName: z.string().max(300),
});

export const EvidenceRef = DisputeRef.extend({ position: z.coerce.number().int().min(1).max(1_000_000) });

/** A dispute that no provider tells of (Paymob, a bank): finance writes it down. */
export const RecordDisputeInput = z.object({
  paymentId: Id('payment'),
  /** Minor units; none: all of the payment. */
  amountMinor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'invalid')
    .optional(),
  reason: z.string().trim().min(1).max(300),
  /** What the provider calls it. */
  theirId: z.string().trim().min(1).max(100),
});

export const CloseDisputeInput = DisputeRef.extend({ outcome: z.enum(['won', 'lost']) });

export const disputeStatuses = ['needs_response', 'under_review', 'won', 'lost'] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];

/** In words (`body`), or a document: then `fileName` is its name. */
export type EvidenceDto = {
  position: number;
  kind: string;
  body: string;
  fileName: string | null;
  addedBy: string;
  addedAt: string;
};

/** One line of a dispute's story. */
export type DisputeMoment = {
  kind: 'opened' | 'frozen' | 'evidence' | 'submitted' | 'won' | 'lost';
  at: string;
  detail: string | null;
};

export type DisputeDto = {
  id: string;
  paymentId: string;
  organisationId: string;
  organisation: string;
  provider: string;
  providerDisputeId: string;
  amountMinor: string;
  feeMinor: string;
  currency: string;
  reason: string;
  status: DisputeStatus;
  evidenceDueAt: string | null;
  submittedAt: string | null;
  /** Decimals of credits. */
  frozen: string;
  clawed: string;
  openedAt: string;
  closedAt: string | null;
  evidence: EvidenceDto[];
  timeline: DisputeMoment[];
};

/** `share`: decimals of credits that would be frozen if none of the payment's had been used; null where it brought none. */
export type DisputeDetailDto = DisputeDto & { share: string | null };
