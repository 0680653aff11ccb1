import Stripe from 'stripe';
import { AppError } from '@/lib/core/errors';
import type { FoundRefund, RefundOrder, RefundState } from '@/lib/integrations/payment-provider';
import { amount } from './amount';
import { appMark, callStripe } from './client';

/** Stripe may still fail a refund days after it succeeded; `requires_action` waits for the payer's details. */
function stateOf(refund: Stripe.Refund): RefundState {
  const status =
    refund.status === 'succeeded'
      ? 'succeeded'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'failed'
        : 'pending';
  return {
    id: refund.id,
    status,
    failure: status === 'failed' ? (refund.failure_reason ?? refund.status ?? 'failed') : null,
  };
}

/**
 * Sends money back. The idempotency key is the refund: asked again within a day, Stripe answers what it answered.
 * A refusal is an answer (`failed`), not an error. Throws `provider_unavailable`: then nobody knows yet.
 * Source: https://docs.stripe.com/api/refunds/create
 */
export async function refundAtStripe(order: RefundOrder): Promise<RefundState> {
  return callStripe(async (stripe) => {
    try {
      return stateOf(
        await stripe.refunds.create(
          {
            payment_intent: order.providerPaymentId,
            amount: amount(order.amountMinor),
            metadata: { app: appMark, refundId: order.id },
          },
          { idempotencyKey: `${appMark}:refund:${order.id}` },
        ),
      );
    } catch (error) {
      const code = refusalOf(error);
      if (code) return { id: '', status: 'failed', failure: code };
      throw error;
    }
  });
}

/** More than is left, disputed, or refunded before: Stripe says so in its words and changes nothing. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return null;
  return error.code === 'resource_missing' ? null : (error.code ?? error.message);
}

/** Looks for a refund by its id at Stripe, or for the one that carries ours; null when there is none. */
export async function readStripeRefund(
  order: RefundOrder & { providerRefundId: string | null },
): Promise<RefundState | null> {
  try {
    return await callStripe(async (stripe) => {
      if (order.providerRefundId) return stateOf(await stripe.refunds.retrieve(order.providerRefundId));
      const list = stripe.refunds.list({ payment_intent: order.providerPaymentId, limit: 100 });
      for await (const refund of list) if (refund.metadata?.refundId === order.id) return stateOf(refund);
      return null;
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Every refund of a payment intent, the oldest first. Throws `provider_unavailable`. */
export async function listStripeRefunds(paymentIntentId: string): Promise<FoundRefund[]> {
  return callStripe(async (stripe) => {
    const found: FoundRefund[] = [];
    const list = stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 });
    for await (const refund of list)
      found.push({
        ...stateOf(refund),
        amountMinor: BigInt(refund.amount),
        refundId: refund.metadata?.app === appMark ? (refund.metadata.refundId ?? null) : null,
      });
    return found.reverse();
  });
}
