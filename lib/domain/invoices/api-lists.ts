import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type CreditNoteModel, type InvoiceModel, db } from '@/lib/core/db';
import { invariant, parse } from '@/lib/core/errors';
import { moneyToDecimal } from '@/lib/core/money';
import {
  type ApiCreditNote,
  type ApiInvoice,
  type ApiInvoiceSummary,
  ListCreditNotesByKeyInput,
  ListInvoicesByKeyInput,
} from './api-schema';
import { getCreditNote } from './credit-note-queries';
import { dayOf, instantOf } from './dto';
import { getInvoice } from './queries';
import { daysOverdue } from './rules';
import type { InvoiceNumberInput, TaxSumDto } from './schema';

type Page<T> = { data: T[]; nextCursor: string | null };

const NEWEST = [{ issuedAt: 'desc' as const }, { id: 'desc' as const }];

export function toApiSummary(invoice: InvoiceModel, now: Date): ApiInvoiceSummary {
  const { number, status, currency, issuedAt, totalMinor, paidMinor } = invoice;
  invariant(number && issuedAt && status !== 'draft', `invoice ${invoice.id} is a draft`);
  const money = (minor: bigint) => moneyToDecimal(minor, currency);
  const isOpen = status === 'open';
  return {
    ...{ number, status, currency: currency as ApiInvoiceSummary['currency'] },
    issuedAt: issuedAt.toISOString(),
    dueOn: dayOf(invoice.dueOn),
    paidAt: instantOf(invoice.paidAt),
    net: money(invoice.netMinor),
    tax: money(invoice.taxMinor),
    total: money(totalMinor),
    paid: money(paidMinor),
    credited: money(invoice.creditedMinor),
    due: money(isOpen ? totalMinor - paidMinor : 0n),
    daysOverdue: isOpen ? daysOverdue(invoice.dueOn, now) : 0,
  };
}

/** Issued invoices of the caller's organisation for programs, newest first, in keyset pages. */
export async function listInvoicesByKey(
  ctx: Context,
  input: z.input<typeof ListInvoicesByKeyInput>,
): Promise<Page<ApiInvoiceSummary>> {
  authorise(ctx, 'billing:read');
  const { cursor, limit, status } = parse(ListInvoicesByKeyInput, input);
  const organisationId = tenant(ctx);
  const rows = await db.invoice.findMany({
    where: { organisationId, number: { not: null }, status },
    orderBy: NEWEST,
    take: limit + 1,
    ...(cursor && { cursor: { organisationId_id: { organisationId, id: cursor } }, skip: 1 }),
  });
  const data = rows.slice(0, limit).map((row) => toApiSummary(row, ctx.now));
  return { data, nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}

const percentOf = (bps: number) => String(bps / 100);

const toApiTax = (tax: TaxSumDto, currency: string) => ({
  ...{ name: tax.name, percent: percentOf(tax.rateBps), category: tax.category },
  net: moneyToDecimal(BigInt(tax.netMinor), currency),
  tax: moneyToDecimal(BigInt(tax.taxMinor), currency),
});

/** One issued invoice of the caller's organisation for programs. Errors: `not_found`. */
export async function getInvoiceByKey(
  ctx: Context,
  input: z.input<typeof InvoiceNumberInput>,
): Promise<ApiInvoice> {
  const invoice = await getInvoice(ctx, input);
  const { currency } = invoice;
  const money = (minor: string) => moneyToDecimal(BigInt(minor), currency);
  return {
    ...{ number: invoice.number, status: invoice.status, currency: currency as ApiInvoice['currency'] },
    ...{ issuedAt: invoice.issuedAt, dueOn: invoice.dueOn, paidAt: invoice.paidAt },
    ...{ net: money(invoice.netMinor), tax: money(invoice.taxMinor), total: money(invoice.totalMinor) },
    ...{
      paid: money(invoice.paidMinor),
      credited: money(invoice.creditedMinor),
      due: money(invoice.dueMinor),
    },
    daysOverdue: invoice.overdueDays,
    ...{ purchaseId: invoice.purchaseId, periodStart: invoice.periodStart, periodEnd: invoice.periodEnd },
    ...{ seller: invoice.seller, buyer: invoice.buyer },
    taxes: invoice.taxes.map((tax) => toApiTax(tax, currency)),
    lines: invoice.lines.map((line) => ({
      ...{ description: line.description, quantity: line.quantity, unitPrice: money(line.unitMinor) },
      ...{ discount: money(line.discountMinor), net: money(line.netMinor), tax: money(line.taxMinor) },
      ...{ taxPercent: percentOf(line.taxBps), periodStart: line.periodStart, periodEnd: line.periodEnd },
    })),
    creditNotes: invoice.creditNotes.map(({ number }) => number),
    payments: invoice.payments.map(({ provider, reference, receivedMinor, settledAt }) => ({
      ...{ provider, reference, amount: money(receivedMinor), paidAt: settledAt },
    })),
  };
}

/** Credit notes of the caller's organisation for programs, newest first, in keyset pages. */
export async function listCreditNotesByKey(
  ctx: Context,
  input: z.input<typeof ListCreditNotesByKeyInput>,
): Promise<Page<ApiCreditNote>> {
  authorise(ctx, 'billing:read');
  const { cursor, limit } = parse(ListCreditNotesByKeyInput, input);
  const organisationId = tenant(ctx);
  const rows = await db.creditNote.findMany({
    where: { organisationId },
    include: { invoice: { select: { number: true } } },
    orderBy: NEWEST,
    take: limit + 1,
    ...(cursor && { cursor: { organisationId_id: { organisationId, id: cursor } }, skip: 1 }),
  });
  const data = rows.slice(0, limit).map(({ invoice, ...row }) =>
    toApiCreditNote({
      ...row,
      invoiceNumber: invoice.number ?? '',
      taxes: row.taxes as unknown as TaxSumDto[],
    }),
  );
  return { data, nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}

/** One credit note of the caller's organisation for programs. Errors: `not_found`. */
export async function getCreditNoteByKey(
  ctx: Context,
  input: z.input<typeof InvoiceNumberInput>,
): Promise<ApiCreditNote> {
  const { issuedAt, netMinor, taxMinor, totalMinor, ...note } = await getCreditNote(ctx, input);
  const sums = { netMinor: BigInt(netMinor), taxMinor: BigInt(taxMinor), totalMinor: BigInt(totalMinor) };
  return toApiCreditNote({ ...note, ...sums, issuedAt: new Date(issuedAt) });
}

type Note = Pick<CreditNoteModel, 'number' | 'reason' | 'currency' | 'issuedAt'> &
  Record<'netMinor' | 'taxMinor' | 'totalMinor', bigint> & { invoiceNumber: string; taxes: TaxSumDto[] };

const toApiCreditNote = (note: Note): ApiCreditNote => ({
  ...{ number: note.number, invoice: note.invoiceNumber, reason: note.reason },
  currency: note.currency as ApiCreditNote['currency'],
  issuedAt: note.issuedAt.toISOString(),
  net: moneyToDecimal(note.netMinor, note.currency),
  tax: moneyToDecimal(note.taxMinor, note.currency),
  total: moneyToDecimal(note.totalMinor, note.currency),
  taxes: note.taxes.map((tax) => toApiTax(tax, note.currency)),
});
