import { z } from 'zod';
import { invariant } from '@/lib/core/errors';
import type { FoundRefund, KnownRefund, RefundOrder, RefundState } from '@/lib/integrations/payment-provider';
import { postWithSecret, wordsOf } from './client';
import { getTransaction, refundedOf } from './transaction';

const Child = z.looseObject({
  id: z.number().int(),
  success: z.boolean(),
  pending: z.boolean().default(false),
  data: z.looseObject({ message: z.string().nullish() }).nullish(),
});

/**
 * Sends money back. Paymob knows no idempotency key: whoever gets no answer looks with `readPaymobRefund` before it asks
 * again. A refusal is an answer. Throws `provider_unavailable`: then nobody knows yet.
 */
export async function refundAtPaymob(order: RefundOrder): Promise<RefundState> {
  const { status, body } = await postWithSecret('/api/acceptance/void_refund/refund', {
    transaction_id: order.providerPaymentId,
    amount_cents: order.amountMinor.toString(),
  });
  if (status >= 400) return { id: '', status: 'failed', failure: wordsOf(body) || `refused (${status})` };
  const child = Child.parse(body);
  const outcome = child.pending ? 'pending' : child.success ? 'succeeded' : 'failed';
  const failure = outcome === 'failed' ? (child.data?.message ?? 'refused') : null;
  return { id: String(child.id), status: outcome, failure };
}

/** The payment says how much of it went back: when that is as much as with this refund, it was done. Throws as above. */
export async function readPaymobRefund(order: RefundOrder): Promise<RefundState | null> {
  const payment = await getTransaction(order.providerPaymentId);
  invariant(payment, `Paymob does not know transaction ${order.providerPaymentId}`);
  const isDone = refundedOf(payment) >= order.refundedBeforeMinor + order.amountMinor;
  return isDone ? { id: '', status: 'succeeded', failure: null } : null;
}

/** Ours that are under way, and the rest of what went back as one that somebody made on Paymob's pages. Throws as above. */
export async function listPaymobRefunds(transactionId: string, known: KnownRefund[]): Promise<FoundRefund[]> {
  const payment = await getTransaction(transactionId);
  if (!payment) return [];
  let left = refundedOf(payment);
  for (const { status, amountMinor } of known) if (status === 'succeeded') left -= amountMinor;
  const found: FoundRefund[] = [];
  for (const { id, status, amountMinor } of known) {
    if (status !== 'pending' || amountMinor > left) continue;
    left -= amountMinor;
    found.push({ id: '', refundId: id, status: 'succeeded', failure: null, amountMinor });
  }
  if (left > 0n)
    found.push({
      ...{ id: `${transactionId}:${refundedOf(payment)}`, refundId: null, amountMinor: left },
      ...{ status: 'succeeded', failure: null },
    });
  return found;
}
