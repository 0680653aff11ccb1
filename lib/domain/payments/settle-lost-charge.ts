import type { Context } from '@/lib/core/context';
import { type PaymentModel, db, transaction } from '@/lib/core/db';
import { type Charge, findCharge, getCharge } from '@/lib/integrations/stripe/off-session';
import { closePurchase } from './close-purchase';
import { settleTopUp } from './settle-top-up';

/**
 * Settles an auto top-up whose answer was lost, by what the provider knows of it; charges nothing. One that the
 * provider never heard of is closed when its time is over, for only until then the job charges it. True when the
 * provider knows it.
 */
export async function settleLostCharge(ctx: Context, payment: PaymentModel): Promise<boolean> {
  const charge = await knownCharge(payment);
  if (charge) {
    await settleTopUp(ctx, payment, charge);
    return true;
  }
  const { organisationId, purchaseId, expiresAt } = payment;
  if (purchaseId && expiresAt && expiresAt < ctx.now) {
    const where = { organisationId_id: { organisationId, id: purchaseId } };
    await transaction(async (tx) => {
      const purchase = await tx.purchase.findUniqueOrThrow({ where });
      await closePurchase(tx, ctx, purchase, 'expired');
    });
  }
  return false;
}

async function knownCharge(payment: PaymentModel): Promise<Charge | null> {
  if (payment.providerPaymentId) return getCharge(payment.providerPaymentId);
  const { stripeCustomerId } = await db.organisation.findUniqueOrThrow({
    where: { id: payment.organisationId },
    select: { stripeCustomerId: true },
  });
  return stripeCustomerId ? findCharge(stripeCustomerId, payment.reference, payment.createdAt) : null;
}
