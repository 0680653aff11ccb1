import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { type PaymentOutcome, payInvoices } from '@/lib/domain/invoices/steps';
import { startPaidPeriods } from '@/lib/domain/subscriptions/start-paid-period';
import { grantPurchase } from './grant-purchase';
import type { LockedPayment } from './lock-payment';

type InvoicePayment = Parameters<typeof payInvoices>[2][number];

/** What attempts that were paid pay for; the caller holds the locks of both. */
export async function settleSubjects(
  tx: Tx,
  ctx: Context,
  settled: readonly (LockedPayment & { received: { amountMinor: bigint; occurredAt?: Date } })[],
): Promise<void> {
  const forInvoices: InvoicePayment[] = [];
  for (const { payment, purchase, received } of settled) {
    const { organisationId, provider, invoiceId } = payment;
    const { amountMinor: receivedMinor, occurredAt } = received;
    if (purchase) {
      await grantPurchase(tx, ctx, purchase, { provider, occurredAt });
      continue;
    }
    invariant(invoiceId, `payment ${payment.id} pays for nothing that is known`);
    forInvoices.push({ organisationId, invoiceId, receivedMinor, provider, occurredAt });
  }
  await payAllAndStart(tx, ctx, forInvoices);
}

async function payAllAndStart(
  tx: Tx,
  ctx: Context,
  payments: readonly InvoicePayment[],
): Promise<PaymentOutcome[]> {
  const outcomes = await payInvoices(tx, ctx, payments);
  const paid = outcomes.filter(({ invoice, paidMinor }) => paidMinor > 0n && invoice.status === 'paid');
  await startPaidPeriods(
    tx,
    ctx,
    paid.map(({ invoice }) => invoice),
  );
  return outcomes;
}

/** Money for an invoice; when it is paid whole, the period that it is for begins. */
export async function payAndStart(tx: Tx, ctx: Context, payment: InvoicePayment): Promise<PaymentOutcome> {
  const [outcome] = await payAllAndStart(tx, ctx, [payment]);
  invariant(outcome, `invoice ${payment.invoiceId} was not paid`);
  return outcome;
}
