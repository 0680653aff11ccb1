import { jobContext } from '@/lib/core/context';
import { type InvoiceModel, type PaymentModel, db, transaction } from '@/lib/core/db';
import { gatherSettlement } from '@/lib/domain/payments/gather-settlements';
import { openPayment } from '@/lib/domain/payments/steps';
import { renewSubscriptions } from '@/lib/domain/subscriptions/renew-subscriptions';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';

/** The worker's own job: everything that is due at an instant. Answers how many turned or were invoiced. */
export const renew = (now: Date): Promise<number> => renewSubscriptions(jobContext('bench', now));

/** The open invoices, as a payment of each is awaited. */
export const openInvoices = (): Promise<InvoiceModel[]> =>
  db.invoice.findMany({ where: { status: 'open' }, orderBy: { id: 'asc' } });

/** What a customer does who chooses to pay: an attempt for an open invoice. */
export function open(invoice: InvoiceModel, now: Date): Promise<PaymentModel> {
  const { organisationId, id: invoiceId, totalMinor: amountMinor, currency } = invoice;
  const attempt = { organisationId, provider: 'paymob' as const, invoiceId, amountMinor, currency };
  return transaction((tx) => openPayment(tx, jobContext('bench', now), attempt));
}

/** What the job does when the provider says that it was paid: invoice paid, period turned, allowance granted. */
export async function pay(payment: PaymentModel, now: Date): Promise<void> {
  const { amountMinor, currency, id } = payment;
  const received = { amountMinor, currency, providerPaymentId: `txn_${id}` };
  const settled = await gatherSettlement(jobContext('bench', now), payment, received);
  if (settled !== 'settled') throw new Error(`payment ${id}: ${settled}`);
}

/** Laws of the ledger that the run has broken. */
export async function brokenLaws(): Promise<string[]> {
  const reports = await checkLaws(db, new Date());
  return reports.filter(({ differences }) => differences.length > 0).map(({ law }) => law);
}

export const disconnect = () => db.$disconnect();
