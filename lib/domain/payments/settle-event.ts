import { type Context, authorise } from '@/lib/core/context';
import { type PaymentModel, db } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import type { JobPayload } from '@/lib/core/jobs';
import { bringDispute } from '@/lib/domain/disputes/bring-dispute';
import { syncRefunds } from '@/lib/domain/refunds/sync-refunds';
import type { NoticeSubject } from '@/lib/integrations/payment-provider';
import { providerOf } from './providers';
import { settleAttempt } from './settle-attempt';

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
  invariant(event?.organisationId && event.subjectId, `event ${eventId} is not stored`);
  if (event.processedAt) return;
  const payment = await db.payment.findUniqueOrThrow({
    where: { organisationId_id: { organisationId: event.organisationId, id: event.subjectId } },
  });
  const subject = providerOf(provider).subjectOf(event);
  const outcome = await settle(ctx, payment, subject);
  // The checkout's first event can outrun the row that learns its id; the sweep asks again if no later event comes.
  await db.providerEvent.update({ where: key, data: { processedAt: ctx.now, outcome } });
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
