import { type Context, authorise } from '@/lib/core/context';
import { type PurchaseModel, type Tx, db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { invariant } from '@/lib/core/errors';
import type { JobPayload } from '@/lib/core/jobs';
import { addDays } from '@/lib/core/time';
import { postPurchase } from '@/lib/domain/invoices/post-purchase';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { getCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { settlementOf } from './rules';

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
  const sessionId = purchase.checkoutSessionId ?? sessionOf(event.payload);
  if (sessionId) await settleSession(ctx, purchase, await getCheckoutSession(sessionId));
  // The checkout's first event can outrun the row that learns its id; the sweep asks again if no later event comes.
  await db.providerEvent.update({ where: key, data: { processedAt: ctx.now } });
}

/** The session that an event carries; a payment intent's event carries none. */
function sessionOf(payload: unknown): string | undefined {
  const object = (payload as { data?: { object?: { id?: unknown; object?: unknown } } }).data?.object;
  return object?.object === 'checkout.session' ? String(object.id) : undefined;
}

/** Brings a purchase to the state that the provider reports, in one transaction. */
export async function settleSession(ctx: Context, known: PurchaseModel, session: Session): Promise<void> {
  invariant(session.purchaseId === known.id, `session ${session.id} is not of purchase ${known.id}`);
  await transaction(async (tx) => {
    const where = { organisationId_id: { organisationId: known.organisationId, id: known.id } };
    await tx.$queryRaw`SELECT 1 FROM "Purchase" WHERE "organisationId" = ${known.organisationId} AND id = ${known.id} FOR UPDATE`;
    const purchase = await tx.purchase.findUniqueOrThrow({ where });
    if (purchase.status === 'paid') return;
    const learned = { checkoutSessionId: session.id, paymentIntentId: session.paymentIntentId };
    switch (settlementOf(session)) {
      case 'paid':
        await tx.purchase.update({
          where,
          data: { ...learned, status: 'paid', paidAt: ctx.now, closedAt: ctx.now, declineCode: null },
        });
        return grantPurchase(tx, ctx, purchase, session);
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

async function grantPurchase(tx: Tx, ctx: Context, purchase: PurchaseModel, session: Session): Promise<void> {
  invariant(
    session.amountTotalMinor === purchase.totalMinor && session.currency === purchase.currency,
    `session ${session.id} was paid with another amount than purchase ${purchase.id} asks`,
  );
  await grantCredits(tx, ctx, purchase.organisationId, {
    amountMicro: purchase.creditsMicro,
    source: 'purchase',
    costMinor: purchase.totalMinor - purchase.taxMinor,
    currency: purchase.currency,
    purchaseId: purchase.id,
    expiresAt: purchase.validityDays ? addDays(ctx.now, purchase.validityDays) : undefined,
    reference: purchase.packName,
  });
  await postPurchase(tx, ctx, purchase);
  const { organisation, createdBy } = await tx.purchase.findUniqueOrThrow({
    where: { organisationId_id: { organisationId: purchase.organisationId, id: purchase.id } },
    select: { organisation: { select: { name: true } }, createdBy: { select: { email: true } } },
  });
  await enqueueEmail(tx, {
    key: `purchase-receipt:${purchase.id}`,
    to: createdBy.email,
    template: 'purchase-receipt',
    props: {
      organisation: organisation.name,
      packName: purchase.packName,
      creditsMicro: purchase.creditsMicro.toString(),
      amountMinor: purchase.totalMinor.toString(),
      currency: purchase.currency,
      paidAt: ctx.now.toISOString(),
      purchaseUrl: `${env.APP_URL}/credits/purchases/${purchase.id}`,
      purchaseNumber: purchase.id,
    },
  });
}
