import type { ReviewRowView } from '@/components/proofs/types';
import type { DisputeDto } from '@/lib/domain/disputes/schema';
import type { RefundDto } from '@/lib/domain/refunds/schema';

export type ProviderCode = 'stripe' | 'paymob' | 'bank_transfer';
export type PaymentStatus = 'open' | 'processing' | 'succeeded' | 'failed' | 'cancelled' | 'expired';

/** An account of the seller to transfer to. */
export type TransferAccount = { holder: string; bank: string; iban: string; bic: string | null };

/** What a payment is for. */
export type PaidFor = { kind: 'purchase' | 'invoice'; id: string; label: string; href: string | null };

/** One attempt to be paid, as finance sees it. Money in minor units. */
export type PaymentRowView = {
  id: string;
  organisation: { id: string; name: string };
  provider: string;
  status: PaymentStatus;
  paidFor: PaidFor;
  amountMinor: string;
  receivedMinor: string;
  refundedMinor: string;
  currency: string;
  reference: string;
  providerId: string | null;
  providerPaymentId: string | null;
  declineCode: string | null;
  difference: string | null;
  attempts: number;
  createdAt: string;
  settledAt: string | null;
};

export type ProviderEventView = {
  eventId: string;
  type: string;
  outcome: string | null;
  receivedAt: string;
  processedAt: string | null;
};

export type PaymentDetailView = PaymentRowView & {
  events: ProviderEventView[];
  refunds: RefundDto[];
  disputes: DisputeDto[];
  proofs: ReviewRowView[];
};
