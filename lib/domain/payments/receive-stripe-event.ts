import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { type StripeEvent, verifyStripeEvent } from '@/lib/integrations/stripe/webhook';

type Received = { received: true; duplicate?: true; ignored?: true };

/**
 * Takes one delivery of Stripe's: checks the signature over the raw body, stores the event once by its id and queues
 * what it asks for in the same transaction. Events of other programs on the same account are let pass unstored.
 * Errors: `unauthenticated` for a forged or stale signature, `not_found` for a purchase that we do not know.
 * https://docs.stripe.com/webhooks#best-practices
 */
export async function receiveStripeEvent(
  ctx: Context,
  delivery: { body: string; signature: string | null },
): Promise<Received> {
  authorise(ctx, 'webhooks:receive');
  const event = await verifyStripeEvent(delivery.body, delivery.signature);
  if (event.checkout.app !== 'meterdesk') return { received: true, ignored: true };
  if (event.checkout.purpose === 'card') return receiveCard(ctx, event);
  const id = Id('purchase').safeParse(event.checkout.purchaseId).data;
  const purchase =
    id && (await db.purchase.findFirst({ where: { id }, select: { organisationId: true, id: true } }));
  if (!purchase) throw new AppError('not_found', 'unknownPurchase');
  return once(ctx, event, { organisationId: purchase.organisationId, purchaseId: purchase.id }, (tx) =>
    enqueue(tx, 'payments.settle', { provider: 'stripe', eventId: event.id }, { maxAttempts: 25 }),
  );
}

/** A card was saved on Stripe's page; of its events only the completed session says which. */
async function receiveCard(ctx: Context, event: StripeEvent): Promise<Received> {
  const { sessionId, organisationId: named } = event.checkout;
  if (event.type !== 'checkout.session.completed' || !sessionId) return { received: true, ignored: true };
  const id = Id('organisation').safeParse(named).data;
  const organisation = id && (await db.organisation.findUnique({ where: { id }, select: { id: true } }));
  if (!organisation) throw new AppError('not_found', 'unknownPurchase');
  return once(ctx, event, { organisationId: organisation.id }, (tx) =>
    enqueue(tx, 'payments.card', { organisationId: organisation.id, sessionId }, { maxAttempts: 25 }),
  );
}

async function once(
  ctx: Context,
  event: StripeEvent,
  about: { organisationId: string; purchaseId?: string },
  queue: (tx: Tx) => Promise<void>,
): Promise<Received> {
  return transaction(async (tx) => {
    const { count } = await tx.providerEvent.createMany({
      data: {
        ...about,
        provider: 'stripe',
        eventId: event.id,
        type: event.type,
        payload: event.payload,
        receivedAt: ctx.now,
      },
      skipDuplicates: true,
    });
    if (count === 0) return { received: true, duplicate: true };
    await queue(tx);
    return { received: true };
  });
}
