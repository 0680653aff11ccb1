import { type Context, authorise } from '@/lib/core/context';
import { type PurchaseModel, type Tx, db, transaction } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import type { JobPayload } from '@/lib/core/jobs';
import { getCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { getCharge } from '@/lib/integrations/stripe/off-session';
import { grantPurchase } from './grant-purchase';
import { settlementOf } from './rules';
import { settleTopUp } from './settle-top-up';

type Session = Awaited<ReturnType<typeof getCheckoutSession>>;

/**
 * Settles what a stored event is about. The event is only a hint: the checkout's state is asked of the provider
 * again, so order, repeats and delays of events do not matter. Money that came is granted whatever we thought of the
 * purchase before; once, because the purchase row is locked and a purchase has one lot.
 */
export async function settlePurchase(
  ctx: Context,
  { eventId }: JobPayload<'payments.settle'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const key = { provider_eventId: { provider: 'stripe', eventId } };
  const event = await db.providerEvent.findUnique({ where: key });
  invariant(event?.organisationId && event.purchaseId, `event ${eventId} is not stored`);
  if (event.processedAt) return;
  const purchase = await db.purchase.findUniqueOrThrow({
    where: { organisationId_id: { organisationId: event.organisationId, id: event.purchaseId } },
  });
  if (purchase.origin === 'auto_top_up') {
    const chargeId = purchase.paymentIntentId ?? subjectOf(event.payload, 'payment_intent');
    if (chargeId) await settleTopUp(ctx, purchase, await getCharge(chargeId));
  } else {
    const sessionId = purchase.checkoutSessionId ?? subjectOf(event.payload, 'checkout.session');
    if (sessionId) await settleSession(ctx, purchase, await getCheckoutSession(sessionId));
  }
  // The checkout's first event can outrun the row that learns its id; the sweep asks again if no later event comes.
  await db.providerEvent.update({ where: key, data: { processedAt: ctx.now } });
}

/** The id of the object that an event carries, when it is of this kind. */
function subjectOf(payload: unknown, kind: 'checkout.session' | 'payment_intent'): string | undefined {
  const object = (payload as { data?: { object?: { id?: unknown; object?: unknown } } }).data?.object;
  return object?.object === kind ? String(object.id) : undefined;
}

/** Brings a purchase to the state that the provider reports, in one transaction. */
export async function settleSession(ctx: Context, known: PurchaseModel, session: Session): Promise<void> {
  invariant(session.purchaseId === known.id, `session ${session.id} is not of purchase ${known.id}`);
  await transaction(async (tx) => {
    const where = { organisationId_id: { organisationId: known.organisationId, id: known.id } };
    const purchase = await lockPurchase(tx, known);
    if (purchase.status === 'paid') return;
    const learned = { checkoutSessionId: session.id, paymentIntentId: session.paymentIntentId };
    switch (settlementOf(session)) {
      case 'paid':
        await tx.purchase.update({ where, data: learned });
        return grantPurchase(tx, ctx, purchase, { ...session, amountMinor: session.amountTotalMinor });
      case 'expired':
        if (purchase.status === 'pending')
          await tx.purchase.update({ where, data: { ...learned, status: 'expired', closedAt: ctx.now } });
        return;
      case 'open':
        const error = session.lastPaymentError;
        await tx.purchase.update({
          where,
          data: { ...learned, declineCode: error ? (error.declineCode ?? error.code ?? 'declined') : null },
        });
    }
  });
}

async function lockPurchase(tx: Tx, { organisationId, id }: PurchaseModel): Promise<PurchaseModel> {
  await tx.$queryRaw`SELECT 1 FROM "Purchase" WHERE "organisationId" = ${organisationId} AND id = ${id} FOR UPDATE`;
  return tx.purchase.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } } });
}
