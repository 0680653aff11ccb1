import type { Context } from '@/lib/core/context';
import { type PaymentModel, type Tx, db, transaction } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import type { PaymentState } from '@/lib/integrations/payment-provider';
import { getCharge } from '@/lib/integrations/stripe/off-session';
import { closeUnpayable } from './close-purchase';
import { gatherSettlement } from './gather-settlements';
import { lockPayment } from './lock-payment';
import { providerOf } from './providers';
import { settleTopUp } from './settle-top-up';
import { type Settlement, settlePayment } from './steps';

/** `unknown`: the provider has not heard of it. `mismatch`: what it knows under that id is not this payment. */
export type Outcome =
  Settlement | 'open' | 'processing' | 'declined' | 'closed' | 'unknown' | 'mismatch' | 'subscription';

type Hint = { providerId: string | null; providerPaymentId: string | null };

/**
 * Asks the provider about an attempt and brings it there, in one transaction. Money that came is granted whatever we
 * thought of it before; once, because what it pays for is locked. Error: `provider_unavailable`.
 */
export async function settleAttempt(
  ctx: Context,
  payment: PaymentModel,
  hint: Hint = { providerId: null, providerPaymentId: null },
): Promise<Outcome> {
  if (await isTopUp(payment)) {
    const chargeId = payment.providerPaymentId ?? hint.providerPaymentId;
    return chargeId ? settleTopUp(ctx, payment, await getCharge(chargeId)) : 'unknown';
  }
  const providerId = payment.providerId ?? hint.providerId;
  // What a subscription charged is brought here by its invoice.
  if (providerId?.startsWith('in_')) return 'subscription';
  const state = await providerOf(payment.provider).read({
    ...{ providerId, reference: payment.reference },
    providerPaymentId: hint.providerPaymentId ?? payment.providerPaymentId,
  });
  if (!state) return 'unknown';
  if (state.reference !== null && state.reference !== payment.reference) {
    const { id: paymentId, organisationId } = payment;
    log.error({ requestId: ctx.requestId, paymentId, organisationId, providerId }, 'not this payment');
    return 'mismatch';
  }
  const isKnown = payment.providerId !== null || !providerId;
  if (ctx.actor.kind === 'job' && state.status === 'succeeded' && !payment.purchaseId && isKnown)
    return gatherSettlement(ctx, payment, { ...state, occurredAt: state.paidAt ?? undefined });
  return transaction((tx) => applyState(tx, ctx, payment, { ...state, providerId }));
}

async function isTopUp({ organisationId, purchaseId }: PaymentModel): Promise<boolean> {
  if (!purchaseId) return false;
  const where = { organisationId_id: { organisationId, id: purchaseId } };
  const purchase = await db.purchase.findUniqueOrThrow({ where, select: { origin: true } });
  return purchase.origin === 'auto_top_up';
}

async function applyState(
  tx: Tx,
  ctx: Context,
  known: PaymentModel,
  state: PaymentState & { providerId: string | null },
): Promise<Outcome> {
  const payment = await lockPayment(tx, known);
  const { organisationId, id } = payment;
  const where = { organisationId_id: { organisationId, id } };
  if (state.providerId && !payment.providerId)
    await tx.payment.update({ where, data: { providerId: state.providerId } });
  switch (state.status) {
    case 'succeeded':
      return settlePayment(tx, ctx, payment, { ...state, occurredAt: state.paidAt ?? undefined });
    case 'expired':
    case 'failed':
      return endAttempt(tx, ctx, payment, state.status, state.declineCode);
    case 'open':
    case 'processing': {
      if (!isOpen(payment)) return 'before';
      const { status, declineCode, providerPaymentId } = state;
      await tx.payment.update({ where, data: { status, declineCode, providerPaymentId } });
      if (status === 'processing') return 'processing';
      return declineCode ? 'declined' : 'open';
    }
  }
}

const isOpen = ({ status }: PaymentModel) => status === 'open' || status === 'processing';

/** An attempt is over; its purchase too, unless another attempt can still be paid. */
async function endAttempt(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  status: 'expired' | 'failed',
  declineCode: string | null,
): Promise<Outcome> {
  if (!isOpen(payment)) return 'before';
  const { organisationId, id, purchaseId } = payment;
  await tx.payment.update({
    where: { organisationId_id: { organisationId, id } },
    data: { status, declineCode: declineCode ?? payment.declineCode },
  });
  if (purchaseId) await closeUnpayable(tx, ctx, { organisationId, purchaseId }, status);
  return 'closed';
}
