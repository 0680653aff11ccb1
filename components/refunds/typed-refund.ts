import { z } from 'zod';
import { RequestRefundInput } from '@/lib/domain/refunds/schema';

const { reason, sentOn, bankReference } = RequestRefundInput.shape;

/** A refund as people type it: decimals of the currency; what is left empty is not said. */
export const TypedRefund = z.object({
  ...{ amount: z.string().trim().min(1).max(20), reason },
  way: z.enum(['provider', 'hand']),
  sentOn: z.literal('').or(sentOn),
  bankReference: z.literal('').or(bankReference),
});
export type TypedRefund = z.input<typeof TypedRefund>;
