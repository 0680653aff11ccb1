import type { Context } from '@/lib/core/context';
import { type PaymentModel, type Tx, transaction } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import type { Charge } from '@/lib/integrations/stripe/off-session';
import { lockPayment } from './lock-payment';
import { type Settlement, settlePayment } from './steps';
import { recordDecline, recordSuccess } from './top-up-outcome';

/**
 * Brings the payment of an auto top-up to the state of its charge, in one transaction; whoever hears of it first
 * settles it (the answer, the event or the sweep), the others find it done. Takes the top-up's row first, as whoever
 * starts a charge does, then the purchase and the payment.
 */
export async function settleTopUp(
  ctx: Context,
  known: PaymentModel,
  charge: Charge,
): Promise<Settlement | 'open' | 'declined'> {
  invariant(charge.reference === known.reference, `charge ${charge.id} is not of payment ${known.id}`);
  const { organisationId, purchaseId } = known;
  invariant(purchaseId, `payment ${known.id} is of no top-up`);
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "AutoTopUp" WHERE "organisationId" = ${organisationId} FOR UPDATE`;
    const payment = await lockPayment(tx, known);
    if (payment.status === 'succeeded') return 'before';
    if (charge.status === 'succeeded') {
      await learn(tx, payment, charge.id);
      const { amountMinor, currency, id: providerPaymentId } = charge;
      const settled = await settlePayment(tx, ctx, payment, { amountMinor, currency, providerPaymentId });
      if (settled === 'settled') await recordSuccess(tx, ctx, organisationId);
      return settled;
    }
    if (payment.status !== 'open' && payment.status !== 'processing') return 'before';
    await learn(tx, payment, charge.id);
    if (charge.status === 'processing') return 'open';
    const code = charge.failure?.code ?? 'declined';
    await tx.payment.update({
      where: { organisationId_id: { organisationId, id: payment.id } },
      data: { status: 'failed', declineCode: code },
    });
    const where = { organisationId_id: { organisationId, id: purchaseId } };
    const data = { status: 'failed', closedAt: ctx.now } as const;
    const purchase = await tx.purchase.update({ where, data });
    await recordDecline(tx, ctx, purchase, { code, advice: charge.failure?.advice ?? null });
    return 'declined';
  });
}

/** The intent is both what was opened and what was charged. */
async function learn(tx: Tx, { organisationId, id }: PaymentModel, intentId: string | null): Promise<void> {
  if (!intentId) return;
  await tx.payment.update({
    where: { organisationId_id: { organisationId, id } },
    data: { providerId: intentId, providerPaymentId: intentId, status: 'processing' },
  });
}
