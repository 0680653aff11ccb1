import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type PaymentModel, type RefundModel, type Tx, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { moneyToDecimal } from '@/lib/core/money';
import { addDays, dayIn } from '@/lib/core/time';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockAccount } from '@/lib/domain/invoices/account';
import { lockPayment } from '@/lib/domain/payments/lock-payment';
import { leftOf, readFunds } from './funds';
import { RequestRefundInput } from './schema';
import { settleRefund } from './steps';

/**
 * Sends a payment back, whole or in part: through its provider (a job does it, and tries again under the same key), or
 * as done where somebody sent it by hand. One at a time for a payment; the same `token` is the same refund. Errors: `not_found`; `conflict` refundPending,
 * refundDisputed, refundNotPaid, refundByHand where the provider knows nothing of it; `invalid` refundTooMuch with what is
 * left (`left`), and for the day.
 */
export async function requestRefund(
  ctx: Context,
  input: z.input<typeof RequestRefundInput>,
): Promise<{ refundId: string; status: RefundModel['status'] }> {
  authorise(ctx, 'payments:manage');
  const request = parse(RequestRefundInput, input);
  const known = await db.payment.findFirst({ where: { id: request.paymentId } });
  if (!known) throw notFound();
  return transaction(async (tx) => {
    const payment = await lockPayment(tx, known);
    const { organisationId, id: paymentId } = payment;
    const before =
      request.token && (await tx.refund.findFirst({ where: { organisationId, token: request.token } }));
    if (before) return { refundId: before.id, status: before.status };
    const isByHand = request.isByHand || payment.provider === 'bank_transfer';
    if (!isByHand && !payment.providerPaymentId) throw new AppError('conflict', 'refundByHand');
    const money = await moneyOf(tx, payment, request.amountMinor);
    const sent = isByHand ? sentOf(ctx, request) : {};
    const refund = await tx.refund.create({
      data: {
        ...{ organisationId, id: newId('refund'), paymentId, ...money, isByHand, ...sent },
        ...{ reason: request.reason, token: request.token, requestedById: caller(ctx), createdAt: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'refund.request', recordType: 'payment', recordId: paymentId, organisationId },
      after: { refundId: refund.id, ...money, isByHand, sentOn: request.sentOn, bank: request.bankReference },
      reason: request.reason,
    });
    if (isByHand) await settleRefund(tx, ctx, refund, payment, null);
    else await queueRefund(tx, refund);
    return { refundId: refund.id, status: isByHand ? 'succeeded' : 'pending' };
  });
}

function sentOf(ctx: Context, { sentOn, bankReference }: z.output<typeof RequestRefundInput>) {
  const today = dayIn(ctx.now);
  const day = sentOn ?? today;
  if (day > today || day < dayIn(addDays(ctx.now, -366)))
    throw new AppError('invalid', 'invalidInput', { fields: { sentOn: 'dateOutOfRange' } });
  return { sentOn: new Date(`${day}T00:00:00Z`), bankReference };
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

async function moneyOf(tx: Tx, payment: PaymentModel, wanted: string | undefined) {
  const obstacle = await obstacleOf(tx, payment);
  if (obstacle) throw new AppError('conflict', obstacle);
  await lockAccount(tx, payment.organisationId);
  const funds = await readFunds(tx, payment);
  const { currency } = funds;
  const left = leftOf(funds);
  if (left === 0n && payment.status !== 'succeeded') throw new AppError('conflict', 'refundNotPaid');
  const amountMinor = wanted === undefined ? left : BigInt(wanted);
  if (amountMinor <= 0n || amountMinor > left)
    throw new AppError('invalid', 'refundTooMuch', {
      ...{ values: { left: moneyToDecimal(left, currency), currency } },
      fields: { amountMinor: 'refundTooMuch' },
    });
  return { amountMinor, currency };
}

/** What keeps any money of a payment from being sent back now. */
export async function obstacleOf(tx: Tx, { organisationId, id: paymentId }: PaymentModel) {
  const where = { organisationId, paymentId };
  if ((await tx.refund.count({ where: { ...where, status: 'pending' } })) > 0) return 'refundPending';
  const open = { ...where, status: { in: ['needs_response' as const, 'under_review' as const] } };
  return (await tx.dispute.count({ where: open })) > 0 ? 'refundDisputed' : null;
}
