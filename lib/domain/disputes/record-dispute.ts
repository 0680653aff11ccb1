import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { openDispute } from './internal';
import { CloseDisputeInput, RecordDisputeInput } from './schema';
import { type Told, applyDispute } from './steps';

/**
 * Writes down a dispute that no provider tells of. The same `theirId` again is the same dispute. Errors: `not_found`;
 * `conflict` refundNotPaid; `invalid` refundTooMuch when it is more than the payment.
 */
export async function recordDispute(
  ctx: Context,
  input: z.input<typeof RecordDisputeInput>,
): Promise<{ disputeId: string }> {
  authorise(ctx, 'payments:manage');
  const { paymentId, amountMinor: wanted, reason, theirId } = parse(RecordDisputeInput, input);
  const payment = await db.payment.findFirst({ where: { id: paymentId } });
  if (!payment) throw notFound();
  if (payment.status !== 'succeeded') throw new AppError('conflict', 'refundNotPaid');
  const left = payment.receivedMinor - payment.refundedMinor;
  const amountMinor = wanted === undefined ? left : BigInt(wanted);
  if (amountMinor <= 0n || amountMinor > left)
    throw new AppError('invalid', 'invalidInput', { fields: { amountMinor: 'refundTooMuch' } });
  const told: Told = {
    ...{ providerDisputeId: `${payment.provider}:${theirId}`, status: 'needs_response', isInquiry: false },
    ...{ amountMinor, feeMinor: 0n, reason, dueAt: null, openedAt: ctx.now, isSubmitted: false },
  };
  const { id } = await transaction((tx) => applyDispute(tx, ctx, payment, told));
  return { disputeId: id };
}

/** The bank has decided about a dispute that was written down by hand. Errors: `not_found`; `conflict` disputeClosed. */
export async function closeRecordedDispute(
  ctx: Context,
  input: z.input<typeof CloseDisputeInput>,
): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { disputeId, outcome } = parse(CloseDisputeInput, input);
  await transaction(async (tx) => {
    const { payment, evidence: _, ...dispute } = await openDispute(tx, disputeId);
    if (payment.provider === 'stripe') throw new AppError('conflict', 'disputeByProvider');
    const { amountMinor, feeMinor, reason, openedAt, providerDisputeId, evidenceDueAt: dueAt } = dispute;
    await applyDispute(tx, ctx, payment, {
      ...{ providerDisputeId, status: outcome, isInquiry: false, amountMinor, feeMinor, reason, dueAt },
      ...{ openedAt, isSubmitted: dispute.submittedAt !== null },
    });
  });
}
