import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';

export const RequestRefundInput = z.object({
  paymentId: Id('payment'),
  /** Minor units of the payment's currency, tax included; none: all that is left of it. */
  amountMinor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'invalid')
    .optional(),
  reason: line(300),
  /** The money was sent by hand; no provider is asked. Always so for a transfer. */
  isByHand: z.boolean().default(false),
});

export const RefundRef = z.object({ refundId: Id('refund') });

export const refundStatuses = ['pending', 'succeeded', 'failed'] as const;

export type RefundDto = {
  id: string;
  amountMinor: string;
  taxMinor: string;
  currency: string;
  status: (typeof refundStatuses)[number];
  reason: string;
  isByHand: boolean;
  /** The provider's word for the last thing that went wrong, and how often it was asked. */
  failure: string | null;
  attempts: number;
  /** Decimals of credits: taken back, and those of them that are owed. */
  clawed: string;
  owed: string;
  creditNote: string | null;
  providerRefundId: string | null;
  createdAt: string;
  settledAt: string | null;
};

/** A refund among those of all payments. */
export type RefundRowDto = RefundDto & { paymentId: string; organisation: string; provider: string };

/** What a payment brought, in decimals of credits: all of it, what is unused, and what refunds took before. */
export type GrantedCreditsDto = { granted: string; remaining: string; clawed: string };
