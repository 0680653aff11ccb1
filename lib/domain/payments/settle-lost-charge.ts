import type { Context } from '@/lib/core/context';
import { type PurchaseModel, db } from '@/lib/core/db';
import { type Charge, findCharge, getCharge } from '@/lib/integrations/stripe/off-session';
import { settleTopUp } from './settle-top-up';

/**
 * Settles an auto top-up whose answer was lost, by what the provider knows of it; charges nothing. One that the
 * provider never heard of is closed when its time is over, for only until then the job charges it. True when the
 * provider knows it.
 */
export async function settleLostCharge(ctx: Context, purchase: PurchaseModel): Promise<boolean> {
  const charge = await knownCharge(purchase);
  if (charge) {
    await settleTopUp(ctx, purchase, charge);
    return true;
  }
  if (purchase.expiresAt < ctx.now)
    await db.purchase.updateMany({
      where: { organisationId: purchase.organisationId, id: purchase.id, status: 'pending' },
      data: { status: 'expired', closedAt: ctx.now },
    });
  return false;
}

async function knownCharge(purchase: PurchaseModel): Promise<Charge | null> {
  if (purchase.paymentIntentId) return getCharge(purchase.paymentIntentId);
  const { stripeCustomerId } = await db.organisation.findUniqueOrThrow({
    where: { id: purchase.organisationId },
    select: { stripeCustomerId: true },
  });
  return stripeCustomerId ? findCharge(stripeCustomerId, purchase.id, purchase.createdAt) : null;
}
