import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { closePurchase } from './close-purchase';
import { lockPayment } from './lock-payment';
import { providerOf } from './providers';
import { PurchaseRef } from './schema';

/**
 * Ends a checkout that nobody paid: the provider's pages close first, so that they cannot be paid afterwards.
 * Errors: `not_found`, `conflict` when the purchase has ended, is an auto top-up or has a proof that is being looked at,
 * `provider_unavailable`.
 */
export async function cancelCheckout(ctx: Context, input: z.input<typeof PurchaseRef>) {
  authorise(ctx, 'credits:buy');
  const { purchaseId } = parse(PurchaseRef, input);
  const where = { organisationId: tenant(ctx), id: purchaseId };
  const purchase = await db.purchase.findUnique({
    where: { organisationId_id: where },
    include: { payments: { where: { status: { in: ['open', 'processing'] } }, include: { proofs: true } } },
  });
  if (!purchase) throw notFound();
  const { payments, ...row } = purchase;
  // A charge of a saved card is on its way to the bank: nothing can call it back.
  if (row.status !== 'pending' || row.origin === 'auto_top_up')
    throw new AppError('conflict', 'purchaseClosed');
  const isInReview = payments.some(({ proofs }) => proofs.some(({ status }) => status !== 'rejected'));
  if (isInReview) throw new AppError('conflict', 'proofInReview');
  for (const { provider, providerId } of payments)
    if (providerId) await providerOf(provider).close(providerId);
  const isClosed = await transaction(async (tx) => {
    for (const payment of payments) await lockPayment(tx, payment);
    return closePurchase(tx, ctx, row, 'cancelled');
  });
  if (!isClosed) throw new AppError('conflict', 'purchaseClosed');
  return { purchaseId };
}
