import type { LotModel, PaymentModel, Tx } from '@/lib/core/db';

/** The lot that a payment bought: a pack's, or the allowance of the period that its invoice is for. */
export async function lotOf(tx: Tx, payment: PaymentModel): Promise<LotModel | null> {
  const { organisationId, purchaseId, invoiceId, difference } = payment;
  if (difference) return null;
  if (purchaseId)
    return tx.lot.findUnique({ where: { organisationId_purchaseId: { organisationId, purchaseId } } });
  const where = { organisationId_id: { organisationId, id: invoiceId ?? '' } };
  const invoice = await tx.invoice.findUnique({ where });
  if (!invoice?.subscriptionId || !invoice.periodStart) return null;
  const { subscriptionId, periodStart } = invoice;
  return tx.lot.findUnique({
    where: {
      organisationId_subscriptionId_periodStart: { organisationId, subscriptionId, periodStart },
    },
  });
}

/** What the sale gave back so far, over all that was paid for the same purchase or invoice, and what that cost. */
export async function readTaken(tx: Tx, payment: PaymentModel) {
  const { organisationId, purchaseId, invoiceId } = payment;
  const payments = await tx.payment.findMany({
    where: { organisationId, difference: null, ...(purchaseId ? { purchaseId } : { invoiceId }) },
    select: { id: true },
  });
  const where = { organisationId, paymentId: { in: payments.map(({ id }) => id) } };
  // A refund that failed after it had succeeded took its credits all the same: its money waits on the account.
  const [refunds, disputes] = [
    await tx.refund.aggregate({ where, _sum: { soldMinor: true } }),
    await tx.dispute.aggregate({ where, _sum: { soldMinor: true } }),
  ];
  return {
    takenMinor: (refunds._sum.soldMinor ?? 0n) + (disputes._sum.soldMinor ?? 0n),
    paidMinor: await paidOf(tx, payment),
  };
}

async function paidOf(tx: Tx, { organisationId, purchaseId, invoiceId, amountMinor }: PaymentModel) {
  if (purchaseId) {
    const where = { organisationId_id: { organisationId, id: purchaseId } };
    return (await tx.purchase.findUniqueOrThrow({ where })).totalMinor;
  }
  const where = { organisationId_id: { organisationId, id: invoiceId ?? '' } };
  return (await tx.invoice.findUnique({ where }))?.totalMinor ?? amountMinor;
}
