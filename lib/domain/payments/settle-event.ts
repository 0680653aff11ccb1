import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import type { JobPayload } from '@/lib/core/jobs';
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
  const providerId = subject.kind === 'payment' ? subject.providerId : null;
  const providerPaymentId = subject.kind === 'payment' ? subject.providerPaymentId : null;
  const outcome = await settleAttempt(ctx, payment, { providerId, providerPaymentId });
  // The checkout's first event can outrun the row that learns its id; the sweep asks again if no later event comes.
  await db.providerEvent.update({ where: key, data: { processedAt: ctx.now, outcome } });
}
