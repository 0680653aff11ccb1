import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { invariant, notFound } from '@/lib/core/errors';
import { lockFunded } from './account';
import { announceInvoices } from './announce';
import { type InvoiceDraft, buildInvoices, issueWritten, writeDrafts } from './draft';
import { lockInvoice, readTaxes } from './internal';
import { readBuyers, readSeller } from './parties';
import { payFromAccount } from './pay-from-account';

export type { InvoiceDraft } from './draft';
export type { DraftLine } from './rules';
export { issueCreditNote } from './credit-note';
export { voidInvoice, writeOffInvoice } from './close-invoice';
export { type PaymentOutcome, payInvoice, payInvoices } from './pay-invoices';

type Paid = { provider: string; occurredAt?: Date };

/** Writes an invoice that is not issued: without a number and without a posting. */
export async function draftInvoice(tx: Tx, ctx: Context, draft: InvoiceDraft): Promise<InvoiceModel> {
  const built = await buildInvoices(tx, [draft]);
  await writeDrafts(tx, ctx, built);
  const [{ id } = { id: '' }] = built;
  const { organisationId } = draft;
  return tx.invoice.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } } });
}

/**
 * Issues a draft: seller and buyer are frozen as they are now, the journal posted, the number drawn. Errors:
 * `not_found`. One that is issued already is answered as it is.
 */
export async function issueDraft(
  tx: Tx,
  ctx: Context,
  { organisationId, invoiceId }: { organisationId: string; invoiceId: string },
): Promise<InvoiceModel> {
  const invoice = await lockInvoice(tx, organisationId, invoiceId);
  if (invoice.status !== 'draft') return invoice;
  const seller = await readSeller(tx);
  const buyer = (await readBuyers(tx, [organisationId])).get(organisationId);
  if (!buyer) throw notFound();
  const draft = {
    ...{ organisationId, currency: invoice.currency },
    dueOn: invoice.dueOn ?? undefined,
  };
  const issue = { id: invoiceId, draft, taxes: readTaxes(invoice.taxes), seller, buyer };
  const [issued] = await issueWritten(tx, ctx, [issue]);
  invariant(issued, 'an invoice was not issued');
  await announceInvoices(tx, [issued]);
  return issued;
}

/**
 * Issues any number of invoices, of one organisation or many, in a few statements. Their numbers are drawn at the end,
 * and everybody who issues waits for them until this transaction ends: come here last. Drafts with `paid` are paid; of
 * the others, what money on account pays. Of one that comes back paid the caller starts what it is for.
 */
export async function issueInvoices(
  tx: Tx,
  ctx: Context,
  drafts: readonly InvoiceDraft[],
): Promise<InvoiceModel[]> {
  if (drafts.length === 0) return [];
  const built = await buildInvoices(tx, drafts);
  await writeDrafts(tx, ctx, built);
  const funded = await lockFunded(tx, drafts);
  const issued: InvoiceModel[] = [];
  for (const invoice of await issueWritten(tx, ctx, built)) {
    const { organisationId, id: invoiceId, status, providerInvoiceId } = invoice;
    const isFunded = status === 'open' && !providerInvoiceId && funded.has(organisationId);
    issued.push(isFunded ? (await payFromAccount(tx, ctx, { organisationId, invoiceId })).invoice : invoice);
  }
  await announceInvoices(tx, issued);
  return issued;
}

/**
 * Issues an invoice that is to be paid: receivable, tax owed, the net billed in advance (kind `invoice`). It comes back
 * paid where money on account paid it: the caller starts what it is for.
 */
export async function issueInvoice(tx: Tx, ctx: Context, draft: InvoiceDraft): Promise<InvoiceModel> {
  const [invoice] = await issueInvoices(tx, ctx, [{ ...draft, paid: undefined }]);
  invariant(invoice, 'an invoice was not issued');
  return invoice;
}

/** Issues an invoice that was paid already: cash, tax owed, the net deferred (kind `purchase`). Once a purchase. */
export async function issuePaidInvoice(
  tx: Tx,
  ctx: Context,
  draft: InvoiceDraft,
  paid: Paid,
): Promise<InvoiceModel> {
  const [invoice] = await issueInvoices(tx, ctx, [{ ...draft, paid }]);
  invariant(invoice, 'an invoice was not issued');
  return invoice;
}
