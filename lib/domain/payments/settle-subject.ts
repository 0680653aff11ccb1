import type { Context } from '@/lib/core/context';
import type { PaymentModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { bookedAt } from '@/lib/domain/invoices/accounts';
import { type PaymentOutcome, payInvoice } from '@/lib/domain/invoices/steps';
import { startPaidPeriod } from '@/lib/domain/subscriptions/start-paid-period';
import { grantPurchase } from './grant-purchase';

/** What an attempt that was paid pays for; the caller holds the locks of both. */
export async function settleSubject(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  received: { amountMinor: bigint; occurredAt?: Date },
): Promise<void> {
  const { organisationId, provider, purchaseId, invoiceId } = payment;
  const { amountMinor: receivedMinor, occurredAt } = received;
  await tx.organisation.updateMany({
    where: { id: organisationId, firstPaidAt: null },
    data: { firstPaidAt: await bookedAt(tx, ctx.now, occurredAt) },
  });
  if (purchaseId) {
    const where = { organisationId_id: { organisationId, id: purchaseId } };
    const purchase = await tx.purchase.findUniqueOrThrow({ where });
    return grantPurchase(tx, ctx, purchase, { provider, occurredAt });
  }
  invariant(invoiceId, `payment ${payment.id} pays for nothing that is known`);
  await payAndStart(tx, ctx, { organisationId, invoiceId, receivedMinor, provider, occurredAt });
}

/** Money for an invoice; when it is paid whole, the period that it is for begins. */
export async function payAndStart(
  tx: Tx,
  ctx: Context,
  payment: Parameters<typeof payInvoice>[2],
): Promise<PaymentOutcome> {
  const outcome = await payInvoice(tx, ctx, payment);
  if (outcome.paidMinor > 0n && outcome.invoice.status === 'paid')
    await startPaidPeriod(tx, ctx, outcome.invoice);
  return outcome;
}
