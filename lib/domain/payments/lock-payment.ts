import type { InvoiceModel, PaymentModel, PurchaseModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { lockRows } from '@/lib/core/lock-rows';

/** A payment and what it is for, locked. */
export type LockedPayment = {
  payment: PaymentModel;
  purchase: PurchaseModel | undefined;
  invoice: InvoiceModel | undefined;
};

/**
 * Locks what payments are for, then the payments: whoever settles any attempt for one purchase or invoice waits for the
 * others. Gives them as they are then, in the order asked for.
 */
export async function lockPayments(tx: Tx, known: readonly PaymentModel[]): Promise<LockedPayment[]> {
  const keys = (of: (payment: PaymentModel) => string | null) =>
    known.flatMap((payment) => {
      const id = of(payment);
      return id === null ? [] : { organisationId: payment.organisationId, id };
    });
  const purchases = await lockRows(
    tx,
    'Purchase',
    keys(({ purchaseId }) => purchaseId),
  );
  const invoices = await lockRows(
    tx,
    'Invoice',
    keys(({ invoiceId }) => invoiceId),
  );
  const payments = await lockRows(
    tx,
    'Payment',
    keys(({ id }) => id),
  );
  return known.map(({ id }) => {
    const payment = payments.get(id);
    invariant(payment, `payment ${id} is not there`);
    const { purchaseId, invoiceId } = payment;
    return { payment, purchase: purchases.get(purchaseId ?? ''), invoice: invoices.get(invoiceId ?? '') };
  });
}

/** One payment, locked so. */
export async function lockPayment(tx: Tx, known: PaymentModel): Promise<PaymentModel> {
  const [locked] = await lockPayments(tx, [known]);
  invariant(locked, `payment ${known.id} is not there`);
  return locked.payment;
}
