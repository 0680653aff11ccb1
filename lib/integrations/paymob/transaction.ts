import { z } from 'zod';
import type { PaymentState } from '@/lib/integrations/payment-provider';
import { ask } from './client';

const id = z.number().int().positive();
const cents = z.number().int().min(0);

/**
 * A transaction as the inquiry gives it and a webhook carries it. Types are strict: a signature without separators would
 * let digits move between neighbouring fields otherwise.
 */
export const Transaction = z.looseObject({
  id,
  pending: z.boolean(),
  success: z.boolean(),
  amount_cents: cents,
  currency: z.string().regex(/^[A-Z]{3}$/),
  created_at: z.string().regex(/^\d{4}-\d\d-\d\dT/),
  integration_id: id,
  owner: z.number().int().optional(),
  error_occured: z.boolean(),
  is_auth: z.boolean(),
  is_voided: z.boolean(),
  is_refunded: z.boolean(),
  is_refund: z.boolean().default(false),
  is_void: z.boolean().default(false),
  has_parent_transaction: z.boolean().default(false),
  parent_transaction: id.nullish(),
  refunded_amount_cents: cents.nullish(),
  captured_amount: cents.nullish(),
  order: z.looseObject({ id, merchant_order_id: z.string().nullish() }),
  data: z.looseObject({ message: z.string().nullish() }).nullish(),
});
export type Transaction = z.output<typeof Transaction>;

/** Ours is before the mark that makes each intention's unique. */
export const referenceOf = ({ order }: Transaction): string | null =>
  order.merchant_order_id ? (order.merchant_order_id.split('-')[0] ?? null) : null;

/** A refund or void is a transaction of its own: it succeeded, and is no payment. */
export const isChild = ({ is_refund, is_void }: Transaction): boolean => is_refund || is_void;

export const isCollected = (one: Transaction): boolean =>
  one.success && !one.pending && !one.is_auth && !one.error_occured && !isChild(one) && one.amount_cents > 0;

/** What went back of it so far. */
export const refundedOf = (one: Transaction): bigint =>
  BigInt(one.is_voided ? one.amount_cents : (one.refunded_amount_cents ?? 0));

/** By its own id; null when there is none. Throws `provider_unavailable`. */
export async function getTransaction(transactionId: string): Promise<Transaction | null> {
  const answer = await ask(`/api/acceptance/transactions/${encodeURIComponent(transactionId)}`);
  return answer.status === 404 ? null : Transaction.parse(answer.body);
}

/** The newest of an order, a child's parent in its place; null when nobody has tried to pay. Throws as above. */
export async function newestOf(orderId: string): Promise<Transaction | null> {
  const answer = await ask('/api/ecommerce/orders/transaction_inquiry', { order_id: Number(orderId) });
  if (answer.status === 404) return null;
  const newest = Transaction.parse(answer.body);
  if (!isChild(newest) || !newest.parent_transaction) return newest;
  return getTransaction(String(newest.parent_transaction));
}

/** Money that was collected and voided before we heard of it is none. */
export function stateOf(one: Transaction): PaymentState {
  const isPaid = isCollected(one);
  return {
    // A decline does not end the page: it can be paid still.
    status: isPaid ? 'succeeded' : one.pending ? 'processing' : 'open',
    amountMinor: BigInt(one.amount_cents),
    currency: one.currency,
    providerPaymentId: isPaid || one.pending ? String(one.id) : null,
    declineCode: isPaid || one.pending ? null : (one.data?.message ?? 'declined'),
    reference: referenceOf(one),
    // Its clock names no zone: when we heard of it counts.
    paidAt: null,
  };
}
