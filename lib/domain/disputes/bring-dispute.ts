import type { Context } from '@/lib/core/context';
import { type PaymentModel, transaction } from '@/lib/core/db';
import { type DisputeState, getDispute } from '@/lib/integrations/stripe/disputes';
import { type Told, applyDispute } from './steps';

export const toldOf = (state: DisputeState): Told => ({
  ...state,
  providerDisputeId: state.id,
  isSubmitted: state.submissions > 0,
});

/** Asks Stripe about a dispute and brings ours there: `open`, `won` or `lost`, or `mismatch` with another payment. */
export async function bringDispute(
  ctx: Context,
  payment: PaymentModel,
  providerDisputeId: string,
): Promise<string> {
  const state = await getDispute(providerDisputeId);
  if (state.paymentIntentId !== payment.providerPaymentId) return 'mismatch';
  const { status } = await transaction((tx) => applyDispute(tx, ctx, payment, toldOf(state)));
  return status === 'won' || status === 'lost' ? status : 'open';
}
