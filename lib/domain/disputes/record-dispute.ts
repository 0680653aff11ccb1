import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type PaymentModel, type Tx, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { lockPayment } from '@/lib/domain/payments/lock-payment';
import { openDispute } from './internal';
import { CloseDisputeInput, RecordDisputeInput } from './schema';
import { type Told, applyDispute } from './steps';

/**
 * Writes down a dispute that no provider tells of. The same `theirId` again is the same dispute. Errors: `not_found`;
 * `conflict` refundNotPaid; `invalid` refundTooMuch when it is more than what came and neither went back, nor is on its way
 * back, nor is disputed already.
 */
export async function recordDispute(
  ctx: Context,
  input: z.input<typeof RecordDisputeInput>,
): Promise<{ disputeId: string }> {
  authorise(ctx, 'payments:manage');
  const { paymentId, amountMinor: wanted, reason, theirId } = parse(RecordDisputeInput, input);
  const known = await db.payment.findFirst({ where: { id: paymentId } });
  if (!known) throw notFound();
  return transaction(async (tx) => {
    const payment = await lockPayment(tx, known);
    const providerDisputeId = `${payment.provider}:${theirId}`;
    const before = await tx.dispute.findFirst({ where: { providerDisputeId, paymentId } });
    if (before) return { disputeId: before.id };
    if (payment.status !== 'succeeded') throw new AppError('conflict', 'refundNotPaid');
    const left = await disputableOf(tx, payment);
    const amountMinor = wanted === undefined ? left : BigInt(wanted);
    if (amountMinor <= 0n || amountMinor > left)
      throw new AppError('invalid', 'invalidInput', { fields: { amountMinor: 'refundTooMuch' } });
    const told: Told = {
      ...{ providerDisputeId, status: 'needs_response', isInquiry: false, amountMinor, feeMinor: 0n },
      ...{ reason, dueAt: null, openedAt: ctx.now, isSubmitted: false },
    };
    const { id } = await applyDispute(tx, ctx, payment, told);
    return { disputeId: id };
  });
}

/** What came of a payment, less what went back or is on its way, and what is or was disputed and not won. */
async function disputableOf(tx: Tx, { organisationId, id: paymentId, ...payment }: PaymentModel) {
  const where = { organisationId, paymentId };
  const _sum = { amountMinor: true } as const;
  const pending = await tx.refund.aggregate({ where: { ...where, status: 'pending' }, _sum });
  const disputed = await tx.dispute.aggregate({ where: { ...where, NOT: { status: 'won' } }, _sum });
  const gone = (pending._sum.amountMinor ?? 0n) + (disputed._sum.amountMinor ?? 0n);
  return payment.receivedMinor - payment.refundedMinor - gone;
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
