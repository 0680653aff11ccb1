import { type Context, authorise } from '@/lib/core/context';
import { type PaymentModel, type ProviderEventModel, db, transaction } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { type JobPayload, enqueue } from '@/lib/core/jobs';
import { log } from '@/lib/core/log';
import { bringDispute } from '@/lib/domain/disputes/bring-dispute';
import { syncRefunds } from '@/lib/domain/refunds/sync-refunds';
import type { NoticeSubject } from '@/lib/integrations/payment-provider';
import { findPayment } from './find-payment';
import { providerOf } from './providers';
import { settleAttempt } from './settle-attempt';

/** A refund or a dispute that outran its payment is looked for at these intervals, which grow with its age, and so long. */
const FIRST_LOOK_MS = 60_000;
const PATIENCE_MS = 3 * 86_400_000;

/**
 * Settles what a stored event is about. The event is only a hint: the state is asked of the provider again, so order,
 * repeats and delays of events do not matter. What came of it stands in the event's `outcome`.
 */
export async function settleEvent(
  ctx: Context,
  { provider, eventId }: JobPayload<'payments.settle'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const key = { provider_eventId: { provider, eventId } };
  const event = await db.providerEvent.findUnique({ where: key });
  invariant(event, `event ${eventId} is not stored`);
  if (event.processedAt) return;
  const subject = providerOf(provider).subjectOf(event);
  const known = await paymentOf(event, subject);
  const payment = known && subject.kind !== 'payment' ? await paidFirst(ctx, known) : known;
  if (!payment) return lookAgain(ctx, event);
  const outcome = await settle(ctx, payment, subject);
  // The checkout's first event can outrun the row that learns its id; the sweep asks again if no later event comes.
  const whose = { organisationId: payment.organisationId, subjectId: payment.id };
  await db.providerEvent.update({ where: key, data: { ...whose, processedAt: ctx.now, outcome } });
}

/** The payment that was known when the event came, or the one that has become known since. */
async function paymentOf(event: ProviderEventModel, subject: NoticeSubject): Promise<PaymentModel | null> {
  const { provider, organisationId, subjectId: id } = event;
  if (organisationId && id)
    return db.payment.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } } });
  if (subject.kind !== 'refund' && subject.kind !== 'dispute') return null;
  return findPayment(provider, { reference: null, providerId: null, ...subject });
}

/** What went back was paid before: a payment whose own event is still to come is settled first. */
async function paidFirst(ctx: Context, payment: PaymentModel): Promise<PaymentModel | null> {
  if (payment.status === 'succeeded') return payment;
  await settleAttempt(ctx, payment);
  const { organisationId, id } = payment;
  return db.payment.findFirst({ where: { organisationId, id, status: 'succeeded' } });
}

/** Nobody's yet, or not paid yet. What is nobody's after days is another program's on the same account: it is left as it is. */
async function lookAgain(ctx: Context, { provider, eventId, receivedAt }: ProviderEventModel): Promise<void> {
  const ageMs = ctx.now.getTime() - receivedAt.getTime();
  const isOver = ageMs > PATIENCE_MS;
  const runAt = new Date(ctx.now.getTime() + Math.max(FIRST_LOOK_MS, ageMs));
  await transaction(async (tx) => {
    await tx.providerEvent.update({
      where: { provider_eventId: { provider, eventId } },
      data: { outcome: 'unknown', processedAt: isOver ? ctx.now : null },
    });
    const jobKey = `payments.settle:${provider}:${eventId}`;
    if (!isOver)
      await enqueue(tx, 'payments.settle', { provider, eventId }, { jobKey, runAt, maxAttempts: 25 });
  });
  if (isOver) log.warn({ requestId: ctx.requestId, provider, eventId }, 'an event is nobody’s');
}

async function settle(ctx: Context, payment: PaymentModel, subject: NoticeSubject): Promise<string> {
  switch (subject.kind) {
    case 'payment': {
      const outcome = await settleAttempt(ctx, payment, subject);
      // Some providers tell of a refund by telling of its payment again.
      if (outcome === 'before' && payment.provider === 'paymob') await syncRefunds(ctx, payment);
      return outcome;
    }
    case 'refund':
      await syncRefunds(ctx, payment);
      return 'refund';
    case 'dispute':
      return bringDispute(ctx, payment, subject.providerDisputeId);
    default:
      return 'nothing';
  }
}
