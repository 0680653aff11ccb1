import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { expireCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { PurchaseRef } from './schema';

/**
 * Ends a checkout that nobody paid: the provider's page closes first, so that it cannot be paid afterwards.
 * Errors: `not_found`, `conflict` when the purchase has ended or is an auto top-up, `provider_unavailable`.
 */
export async function cancelCheckout(ctx: Context, input: z.input<typeof PurchaseRef>) {
  authorise(ctx, 'credits:buy');
  const { purchaseId } = parse(PurchaseRef, input);
  const where = { organisationId: tenant(ctx), id: purchaseId };
  const purchase = await db.purchase.findUnique({ where: { organisationId_id: where } });
  if (!purchase) throw notFound();
  // A charge of a saved card is on its way to the bank: nothing can call it back.
  if (purchase.status !== 'pending' || purchase.origin !== 'checkout')
    throw new AppError('conflict', 'purchaseClosed');
  if (purchase.checkoutSessionId) await expireCheckoutSession(purchase.checkoutSessionId);
  const { count } = await db.purchase.updateMany({
    where: { ...where, status: 'pending' },
    data: { status: 'cancelled', closedAt: ctx.now },
  });
  if (count === 0) throw new AppError('conflict', 'purchaseClosed');
  return { purchaseId };
}
