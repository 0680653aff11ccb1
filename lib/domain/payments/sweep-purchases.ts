import { type Context, authorise } from '@/lib/core/context';
import { type PurchaseModel, db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { getCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { settleLostCharge } from './settle-lost-charge';
import { settleSession } from './settle-purchase';

const PATIENCE_MS = 2 * 60 * 1000;
const BATCH = 100;

/**
 * Asks the provider about purchases that stayed open: an event that never came must not keep a customer from what
 * was paid. A purchase without a checkout (the provider failed while it was made) is closed once it is over.
 */
export async function sweepPurchases(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const open = await db.purchase.findMany({
    where: { status: 'pending', createdAt: { lt: new Date(ctx.now.getTime() - PATIENCE_MS) } },
    orderBy: { createdAt: 'asc' },
    take: BATCH,
  });
  for (const purchase of open) {
    try {
      await (purchase.origin === 'auto_top_up'
        ? settleLostCharge(ctx, purchase)
        : sweepCheckout(ctx, purchase));
    } catch (error) {
      // One purchase that the provider does not know must not hide the others.
      log.warn({ requestId: ctx.requestId, purchaseId: purchase.id, err: error }, 'sweep failed');
    }
  }
  return open.length;
}

async function sweepCheckout(ctx: Context, purchase: PurchaseModel): Promise<void> {
  if (purchase.checkoutSessionId)
    return settleSession(ctx, purchase, await getCheckoutSession(purchase.checkoutSessionId));
  if (purchase.expiresAt < ctx.now)
    await db.purchase.updateMany({
      where: { organisationId: purchase.organisationId, id: purchase.id, status: 'pending' },
      data: { status: 'expired', closedAt: ctx.now },
    });
}
