import Stripe from 'stripe';
import { type PriceTax, readPriceTaxes, tierOfProduct } from './billing-catalogue';
import { callStripe } from './client';

export interface BillingInvoice {
  id: string;
  subscriptionId: string | null;
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  /** create: the first. cycle: a renewal. update: a change within a period. */
  reason: 'create' | 'cycle' | 'update' | 'other';
  totalMinor: bigint;
  dueMinor: bigint;
  paidMinor: bigint;
  /** ISO 4217 in upper case. */
  currency: string;
  createdAt: Date;
  finalisedAt: Date | null;
  paidAt: Date | null;
  attemptCount: number;
  nextAttemptAt: Date | null;
  payUrl: string | null;
  /** Stripe goes on by itself: a draft is made an invoice, an open one is charged. */
  isAutomatic: boolean;
  lines: {
    description: string;
    /** Gross as charged, before the invoice's discounts; below zero in a proration's credit. */
    amountMinor: bigint;
    discountMinor: bigint;
    isProration: boolean;
    priceId: string | null;
    /** Ours, of the tier that was charged or given back; null for anything else. */
    tierCode: string | null;
    /** The tax in the price that was charged or given back; null where that says nothing of it. */
    tax: PriceTax | null;
    periodStart: Date;
    periodEnd: Date;
  }[];
  /** The payment intent that paid it, or that was tried last. */
  paymentIntentId: string | null;
}

const at = (seconds: number) => new Date(seconds * 1_000);
const orNull = (seconds: number | null | undefined) => (seconds == null ? null : at(seconds));
const idOf = (reference: string | { id: string } | null | undefined) =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);
const statuses = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const;
const reasons = {
  subscription_create: 'create',
  subscription_cycle: 'cycle',
  subscription_update: 'update',
} as const;

type Taxes = ReadonlyMap<string | null, PriceTax | null>;

const priceOf = ({ pricing }: Stripe.InvoiceLineItem) => idOf(pricing?.price_details?.price);

function lineOf(line: Stripe.InvoiceLineItem, taxes: Taxes): BillingInvoice['lines'][number] {
  const parent = line.parent;
  const priceId = priceOf(line);
  return {
    description: line.description ?? '',
    amountMinor: BigInt(line.amount),
    discountMinor: (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + BigInt(amount), 0n),
    isProration:
      (parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration) === true,
    ...{ priceId, tax: taxes.get(priceId) ?? null },
    tierCode: tierOfProduct(line.pricing?.price_details?.product ?? ''),
    ...{ periodStart: at(line.period.start), periodEnd: at(line.period.end) },
  };
}

function invoiceOf(invoice: Stripe.Invoice, taxes: Taxes): BillingInvoice {
  const payments = invoice.payments?.data ?? [];
  const payment = payments.find(({ status }) => status === 'paid') ?? payments.at(-1);
  return {
    id: invoice.id,
    subscriptionId: idOf(invoice.parent?.subscription_details?.subscription),
    status: statuses.find((one) => one === invoice.status) ?? 'draft',
    reason: reasons[invoice.billing_reason as keyof typeof reasons] ?? 'other',
    ...{ totalMinor: BigInt(invoice.total), dueMinor: BigInt(invoice.amount_due) },
    paidMinor: BigInt(invoice.amount_paid),
    currency: invoice.currency.toUpperCase(),
    createdAt: at(invoice.created),
    finalisedAt: orNull(invoice.status_transitions.finalized_at),
    paidAt: orNull(invoice.status_transitions.paid_at),
    ...{ attemptCount: invoice.attempt_count, nextAttemptAt: orNull(invoice.next_payment_attempt) },
    payUrl: invoice.hosted_invoice_url ?? null,
    isAutomatic: invoice.auto_advance === true,
    lines: invoice.lines.data.map((line) => lineOf(line, taxes)),
    paymentIntentId: idOf(payment?.payment.payment_intent),
  };
}

/** The newest invoices of a subscription, the oldest of them first. Throws `not_found`, `provider_unavailable`. */
export async function listBillingInvoices(subscriptionId: string): Promise<BillingInvoice[]> {
  const page = await callStripe((stripe) =>
    stripe.invoices.list({ subscription: subscriptionId, limit: 24, expand: ['data.payments'] }),
  );
  const taxes = await readPriceTaxes(page.data.flatMap(({ lines }) => lines.data.map(priceOf)));
  return page.data.map((invoice) => invoiceOf(invoice, taxes)).reverse();
}

/**
 * Makes a draft an invoice now, which Stripe charges at once; left alone it does so after an hour. One that is none any
 * more stays as it is. Throws `not_found`, `provider_unavailable`.
 */
export async function finaliseBillingInvoice(id: string): Promise<void> {
  await callStripe(async (stripe) => {
    try {
      await stripe.invoices.finalizeInvoice(id, { auto_advance: true });
    } catch (error) {
      // Somebody else was first, or it cannot be made one: then Stripe says so itself when its hour is over.
      const isRefused = error instanceof Stripe.errors.StripeInvalidRequestError;
      if (!isRefused || error.code === 'resource_missing') throw error;
    }
  });
}

/**
 * Tries to charge an open invoice now; the answer is whether it is paid, and the page to pay it at if not.
 * Throws `not_found`, `provider_unavailable`.
 */
export async function payBillingInvoice(id: string): Promise<{ isPaid: boolean; payUrl: string | null }> {
  return callStripe(async (stripe) => {
    try {
      const { status, hosted_invoice_url: url } = await stripe.invoices.pay(id);
      return { isPaid: status === 'paid', payUrl: url ?? null };
    } catch (error) {
      const isRefused =
        error instanceof Stripe.errors.StripeCardError ||
        error instanceof Stripe.errors.StripeInvalidRequestError;
      if (!isRefused || error.code === 'resource_missing') throw error;
      const invoice = await stripe.invoices.retrieve(id);
      return { isPaid: invoice.status === 'paid', payUrl: invoice.hosted_invoice_url ?? null };
    }
  });
}
