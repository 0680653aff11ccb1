import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { verifyStripeEvent } from '@/lib/integrations/stripe/webhook';

/**
 * Takes one delivery of Stripe's: checks the signature over the raw body, stores the event once by its id and queues
 * the settlement in the same transaction. Events of other programs on the same account are let pass unstored.
 * Errors: `unauthenticated` for a forged or stale signature, `not_found` for a purchase that we do not know.
 * https://docs.stripe.com/webhooks#best-practices
 */
export async function receiveStripeEvent(
  ctx: Context,
  delivery: { body: string; signature: string | null },
): Promise<{ received: true; duplicate?: true; ignored?: true }> {
  authorise(ctx, 'webhooks:receive');
  const event = await verifyStripeEvent(delivery.body, delivery.signature);
  if (event.checkout.app !== 'meterdesk') return { received: true, ignored: true };
  const id = Id('purchase').safeParse(event.checkout.purchaseId).data;
  const purchase =
    id && (await db.purchase.findFirst({ where: { id }, select: { organisationId: true, id: true } }));
  if (!purchase) throw new AppError('not_found', 'unknownPurchase');
  return transaction(async (tx) => {
    const { count } = await tx.providerEvent.createMany({
      data: {
        provider: 'stripe',
        eventId: event.id,
        type: event.type,
        organisationId: purchase.organisationId,
        purchaseId: purchase.id,
        payload: event.payload,
        receivedAt: ctx.now,
      },
      skipDuplicates: true,
    });
    if (count === 0) return { received: true, duplicate: true };
    await enqueue(tx, 'payments.settle', { provider: 'stripe', eventId: event.id }, { maxAttempts: 25 });
    return { received: true };
  });
}
