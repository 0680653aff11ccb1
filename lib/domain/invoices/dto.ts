import type { CreditNoteModel, InvoiceLineModel, InvoiceModel, PaymentModel } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { daysOverdue } from './rules';
import type {
  CreditNoteDto,
  CreditNoteRow,
  InvoiceDto,
  InvoiceLineDto,
  InvoicePaymentDto,
  InvoiceRow,
  PartyJson,
  TaxSumDto,
} from './schema';

export const dayOf = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;
export const instantOf = (date: Date | null): string | null => date?.toISOString() ?? null;

export type RowShape = InvoiceModel & { lines: { description: string }[]; _count: { lines: number } };

/** An issued invoice as lists show it. */
export function toRow(invoice: RowShape, now: Date): InvoiceRow {
  const { number, status, issuedAt, totalMinor, paidMinor, creditedMinor } = invoice;
  invariant(number && issuedAt && status !== 'draft', `invoice ${invoice.id} is a draft`);
  const isOpen = status === 'open';
  return {
    ...{ id: invoice.id, number, status, currency: invoice.currency },
    what: invoice.lines[0]?.description ?? '',
    moreLines: Math.max(0, invoice._count.lines - 1),
    totalMinor: totalMinor.toString(),
    paidMinor: paidMinor.toString(),
    creditedMinor: creditedMinor.toString(),
    dueMinor: (isOpen ? totalMinor - paidMinor : 0n).toString(),
    issuedAt: issuedAt.toISOString(),
    dueOn: dayOf(invoice.dueOn),
    overdueDays: isOpen ? daysOverdue(invoice.dueOn, now) : 0,
  };
}

const toLine = (line: InvoiceLineModel): InvoiceLineDto => ({
  ...{ position: line.position, kind: line.kind, description: line.description },
  quantity: line.quantity.toString(),
  unitMinor: line.unitMinor.toString(),
  discountMinor: line.discountMinor.toString(),
  netMinor: line.netMinor.toString(),
  taxMinor: line.taxMinor.toString(),
  taxBps: line.taxBps,
  taxCategory: line.taxCategory,
  periodStart: instantOf(line.periodStart),
  periodEnd: instantOf(line.periodEnd),
});

const toPayment = (payment: PaymentModel): InvoicePaymentDto => ({
  ...{ id: payment.id, provider: payment.provider, status: payment.status, reference: payment.reference },
  receivedMinor: payment.receivedMinor.toString(),
  settledAt: instantOf(payment.settledAt),
});

export type WholeShape = InvoiceModel & {
  organisation: { name: string };
  lines: InvoiceLineModel[];
  creditNotes: CreditNoteModel[];
  payments: PaymentModel[];
  purchase: { payments: PaymentModel[] } | null;
};

/** An issued invoice with all that belongs to it. */
export function toInvoice(invoice: WholeShape, fromAccountMinor: bigint, now: Date): InvoiceDto {
  const row = toRow({ ...invoice, _count: { lines: invoice.lines.length } }, now);
  const payments = new Map(
    [...invoice.payments, ...(invoice.purchase?.payments ?? [])].map((payment) => [payment.id, payment]),
  );
  return {
    ...row,
    ...{ organisationId: invoice.organisationId, organisation: invoice.organisation.name },
    purchaseId: invoice.purchaseId,
    fromAccountMinor: fromAccountMinor.toString(),
    netMinor: invoice.netMinor.toString(),
    taxMinor: invoice.taxMinor.toString(),
    taxes: invoice.taxes as unknown as TaxSumDto[],
    lines: invoice.lines.map(toLine),
    seller: invoice.seller as unknown as PartyJson,
    buyer: invoice.buyer as unknown as PartyJson,
    periodStart: instantOf(invoice.periodStart),
    periodEnd: instantOf(invoice.periodEnd),
    paidAt: instantOf(invoice.paidAt),
    closedAt: instantOf(invoice.closedAt),
    creditNotes: invoice.creditNotes.map((note) => ({
      ...{ id: note.id, number: note.number, reason: note.reason },
      totalMinor: note.totalMinor.toString(),
      issuedAt: note.issuedAt.toISOString(),
    })),
    payments: [...payments.values()].filter(({ receivedMinor }) => receivedMinor > 0n).map(toPayment),
  };
}

type CreditNoteRowShape = CreditNoteModel & {
  invoice: { number: string | null };
  organisation: { name: string };
};

/** A credit note as lists show it. */
export const toCreditNoteRow = ({ invoice, organisation, ...note }: CreditNoteRowShape): CreditNoteRow => ({
  ...{ id: note.id, number: note.number, reason: note.reason, currency: note.currency },
  invoiceNumber: invoice.number ?? '',
  totalMinor: note.totalMinor.toString(),
  issuedAt: note.issuedAt.toISOString(),
  ...{ organisationId: note.organisationId, organisation: organisation.name },
});

export type CreditNoteShape = CreditNoteModel & {
  invoice: { number: string | null; issuedAt: Date | null };
};

export function toCreditNote(note: CreditNoteShape): CreditNoteDto {
  return {
    ...{ id: note.id, number: note.number, reason: note.reason, currency: note.currency },
    invoiceNumber: note.invoice.number ?? '',
    invoiceIssuedAt: instantOf(note.invoice.issuedAt) ?? '',
    netMinor: note.netMinor.toString(),
    taxMinor: note.taxMinor.toString(),
    totalMinor: note.totalMinor.toString(),
    taxes: note.taxes as unknown as TaxSumDto[],
    lines: note.lines as unknown as CreditNoteDto['lines'],
    seller: note.seller as unknown as PartyJson,
    buyer: note.buyer as unknown as PartyJson,
    issuedAt: note.issuedAt.toISOString(),
  };
}
