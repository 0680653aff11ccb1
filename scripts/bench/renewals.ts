import { jobContext } from '@/lib/core/context';
import { type InvoiceModel, db, transaction } from '@/lib/core/db';
import { openPayment, settlePayment } from '@/lib/domain/payments/steps';
import { renewSubscriptions } from '@/lib/domain/subscriptions/renew-subscriptions';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';

/** The worker's own job: everything that is due at an instant. Answers how many turned or were invoiced. */
export const renew = (now: Date): Promise<number> => renewSubscriptions(jobContext('bench', now));

/** The open invoices, as a transfer of each is awaited. */
export const openInvoices = (): Promise<InvoiceModel[]> =>
  db.invoice.findMany({ where: { status: 'open' }, orderBy: { id: 'asc' } });

/** A transfer arrives: the attempt, the invoice paid, the period turned, its allowance granted; one transaction. */
export async function pay(invoice: InvoiceModel, now: Date): Promise<void> {
  const ctx = jobContext('bench', now);
  const { organisationId, id: invoiceId, totalMinor: amountMinor, currency } = invoice;
  const attempt = { organisationId, provider: 'bank_transfer' as const, invoiceId, amountMinor, currency };
  await transaction(async (tx) => {
    const payment = await openPayment(tx, ctx, attempt);
    await settlePayment(tx, ctx, payment, { amountMinor, currency, providerPaymentId: null });
  });
}

/** Laws of the ledger that the run has broken. */
export async function brokenLaws(): Promise<string[]> {
  const reports = await checkLaws(db, new Date());
  return reports.filter(({ differences }) => differences.length > 0).map(({ law }) => law);
}

export const disconnect = () => db.$disconnect();
