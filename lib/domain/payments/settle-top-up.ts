import type { Context } from '@/lib/core/context';
import { type PurchaseModel, type Tx, transaction } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import type { Charge } from '@/lib/integrations/stripe/off-session';
import { grantPurchase } from './grant-purchase';
import { recordDecline, recordSuccess } from './top-up-outcome';

/**
 * Brings the purchase of an auto top-up to the state of its charge, in one transaction; whoever hears of it first
 * settles it (the answer, the event or the sweep), the others find it done. Takes the top-up's row first, as whoever
 * starts a charge does, then the purchase.
 */
export async function settleTopUp(ctx: Context, known: PurchaseModel, charge: Charge): Promise<void> {
  invariant(charge.purchaseId === known.id, `charge ${charge.id} is not of purchase ${known.id}`);
  const { organisationId, id } = known;
  const where = { organisationId_id: { organisationId, id } };
  await transaction(async (tx) => {
    const purchase = await lockBoth(tx, known);
    if (purchase.status === 'paid') return;
    if (charge.status === 'succeeded') {
      await grantPurchase(tx, ctx, purchase, {
        id: charge.id ?? id,
        amountMinor: charge.amountMinor,
        currency: charge.currency,
        paymentIntentId: charge.id,
      });
      return recordSuccess(tx, ctx, organisationId);
    }
    if (purchase.status !== 'pending') return;
    if (charge.status === 'processing') {
      await tx.purchase.update({ where, data: { paymentIntentId: charge.id } });
      return;
    }
    const code = charge.failure?.code ?? 'declined';
    await tx.purchase.update({
      where,
      data: { paymentIntentId: charge.id, status: 'failed', declineCode: code, closedAt: ctx.now },
    });
    await recordDecline(tx, ctx, purchase, { code, advice: charge.failure?.advice ?? null });
  });
}

async function lockBoth(tx: Tx, { organisationId, id }: PurchaseModel): Promise<PurchaseModel> {
  await tx.$queryRaw`SELECT 1 FROM "AutoTopUp" WHERE "organisationId" = ${organisationId} FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Purchase" WHERE "organisationId" = ${organisationId} AND id = ${id} FOR UPDATE`;
  return tx.purchase.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } } });
}
