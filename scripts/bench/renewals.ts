import { jobContext } from '@/lib/core/context';
import { type InvoiceModel, type PaymentModel, db, transaction } from '@/lib/core/db';
import { gatherSettlement } from '@/lib/domain/payments/gather-settlements';
import { openPayment } from '@/lib/domain/payments/steps';
import { gatherRemote } from '@/lib/domain/subscriptions/gather-remote';
import { renewSubscriptions } from '@/lib/domain/subscriptions/renew-subscriptions';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';
import type { BillingInvoice } from '@/lib/integrations/stripe/invoices';
import type { BillingSubscription } from '@/lib/integrations/stripe/subscriptions';

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

type Card = { organisationId: string; id: string; providerId: string };

/** What a job does when Stripe has answered: `dues` are the starts of all periods so far, the present one and its end. */
export async function renewByCard({ organisationId, id, providerId }: Card, dues: Date[]): Promise<void> {
  const [periodStart, periodEnd] = dues.slice(-2);
  if (!periodStart || !periodEnd) throw new Error('a period has two ends');
  const invoices = dues.slice(0, -1).map((due, n) => invoiceOf(providerId, due, dues[n + 1] ?? periodEnd));
  const remote: BillingSubscription = {
    ...{ id: providerId, organisationId, subscriptionId: id, customerId: `cus_${id}`, status: 'active' },
    ...{ itemId: `si_${id}`, priceId: 'price_starter', tierCode: 'starter', interval: 'month' },
    ...{ priceMinor: 1_900n, currency: 'USD', startedAt: periodStart, periodStart, periodEnd },
    ...{ trialEndsAt: null, cancelsAt: null, endedAt: null, pausedAt: null, scheduleId: null },
    ...{ hasPendingUpdate: false, latestInvoiceId: invoices.at(-1)?.id ?? null, discount: null, tax: null },
    paymentMethodId: null,
  };
  const ctx = jobContext('bench', periodStart);
  await gatherRemote({ ctx, organisationId, remote, invoices, readAt: periodStart });
}

function invoiceOf(providerId: string, periodStart: Date, periodEnd: Date): BillingInvoice {
  const amount = { totalMinor: 1_900n, dueMinor: 1_900n, paidMinor: 1_900n, currency: 'USD' };
  const id = `in_${providerId}_${periodStart.getTime()}`;
  return {
    ...{ id, subscriptionId: providerId, status: 'paid', reason: 'cycle', ...amount, attemptCount: 1 },
    ...{ createdAt: periodStart, finalisedAt: periodStart, paidAt: periodStart, nextAttemptAt: null },
    ...{ payUrl: null, isAutomatic: true, paymentIntentId: `pi_${id}` },
    lines: [
      {
        ...{ description: 'Starter', amountMinor: 1_900n, discountMinor: 0n, isProration: false },
        ...{ priceId: 'price_starter', tierCode: 'starter', tax: null, periodStart, periodEnd },
      },
    ],
  };
}

/** Lots that were granted to subscriptions by card for the period that begins at an instant, at what was paid. */
export const countPaid = (periodStart: Date): Promise<number> =>
  db.lot.count({ where: { periodStart, costMinor: 1_900n, subscriptionId: { startsWith: 'sub_c' } } });

/** Laws of the ledger that the run has broken. */
export async function brokenLaws(): Promise<string[]> {
  const reports = await checkLaws(db, new Date());
  return reports.filter(({ differences }) => differences.length > 0).map(({ law }) => law);
}

export const disconnect = () => db.$disconnect();
