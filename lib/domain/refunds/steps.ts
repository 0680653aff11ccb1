import type { Context } from '@/lib/core/context';
import type { PaymentModel, RefundModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import { newId } from '@/lib/core/ids';
import { dayIn } from '@/lib/core/time';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { lockPayment } from '@/lib/domain/payments/lock-payment';
import { readPayers } from '@/lib/domain/payments/payers';
import { takeBack } from './take-back';

/** Reads a refund as it is now; the caller holds its payment's lock. */
export const reread = (tx: Tx, { organisationId, id }: { organisationId: string; id: string }) =>
  tx.refund.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } } });

/**
 * The money is on its way back: credits clawed, credit note issued, journal posted, the payer told; once, whoever hears of
 * it first.
 */
export async function settleRefund(
  tx: Tx,
  ctx: Context,
  known: RefundModel,
  payment: PaymentModel,
  providerRefundId: string | null,
): Promise<void> {
  const { organisationId, id } = known;
  const locked = await lockPayment(tx, payment);
  const refund = await reread(tx, known);
  if (refund.status === 'succeeded') return;
  const { amountMinor, reason, isByHand, sentOn } = refund;
  const taken = await takeBack(tx, ctx, {
    ...{ payment: locked, amountMinor, id, kind: 'refund', reason },
    // Whoever sends it by hand sends it from the bank.
    from: accounts.cash(isByHand ? 'bank_transfer' : locked.provider),
    occurredAt: sentOn && dayIn(sentOn) < dayIn(ctx.now) ? sentOn : undefined,
  });
  await tx.refund.update({
    where: { organisationId_id: { organisationId, id } },
    data: {
      ...{ status: 'succeeded', settledAt: ctx.now, failure: null, ...taken },
      providerRefundId: providerRefundId ?? refund.providerRefundId,
    },
  });
  // The payment counts in its own currency.
  if (refund.currency === locked.currency)
    await tx.payment.update({
      where: { organisationId_id: { organisationId, id: locked.id } },
      data: { refundedMinor: { increment: amountMinor } },
    });
  await recordAudit(tx, ctx, {
    ...{ action: 'refund.settle', recordType: 'refund', recordId: id, organisationId },
    after: { amountMinor, paymentId: locked.id, clawedMicro: taken.clawedMicro, owedMicro: taken.owedMicro },
  });
  await queueLetters(tx, refund, 'sent');
}

async function queueLetters(tx: Tx, refund: RefundModel, outcome: 'sent' | 'failed'): Promise<void> {
  const { organisationId, id, amountMinor, currency, reason } = refund;
  const { name } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { name: true },
  });
  for (const payer of await readPayers(tx, organisationId))
    await enqueueEmail(tx, {
      ...{ key: `refund:${id}:${outcome}:${payer.id}`, to: payer.email, template: 'payment-refunded' },
      props: {
        ...{ outcome, organisation: name, amountMinor: amountMinor.toString(), currency, reason },
        url: `${env.APP_URL}/billing`,
      },
    });
}

/**
 * The provider refused it, or could not deliver it. What had been settled before stays clawed and credited: the money is
 * owed to the customer, waits on their account, and the next refund of the payment takes it from there. Once.
 */
export async function failRefund(
  tx: Tx,
  ctx: Context,
  known: RefundModel,
  payment: PaymentModel,
  failure: string,
): Promise<void> {
  const locked = await lockPayment(tx, payment);
  const refund = await reread(tx, known);
  if (refund.status === 'failed') return;
  const { organisationId, id, amountMinor } = refund;
  await tx.refund.update({
    where: { organisationId_id: { organisationId, id } },
    data: { status: 'failed', failure: failure.slice(0, 300) },
  });
  log.error({ requestId: ctx.requestId, refundId: id, organisationId, failure }, 'a refund failed');
  await recordAudit(tx, ctx, {
    ...{ action: 'refund.fail', recordType: 'refund', recordId: id, organisationId },
    after: { amountMinor, paymentId: locked.id, failure, wasSettled: refund.status === 'succeeded' },
  });
  if (refund.status === 'succeeded') await takeMoneyBack(tx, ctx, refund, locked);
}

/** Money that was sent came back: it is with the provider again, and the customer's. */
async function takeMoneyBack(tx: Tx, ctx: Context, refund: RefundModel, payment: PaymentModel) {
  const { organisationId, id, amountMinor, currency } = refund;
  if (currency === payment.currency)
    await tx.payment.update({
      where: { organisationId_id: { organisationId, id: payment.id } },
      data: { refundedMinor: { decrement: amountMinor } },
    });
  await tx.accountEntry.create({
    data: {
      ...{ organisationId, id: newId('accountEntry'), amountMinor, currency },
      ...{ kind: 'overpayment', reference: payment.id, at: ctx.now },
    },
  });
  await postJournal(tx, {
    ...{ organisationId, kind: 'refund', reference: id, now: ctx.now },
    lines: [
      { account: accounts.cash(payment.provider), amountMinor, currency },
      { account: accounts.customerBalance, amountMinor: -amountMinor, currency },
    ],
  });
  await queueLetters(tx, refund, 'failed');
}
