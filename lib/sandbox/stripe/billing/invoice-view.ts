import type Stripe from 'stripe';
import type { StripeStore } from '../store';
import type { BillingRecord, InvoicePaymentState, InvoiceState, LineState } from './records';
import { wirePrice } from './shelf';
import { type Expand, list, noExpand } from './expand';

function lineView(store: StripeStore, invoice: InvoiceState, line: LineState) {
  const price = wirePrice(store, line.priceId);
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: line.discounts,
    discountable: !line.proration,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: invoice.subscriptionMetadata,
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: {
        ...{ invoice_item: null, proration: line.proration },
        proration_details: { credited_items: line.credited, discount_amounts: [] },
        subscription: invoice.subscription,
        subscription_item: `si_${invoice.subscription.slice(4)}`,
      },
    },
    period: { start: line.start, end: line.end },
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price: price.id, product: price.product },
      unit_amount_decimal: String(line.proration ? line.amount : price.unit_amount),
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: invoice.subscription,
    subtotal: line.amount,
    taxes: [],
  };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** What an invoice comes to. `due` may be less than `total` where a balance pays part of it. Minor units. */
export function totals(invoice: Pick<InvoiceState, 'lines' | 'startingBalance'>) {
  const subtotal = sum(invoice.lines.map(({ amount }) => amount));
  const byDiscount = new Map<string, number>();
  for (const { discount, amount } of invoice.lines.flatMap(({ discounts }) => discounts))
    byDiscount.set(discount, (byDiscount.get(discount) ?? 0) + amount);
  const discounts = [...byDiscount].map(([discount, amount]) => ({ amount, discount }));
  const total = subtotal - sum(discounts.map(({ amount }) => amount));
  const due = Math.max(0, total + invoice.startingBalance);
  return { subtotal, discounts, total, due };
}

export function paymentView(invoice: InvoiceState, payment: InvoicePaymentState): Stripe.InvoicePayment {
  return {
    id: payment.id,
    object: 'invoice_payment',
    amount_paid: payment.status === 'paid' ? payment.amount : null,
    amount_requested: payment.amount,
    created: payment.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: payment.intentId },
    status: payment.status,
    status_transitions: { canceled_at: null, paid_at: payment.paidAt },
  };
}

/** An invoice as API version 2026-10-28 answers it, every field present. */
export function invoiceView(
  store: StripeStore,
  billing: BillingRecord,
  invoice: InvoiceState,
  expand: Expand = noExpand,
) {
  const { subtotal, discounts, total, due } = totals(invoice);
  const customer = store.customers.get(billing.customer)?.customer;
  const url = `${store.publicUrl}/invoice/${invoice.id}`;
  const isDraft = invoice.status === 'draft';
  return {
    id: invoice.id,
    object: 'invoice',
    ...{ account_country: 'US', account_name: 'Meterdesk sandbox', account_tax_ids: null },
    ...{ amount_due: due, amount_overpaid: 0, amount_paid: invoice.amountPaid, amount_paid_off_stripe: 0 },
    ...{ amount_remaining: due - invoice.amountPaid, amount_shipping: 0, application: null },
    ...{
      attempt_count: invoice.attemptCount,
      attempted: invoice.attempted,
      auto_advance: invoice.autoAdvance,
    },
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: isDraft ? invoice.finalizesAt : null,
    billing_reason: invoice.reason,
    collection_method: 'charge_automatically',
    ...(expand.has('confirmation_secret') && {
      confirmation_secret: { client_secret: `${invoice.id}_secret_sandbox`, type: 'payment_intent' },
    }),
    ...{ created: invoice.created, currency: invoice.currency, custom_fields: null },
    ...{ customer: billing.customer, customer_account: null, customer_address: customer?.address ?? null },
    ...{
      customer_email: customer?.email ?? null,
      customer_name: customer?.name ?? null,
      customer_phone: null,
    },
    ...{ customer_shipping: null, customer_tax_exempt: 'none', customer_tax_ids: [] },
    ...{ default_payment_method: null, default_source: null, default_tax_rates: [], description: null },
    ...{
      discounts: discounts.map(({ discount }) => discount),
      due_date: null,
      effective_at: invoice.finalizedAt,
    },
    ...{ ending_balance: invoice.endingBalance, footer: null, from_invoice: null },
    ...{ hosted_invoice_url: isDraft ? null : url, invoice_pdf: isDraft ? null : `${url}/pdf` },
    ...{ issuer: { type: 'self' }, last_finalization_error: null, latest_revision: null },
    lines: list(
      invoice.lines.map((line) => lineView(store, invoice, line)),
      `/v1/invoices/${invoice.id}/lines`,
    ),
    ...{ livemode: false, metadata: invoice.metadata, next_payment_attempt: invoice.nextAttempt },
    ...{ number: invoice.number, on_behalf_of: null },
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: {
        metadata: invoice.subscriptionMetadata,
        subscription: invoice.subscription,
        ...(invoice.prorationDate !== null && { subscription_proration_date: invoice.prorationDate }),
      },
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    ...(expand.has('payments') && {
      payments: list(
        invoice.payments.map((payment) => paymentView(invoice, payment)),
        `/v1/invoice_payments?invoice=${invoice.id}`,
      ),
    }),
    ...{ period_end: invoice.periodEnd, period_start: invoice.periodStart },
    ...{ post_payment_credit_notes_amount: 0, pre_payment_credit_notes_amount: 0, receipt_number: null },
    ...{ rendering: null, shipping_cost: null, shipping_details: null },
    ...{ starting_balance: invoice.startingBalance, statement_descriptor: null, status: invoice.status },
    status_transitions: {
      ...{ finalized_at: invoice.finalizedAt, marked_uncollectible_at: invoice.uncollectibleAt },
      ...{ paid_at: invoice.paidAt, voided_at: invoice.voidedAt },
    },
    ...{ subtotal, subtotal_excluding_tax: subtotal, test_clock: null, total },
    ...{ total_discount_amounts: discounts, total_excluding_tax: total, total_pretax_credit_amounts: [] },
    ...{ total_taxes: [], webhooks_delivered_at: invoice.created },
  };
}
