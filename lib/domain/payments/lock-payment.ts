import type { PaymentModel, Tx } from '@/lib/core/db';

/**
 * Locks what a payment is for, then the payment: whoever settles any attempt for one purchase or invoice waits for the
 * others. Gives the payment as it is then.
 */
export async function lockPayment(tx: Tx, known: PaymentModel): Promise<PaymentModel> {
  const { organisationId, id, purchaseId, invoiceId } = known;
  if (purchaseId)
    await tx.$queryRaw`SELECT 1 FROM "Purchase" WHERE "organisationId" = ${organisationId} AND id = ${purchaseId} FOR UPDATE`;
  if (invoiceId)
    await tx.$queryRaw`SELECT 1 FROM "Invoice" WHERE "organisationId" = ${organisationId} AND id = ${invoiceId} FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Payment" WHERE "organisationId" = ${organisationId} AND id = ${id} FOR UPDATE`;
  return tx.payment.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } } });
}
