import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type PaymentModel, type Tx, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { moneyToDecimal } from '@/lib/core/money';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockPayment } from '@/lib/domain/payments/lock-payment';
import { RequestRefundInput } from './schema';
import { settleRefund } from './steps';

/**
 * Sends a payment back, whole or in part: through its provider (a job does it, and tries again under the same key), or
 * as done where somebody sent it by hand. One at a time for a payment. Errors: `not_found`; `conflict` refundPending,
 * refundDisputed, refundNotPaid; `invalid` refundTooMuch with what is left (`left`).
 */
export async function requestRefund(
  ctx: Context,
  input: z.input<typeof RequestRefundInput>,
): Promise<{ refundId: string; status: 'pending' | 'succeeded' }> {
  authorise(ctx, 'payments:manage');
  const request = parse(RequestRefundInput, input);
  const known = await db.payment.findFirst({ where: { id: request.paymentId } });
  if (!known) throw notFound();
  return transaction(async (tx) => {
    const payment = await lockPayment(tx, known);
    const { organisationId, id: paymentId, currency } = payment;
    const amountMinor = await amountOf(tx, payment, request.amountMinor);
    const isByHand = request.isByHand || payment.provider === 'bank_transfer';
    const refund = await tx.refund.create({
      data: {
        ...{ organisationId, id: newId('refund'), paymentId, amountMinor, currency, isByHand },
        ...{ reason: request.reason, requestedById: caller(ctx), createdAt: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'refund.request', recordType: 'payment', recordId: paymentId, organisationId },
      ...{ after: { refundId: refund.id, amountMinor, currency, isByHand }, reason: request.reason },
    });
    if (isByHand) await settleRefund(tx, ctx, refund, payment, null);
    else await queueRefund(tx, refund);
    return { refundId: refund.id, status: isByHand ? 'succeeded' : 'pending' };
  });
}

export const queueRefund = (
  tx: Tx,
  { organisationId, id: refundId }: { organisationId: string; id: string },
  runAt?: Date,
) =>
  enqueue(
    tx,
    'payments.refund',
    { organisationId, refundId },
    { jobKey: `payments.refund:${refundId}`, runAt, maxAttempts: 25 },
  );

async function amountOf(tx: Tx, payment: PaymentModel, wanted: string | undefined): Promise<bigint> {
  const { organisationId, id: paymentId, currency } = payment;
  if (payment.status !== 'succeeded') throw new AppError('conflict', 'refundNotPaid');
  const where = { organisationId, paymentId };
  if ((await tx.refund.count({ where: { ...where, status: 'pending' } })) > 0)
    throw new AppError('conflict', 'refundPending');
  const disputes = await tx.dispute.findMany({ where, select: { status: true, amountMinor: true } });
  if (disputes.some(({ status }) => status === 'needs_response' || status === 'under_review'))
    throw new AppError('conflict', 'refundDisputed');
  const lost = disputes.reduce((sum, one) => sum + (one.status === 'lost' ? one.amountMinor : 0n), 0n);
  const left = payment.receivedMinor - payment.refundedMinor - lost;
  const amountMinor = wanted === undefined ? left : BigInt(wanted);
  if (amountMinor <= 0n || amountMinor > left)
    throw new AppError('invalid', 'refundTooMuch', {
      ...{ values: { left: moneyToDecimal(left > 0n ? left : 0n, currency), currency } },
      fields: { amountMinor: 'refundTooMuch' },
    });
  return amountMinor;
}
