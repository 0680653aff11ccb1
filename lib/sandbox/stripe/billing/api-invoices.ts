import { randomId } from '../../ids';
import type { ApiPart, ApiWorld, Change } from '../api-part';
import { cardFault, invalidParam, missingParam } from '../faults';
import type { Params } from '../params';
import { page } from '../views';
import { commits, current, ownerOf, readExpand, workOn } from './open';
import { readItem } from './change';
import { buildInvoice, collect, finalise, voidInvoice } from './invoices';
import { planChange } from './proration';
import type { InvoiceState } from './records';
import { itemText, priceOf } from './shelf';
import { invoiceView, paymentView } from './invoice-view';
import type { BillingWork, Charged } from './work';

type Routed = { params: Record<string, string> };

/** Invoices, what paid them, and what the next one would be. */
export function invoiceApi(world: ApiWorld): ApiPart {
  const { store } = world;
  const owner = (id: string) =>
    ownerOf(world, 'invoice', id, ({ invoices }) => invoices.some((invoice) => invoice.id === id));
  const change =
    (apply: (work: BillingWork, invoice: InvoiceState, params: Params) => Charged | null | void) =>
    ({ params: { id = '' } }: Routed, params: Params): Change => {
      const work = workOn(world, owner(id));
      const invoice = work.invoice(id);
      const charged = apply(work, invoice, params);
      const done = commits(work, invoiceView(store, work.draft, invoice, readExpand(params)));
      if (!charged?.error) return done;
      const { code, decline, message } = charged.error;
      const fault =
        code === 'missing'
          ? invalidParam('payment_method', message)
          : cardFault({ code, decline_code: decline, message, payment_intent: charged.intent });
      return { ...done, fault };
    };
  const rows = (work: BillingWork, params: Params) => {
    const [subscription, status] = [params.text('subscription'), params.text('status')];
    return work.draft.invoices
      .filter(
        (one) =>
          [null, one.subscription].includes(subscription) && (status === null || one.status === status),
      )
      .map((one) => invoiceView(store, work.draft, one, readExpand(params, 'data.')))
      .reverse();
  };
  return {
    reads: {
      '/v1/invoices/:id': ({ params: { id = '' } }, params) => {
        const work = current(world, owner(id));
        return invoiceView(store, work.draft, work.invoice(id), readExpand(params.allow('expand')));
      },
      '/v1/invoices/:id/lines': ({ params: { id = '' } }, params) => {
        const work = current(world, owner(id));
        const { lines } = invoiceView(store, work.draft, work.invoice(id));
        return page(
          lines.data,
          params.allow('limit', 'starting_after', 'expand'),
          `/v1/invoices/${id}/lines`,
        );
      },
      '/v1/invoices': (_request, params) => {
        params.allow('customer', 'subscription', 'status', 'limit', 'starting_after', 'expand', 'created');
        const subscription = params.text('subscription');
        const customer = params.text('customer');
        const holders = subscription
          ? [
              ownerOf(world, 'subscription', subscription, (r) =>
                r.subscriptions.some(({ id }) => id === subscription),
              ),
            ]
          : customer
            ? [customer]
            : [...store.billing.keys()];
        const found = holders.flatMap((holder) => rows(current(world, holder), params));
        return page(found, params, '/v1/invoices');
      },
      '/v1/invoice_payments': (_request, params) => {
        params.allow('invoice', 'payment', 'status', 'limit', 'starting_after', 'expand');
        const wanted = [params.text('invoice'), params.object('payment')?.text('payment_intent') ?? null];
        const found = [...store.billing.values()].flatMap(({ invoices }) =>
          invoices.flatMap((invoice) =>
            invoice.payments
              .filter(
                ({ intentId }) =>
                  [null, invoice.id].includes(wanted[0] ?? null) &&
                  [null, intentId].includes(wanted[1] ?? null),
              )
              .map((payment) => paymentView(invoice, payment)),
          ),
        );
        return page(found, params, '/v1/invoice_payments');
      },
    },
    writes: {
      '/v1/invoices/create_preview': (_request, params) => ({
        value: preview(world, params),
        commit: () => undefined,
      }),
      '/v1/invoices/:id': change((work, invoice, params) => {
        params.allow('auto_advance', 'metadata', 'expand');
        invoice.autoAdvance = params.flag('auto_advance') ?? invoice.autoAdvance;
        Object.assign(invoice.metadata, params.metadata());
        work.emitInvoice('invoice.updated', invoice);
      }),
      '/v1/invoices/:id/finalize': change((work, invoice, params) => {
        params.allow('auto_advance', 'expand');
        if (invoice.status !== 'draft')
          throw invalidParam('id', 'This invoice is finalized already.', 'invoice_not_editable');
        invoice.autoAdvance = params.flag('auto_advance') ?? invoice.autoAdvance;
        finalise(work, invoice);
        // Charged at once, though not within this request.
        if (invoice.paidAt === null && invoice.autoAdvance) invoice.nextAttempt = work.at;
      }),
      '/v1/invoices/:id/pay': change((work, invoice, params) => {
        params.allow('payment_method', 'off_session', 'expand');
        if (invoice.status === 'draft') finalise(work, invoice);
        if (invoice.status === 'paid')
          throw invalidParam('id', 'Invoice is already paid', 'invoice_already_paid');
        if (invoice.status !== 'open') throw invalidParam('id', `This invoice is ${invoice.status}.`);
        return collect(work, invoice, { methodId: params.text('payment_method') });
      }),
      '/v1/invoices/:id/void': change((work, invoice, params) => {
        params.allow('expand');
        if (!['open', 'uncollectible'].includes(invoice.status))
          throw invalidParam('id', `This invoice is ${invoice.status}.`);
        voidInvoice(work, invoice);
      }),
    },
  };
}

/** What a change would charge now (`always_invoice`), or the next renewal as things are. Nothing is kept. */
function preview(world: ApiWorld, params: Params) {
  params.allow('customer', 'subscription', 'subscription_details', 'preview_mode', 'discounts', 'expand');
  const id = params.text('subscription');
  if (!id) throw missingParam('subscription');
  const owner = ownerOf(world, 'subscription', id, (record) =>
    record.subscriptions.some((sub) => sub.id === id),
  );
  const work = workOn(world, owner);
  const sub = work.subscription(id);
  const details = params
    .object('subscription_details')
    ?.allow('items', 'proration_behavior', 'proration_date', 'billing_cycle_anchor', 'trial_end');
  const item = details && readItem(sub, details);
  const endsTrial = details?.text('trial_end') === 'now' && sub.status === 'trialing';
  const t = details?.integer('proration_date') ?? work.at;
  if (t < sub.periodStart || t > sub.periodEnd)
    throw invalidParam('proration_date', 'The proration date must be in the current period.');
  const price = priceOf(work.store, sub.priceId);
  const next = { priceId: price.id, quantity: sub.quantity, start: sub.periodEnd, end: sub.periodEnd };
  const whole = {
    ...next,
    amount: price.amount * sub.quantity,
    description: itemText(work.store, price, sub.quantity),
  };
  const lines = item
    ? planChange(work, sub, { ...item, t, anchorNow: endsTrial }).lines
    : [{ ...whole, proration: false }];
  const invoice = buildInvoice(work, sub, {
    ...{
      reason: 'upcoming',
      lines,
      periodStart: sub.periodStart,
      periodEnd: sub.periodEnd,
      prorationDate: item ? t : null,
    },
  });
  invoice.id = randomId('upcoming_in_1', 23);
  return invoiceView(world.store, work.draft, invoice);
}
