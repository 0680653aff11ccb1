import { hash } from 'node:crypto';
import { type Context, tenant } from '@/lib/core/context';
import { type DocumentModel, type Tx, db, transaction } from '@/lib/core/db';
import { invariant, notFound } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { readBuyers, readSellerParty } from '@/lib/domain/invoices/parties';
import { getCreditNote } from '@/lib/domain/invoices/credit-note-queries';
import { getInvoice } from '@/lib/domain/invoices/queries';
import type { PartyJson } from '@/lib/domain/invoices/schema';
import { readTransferAccount } from '@/lib/domain/payments/transfer-account';
import { readStatement } from '@/lib/domain/statements/get-statement';
import type { Sheet } from '@/lib/integrations/pdf/schema';
import { composeCreditNote, composeInvoice } from './compose-invoice';
import { type PaymentFacts, composeProForma, composeReceipt } from './compose-payment';
import { composeStatement } from './compose-statement';
import type { DocumentDto, DocumentKind, Paper } from './schema';

const RANGE = /^(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})/;

export function rangeOf(subject: string): { from: string; to: string } {
  const [, from, to] = RANGE.exec(subject) ?? [];
  if (!from || !to) throw notFound();
  return { from, to };
}

/**
 * The subject under which a document is kept. A statement's ends with a hash of what it says: a range to which something
 * was added since is another document. Errors: `not_found` for what the organisation does not have.
 */
export async function storedSubject(ctx: Context, kind: DocumentKind, subject: string): Promise<string> {
  switch (kind) {
    case 'invoice':
      await getInvoice(ctx, { number: subject });
      return subject;
    case 'credit_note':
      await getCreditNote(ctx, { number: subject });
      return subject;
    case 'receipt':
    case 'pro_forma':
      await readPayment(tenant(ctx), subject, kind);
      return subject;
    case 'statement': {
      const { from, to } = rangeOf(subject);
      const statement = await readStatement(tenant(ctx), { from, to });
      return `${from}_${to}_${hash('sha256', JSON.stringify(statement)).slice(0, 16)}`;
    }
  }
}

/** All that a document says, read for the organisation of `ctx`. */
export async function composeSheet(
  ctx: Context,
  { kind, subject, paper, createdAt }: { kind: DocumentKind; subject: string; paper: Paper; createdAt: Date },
): Promise<Sheet> {
  switch (kind) {
    case 'invoice':
      return composeInvoice(await getInvoice(ctx, { number: subject }), paper);
    case 'credit_note':
      return composeCreditNote(await getCreditNote(ctx, { number: subject }), paper);
    case 'receipt':
      return composeReceipt(await readPayment(tenant(ctx), subject, kind), paper);
    case 'pro_forma': {
      const facts = await readPayment(tenant(ctx), subject, kind);
      return composeProForma(facts, await readTransferAccount(facts.currency), paper);
    }
    case 'statement':
      return composeStatement(await readStatement(tenant(ctx), rangeOf(subject)), paper, createdAt);
  }
}

/** A payment that can have this document: money that came in, or a transfer that is awaited. */
async function readPayment(
  organisationId: string,
  id: string,
  kind: 'receipt' | 'pro_forma',
): Promise<PaymentFacts> {
  const invoiceFacts = { select: { number: true, seller: true, buyer: true, lines: { take: 1 } } } as const;
  const row = await db.payment.findFirst({
    where: {
      ...{ organisationId, id },
      ...(kind === 'receipt' ? { receivedMinor: { gt: 0 } } : { provider: 'bank_transfer' }),
    },
    include: { invoice: invoiceFacts, purchase: { include: { invoice: invoiceFacts } } },
  });
  if (!row) throw notFound();
  const invoice = row.invoice ?? row.purchase?.invoice;
  const buyer = (await readBuyers(db, [organisationId])).get(organisationId);
  invariant(buyer, `payment ${id} has no payer`);
  return {
    ...{ provider: row.provider, reference: row.reference, currency: row.currency },
    ...{ amountMinor: row.amountMinor, receivedMinor: row.receivedMinor },
    ...{ createdAt: row.createdAt, expiresAt: row.expiresAt, settledAt: row.settledAt },
    invoiceNumber: invoice?.number ?? null,
    what: row.purchase?.packName ?? invoice?.lines[0]?.description ?? '',
    seller: (invoice?.seller as PartyJson | undefined) ?? (await readSellerParty(db)),
    buyer: (invoice?.buyer as PartyJson | undefined) ?? buyer,
  };
}

export const fileNameOf = (kind: DocumentKind, subject: string): string => {
  const name = kind === 'statement' ? Object.values(rangeOf(subject)).join('_') : subject;
  return `${kind.replace('_', '-')}-${name}.pdf`;
};

/** Finance reads as the customer would: the right was checked, and `organisationId` bounds every query. */
export const forOrganisation = (ctx: Context, organisationId: string): Context => ({
  ...ctx,
  actor: { kind: 'job', name: 'documents' },
  organisationId,
});

export const toDto = ({ id, status, kind, subject }: DocumentModel): DocumentDto => ({
  ...{ documentId: id, status: status === 'ready' || status === 'failed' ? status : 'queued' },
  fileName: fileNameOf(kind, subject),
});

/** The row of a document, made and queued where there is none; one that failed is tried again. */
export async function ensureDocument(
  ctx: Context,
  asked: { kind: DocumentKind; subject: string; paper?: Paper },
): Promise<DocumentModel> {
  const organisationId = tenant(ctx);
  const subject = await storedSubject(ctx, asked.kind, asked.subject);
  const paper = asked.paper ?? (await usualPaper(organisationId));
  const facts = { organisationId, kind: asked.kind, subject, paper };
  const where = { organisationId_kind_subject_paper: facts };
  const before = await db.document.findUnique({ where });
  if (before && before.status !== 'failed') return before;
  return transaction(async (tx) => {
    const document = await tx.document.upsert({
      where,
      create: { ...facts, id: newId('document'), createdAt: ctx.now },
      update: {},
    });
    if (document.status === 'ready') return document;
    await queue(tx, document);
    return tx.document.update({ where, data: { status: 'queued' } });
  });
}

const queue = (tx: Tx, { organisationId, id: documentId }: DocumentModel): Promise<void> =>
  enqueue(tx, 'documents.render', { organisationId, documentId }, { jobKey: `document:${documentId}` });

async function usualPaper(organisationId: string): Promise<Paper> {
  const profile = await db.billingProfile.findUnique({ where: { organisationId }, select: { paper: true } });
  return profile?.paper ?? 'a4';
}
