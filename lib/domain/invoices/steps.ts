import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { invariant, notFound } from '@/lib/core/errors';
import { dayIn } from '@/lib/core/time';
import { lockFunded } from './account';
import { accounts, bookedAt, postJournal } from './accounts';
import { announceInvoices, announcePaid } from './announce';
import { type InvoiceDraft, buildInvoices, issueWritten, writeDrafts } from './draft';
import { lockInvoice, readTaxes, recordOnAccount, reversed, writeOffLines } from './internal';
import { readBuyers, readSeller } from './parties';
import { payFromAccount } from './pay-from-account';

export type { InvoiceDraft } from './draft';
export type { DraftLine } from './rules';
export { issueCreditNote } from './credit-note';
export { voidInvoice, writeOffInvoice } from './close-invoice';

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

type Payment = Paid & { organisationId: string; invoiceId: string; receivedMinor: bigint };

/** A provider's second and a bank's day may lie before our instant of the issue: nothing is paid before it is there. */
const notBefore = ({ issuedAt }: InvoiceModel, at: Date) => (issuedAt && issuedAt > at ? issuedAt : at);

/** `paidMinor`: what this payment paid of the invoice; `overMinor`: the rest of it, now on the customer's account. */
export type PaymentOutcome = { invoice: InvoiceModel; paidMinor: bigint; overMinor: bigint };

/**
 * Money came for an issued invoice, in its currency: it pays what is due of it, in part or whole; the whole makes it
 * paid and defers its net. What is more, or comes for an invoice that is paid or void, is kept on the customer's
 * account. One that was written off is owed again first. Errors: `not_found`; a draft is a bug.
 */
export async function payInvoice(tx: Tx, ctx: Context, payment: Payment): Promise<PaymentOutcome> {
  const { organisationId, invoiceId, receivedMinor, provider, occurredAt } = payment;
  const before = await lockInvoice(tx, organisationId, invoiceId);
  invariant(before.status !== 'draft' && receivedMinor > 0n, `invoice ${invoiceId} cannot be paid`);
  const { currency } = before;
  const at = notBefore(before, occurredAt ?? ctx.now);
  const base = { organisationId, reference: invoiceId, now: ctx.now, occurredAt: at };
  const sums = { currency, taxes: readTaxes(before.taxes) };
  const isOwedAgain = before.status === 'uncollectible';
  if (isOwedAgain) await postJournal(tx, { ...base, kind: 'invoice', lines: reversed(writeOffLines(sums)) });
  const isDue = before.status === 'open' || isOwedAgain;
  const dueMinor = isDue ? before.totalMinor - before.paidMinor : 0n;
  const paidMinor = receivedMinor < dueMinor ? receivedMinor : dueMinor;
  const overMinor = receivedMinor - paidMinor;
  const isWhole = isDue && paidMinor === dueMinor;
  const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency });
  const cash = line(accounts.cash(provider), receivedMinor);
  const waiting = line(accounts.customerBalance, receivedMinor);
  // Cash comes on its day; until the invoice is there it is the customer's.
  const isEarly = occurredAt !== undefined && dayIn(occurredAt) < dayIn(at);
  const early = { ...base, kind: 'payment' as const, occurredAt };
  if (isEarly)
    await postJournal(tx, { ...early, lines: [cash, { ...waiting, amountMinor: -receivedMinor }] });
  await postJournal(tx, {
    ...base,
    kind: 'payment',
    lines: [
      isEarly ? waiting : cash,
      line(accounts.receivable, -paidMinor),
      line(accounts.customerBalance, -overMinor),
      line(accounts.billedInAdvance, isWhole ? before.netMinor : 0n),
      line(accounts.deferredRevenue, isWhole ? -before.netMinor : 0n),
    ],
  });
  await recordOnAccount(tx, ctx, {
    ...{ organisationId, amountMinor: overMinor, currency, kind: 'overpayment', reference: invoiceId },
  });
  if (paidMinor === 0n) return { invoice: before, paidMinor, overMinor };
  const invoice = await tx.invoice.update({
    where: { organisationId_id: { organisationId, id: invoiceId } },
    data: {
      paidMinor: { increment: paidMinor },
      ...(isWhole
        ? { status: 'paid', paidAt: await bookedAt(tx, ctx.now, at), closedAt: null }
        : { status: 'open', closedAt: null }),
    },
  });
  if (isWhole) await announcePaid(tx, invoice, invoice.paidAt ?? at);
  return { invoice, paidMinor, overMinor };
}
