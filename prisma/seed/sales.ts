import { jobContext } from '@/lib/core/context';
import { type PaymentModel, type Tx, transaction } from '@/lib/core/db';
import { type InvoiceDraft, issueInvoices } from '@/lib/domain/invoices/steps';
import { splitGross } from '@/lib/domain/tax/rules';
import { insertRows } from './bulk';
import type { Household } from './people';
import type { Bought } from './purchases';
import type { Period } from './subscriptions';
import { MINUTE_MS, type World, later } from './world';

/** Something that was invoiced; `payment` is of a tier's invoice, whose id is known when that is issued. */
export type Sale = { at: Date; draft: InvoiceDraft; payment?: Omit<PaymentModel, 'invoiceId'> };

const SALES_A_TRANSACTION = 60;

/** A pack is invoiced when it is paid. */
export function packSale({ purchase, payment }: Bought, paidAt: Date): Sale {
  const { organisationId, id: purchaseId, currency, packName: description, taxRateId, totalMinor } = purchase;
  const { listPriceMinor: unitMinor, discountMinor } = purchase;
  const line = {
    kind: 'pack' as const,
    description,
    unitMinor,
    discountMinor,
    amountMinor: totalMinor,
    taxRateId,
  };
  const paid = { provider: payment.provider };
  return { at: paidAt, draft: { organisationId, purchaseId, currency, lines: [line], paid } };
}

/** What a period's allowance cost: the invoice without its tax; nothing for a tier without a price. */
export function costOf(household: Household, { subscription, isUnpaid }: Period): bigint | null {
  if (subscription.collection === 'free' || isUnpaid) return null;
  return splitGross(subscription.priceMinor, household.tax.rateBps).netMinor;
}

/** Letters that are not taken for one another, as the product's references have them. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A period of a tier is paid by transfer as it begins, in Egypt through Paymob; null for a tier without a price. */
export function tierSale(world: World, household: Household, period: Period): Sale | null {
  const { subscription, start, end, isUnpaid } = period;
  if (subscription.collection === 'free') return null;
  const { organisationId, id: subscriptionId, tierName, priceMinor, currency, taxRateId } = subscription;
  const random = world.random(`tier:${subscriptionId}:${start.toISOString()}`);
  const provider = household.organisation.country === 'EG' ? 'paymob' : 'bank_transfer';
  const line = {
    ...{ kind: 'tier' as const, description: tierName, unitMinor: priceMinor, amountMinor: priceMinor },
    ...{ taxRateId, periodStart: start, periodEnd: end },
  };
  const draft = {
    organisationId,
    subscriptionId,
    currency,
    lines: [line],
    periodStart: start,
    periodEnd: end,
  };
  if (isUnpaid) return { at: start, draft };
  const id = world.ids.at('payment', start);
  const letters = Array.from({ length: 6 }, () => LETTERS[random.whole(0, LETTERS.length - 1)]).join('');
  const payment = {
    ...{ organisationId, id, provider, purchaseId: null, amountMinor: priceMinor, receivedMinor: priceMinor },
    ...{ refundedMinor: 0n, currency, status: 'succeeded' as const, providerId: null, url: null },
    reference: provider === 'bank_transfer' ? `MD-${letters}` : id,
    ...{ providerPaymentId: null, declineCode: null, difference: null, attempts: 1, createdById: null },
    ...{ createdAt: later(start, -MINUTE_MS), expiresAt: null, settledAt: start },
  };
  return { at: start, draft: { ...draft, paid: { provider } }, payment };
}

/** Issues what was sold in the order in which it was, so that the numbers tell it too, and ties the payments to it. */
export async function issueSales(sales: readonly Sale[]): Promise<void> {
  const inOrder = sales.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  for (let from = 0; from < inOrder.length; from += SALES_A_TRANSACTION)
    await transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL synchronous_commit = off`;
      await issueSome(tx, inOrder.slice(from, from + SALES_A_TRANSACTION));
    });
  await transaction(tie);
}

async function issueSome(tx: Tx, sales: Sale[]): Promise<void> {
  const payments: PaymentModel[] = [];
  for (const { at, draft, payment } of sales) {
    const [invoice] = await issueInvoices(tx, jobContext('demo', at), [draft]);
    if (payment && invoice) payments.push({ ...payment, invoiceId: invoice.id });
  }
  await insertRows(tx, 'Payment', payments);
}

async function tie(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Payment" p SET "invoiceId" = i.id FROM "Invoice" i
    WHERE i."organisationId" = p."organisationId" AND i."purchaseId" = p."purchaseId" AND p.status = 'succeeded'`;
  await tx.$executeRaw`
    UPDATE "Organisation" o SET "firstPaidAt" = first.at
    FROM (SELECT "organisationId", min("settledAt") AS at FROM "Payment" WHERE status = 'succeeded' GROUP BY 1) first
    WHERE o.id = first."organisationId"`;
}
