import type { Context } from '@/lib/core/context';
import { type PaymentModel, transaction } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { type DisputeState, getDispute } from '@/lib/integrations/stripe/disputes';
import { type Told, applyDispute } from './steps';

/**
 * A dispute in the currency of its payment: as the cardholder's bank has it, or as it left the balance; null where it is
 * neither, for nothing is converted by guess. A fee in another currency is left to the posting of the provider's fees.
 */
export function toldOf(state: DisputeState, currency: string): Told | null {
  const amountMinor = [state, state.withdrawn].find((one) => one?.currency === currency)?.amountMinor;
  if (amountMinor === undefined) return null;
  const { id: providerDisputeId, submissions, feeCurrency } = state;
  const feeMinor = feeCurrency === currency ? state.feeMinor : 0n;
  return { ...state, providerDisputeId, amountMinor, feeMinor, isSubmitted: submissions > 0 };
}

/**
 * Asks Stripe about a dispute and brings ours there: `open`, `won` or `lost`; `mismatch` with another payment, and `other
 * currency` where nothing can be booked: the event says so, the audit log keeps it, and reconciliation lists it.
 */
export async function bringDispute(
  ctx: Context,
  payment: PaymentModel,
  providerDisputeId: string,
): Promise<string> {
  const state = await getDispute(providerDisputeId);
  if (state.paymentIntentId !== payment.providerPaymentId) return 'mismatch';
  const told = toldOf(state, payment.currency);
  if (!told) return refuse(ctx, payment, state);
  const { status } = await transaction((tx) => applyDispute(tx, ctx, payment, told));
  return status === 'won' || status === 'lost' ? status : 'open';
}

async function refuse(ctx: Context, payment: PaymentModel, state: DisputeState): Promise<string> {
  const { organisationId, id: recordId } = payment;
  const after = {
    dispute: state.id,
    amountMinor: state.amountMinor.toString(),
    currency: state.currency,
    status: state.status,
  };
  log.error({ requestId: ctx.requestId, paymentId: recordId, ...after }, 'a dispute in another currency');
  await transaction((tx) =>
    recordAudit(tx, ctx, {
      ...{ action: 'dispute.differs', recordType: 'payment', recordId, organisationId },
      ...{ before: { currency: payment.currency }, after },
    }),
  );
  return 'other currency';
}
