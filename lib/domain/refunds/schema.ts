import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
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
  /** The money was sent by hand, from the bank; no provider is asked. Always so for a transfer. */
  isByHand: z.boolean().default(false),
  /** Of one by hand: the day it left the bank (today, unless said), and what the bank calls it. */
  sentOn: DayInput.optional(),
  bankReference: line(140).optional(),
  /** The form's own: sent twice, it is one refund. */
  token: line(100, 8).optional(),
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
  /** Of one by hand: the day it left the bank (YYYY-MM-DD), and what the bank calls it. */
  sentOn: string | null;
  bankReference: string | null;
  providerRefundId: string | null;
  createdAt: string;
  settledAt: string | null;
};

/** A refund among those of all payments. */
export type RefundRowDto = RefundDto & { paymentId: string; organisation: string; provider: string };

/** What a payment brought, in decimals of credits: all of it, what is unused, and what refunds took before. */
export type GrantedCreditsDto = { granted: string; remaining: string; clawed: string };

/** What of a payment can be sent back and how. Money in minor units of `currency`, which is the one that came. */
export type RefundTermsDto = {
  currency: string;
  /** At most so much: what bought nothing (`unsoldMinor`) goes first, then what the sale has (`soldMinor`). */
  leftMinor: string;
  unsoldMinor: string;
  soldMinor: string;
  /** What was paid for the same purchase or invoice in all, and what of that went back before. */
  paidMinor: string;
  takenMinor: string;
  /** Its provider can be asked to send it. */
  isAskable: boolean;
  hasInvoice: boolean;
  /** What the payment brought; null where it brought no credits. */
  credits: GrantedCreditsDto | null;
};
