import type { CreditNoteDto, InvoiceDto, InvoiceLineDto } from '@/lib/domain/invoices/schema';
import {
  type Element,
  amount,
  filled,
  lineCategory,
  monetaryTotal,
  party,
  taxTotal,
  toXml,
} from './ubl-parts';

const dayOf = (instant: string) => instant.slice(0, 10);

/** The last day of a period, as UBL counts it; ours ends where the next begins. */
const lastDayBefore = (instant: string) => new Date(Date.parse(instant) - 1).toISOString().slice(0, 10);

function period(start: string | null, end: string | null): Element {
  if (!start || !end) return {};
  return { 'cac:InvoicePeriod': { 'cbc:StartDate': dayOf(start), 'cbc:EndDate': lastDayBefore(end) } };
}

/** An issued invoice as UBL 2.1: what it was at its issue, paid then or to be paid. */
export function invoiceUbl(invoice: InvoiceDto): string {
  const { currency, issuedAt, paidAt, dueOn, totalMinor } = invoice;
  const wasPaid = paidAt !== null && paidAt <= issuedAt;
  return toXml('Invoice', {
    'cbc:ID': invoice.number,
    'cbc:IssueDate': dayOf(issuedAt),
    'cbc:DueDate': dueOn ?? undefined,
    'cbc:InvoiceTypeCode': '380',
    'cbc:DocumentCurrencyCode': currency,
    ...period(invoice.periodStart, invoice.periodEnd),
    'cac:AccountingSupplierParty': party(invoice.seller, invoice.taxes),
    'cac:AccountingCustomerParty': party(invoice.buyer, invoice.taxes),
    'cac:PaymentMeans': { 'cbc:PaymentMeansCode': 'ZZZ', 'cbc:PaymentID': invoice.number },
    ...taxTotal(invoice),
    ...monetaryTotal({ ...invoice, prepaidMinor: wasPaid ? BigInt(totalMinor) : 0n }),
    'cac:InvoiceLine': invoice.lines.map((line) => invoiceLine(line, currency)),
  });
}

/** The price is the line's net for its quantity: what a discount took off stands in the line's own allowance. */
function invoiceLine(line: InvoiceLineDto, currency: string): Element {
  const isCredit = BigInt(line.netMinor) < 0n;
  const gross = BigInt(line.netMinor) + BigInt(line.discountMinor);
  return {
    'cbc:ID': String(line.position),
    // A price may not be below zero: the credit of a proration is minus one of it.
    'cbc:InvoicedQuantity': { '#text': isCredit ? '-1' : '1', '@unitCode': 'C62' },
    'cbc:LineExtensionAmount': amount(line.netMinor, currency),
    ...period(line.periodStart, line.periodEnd),
    'cac:AllowanceCharge':
      line.discountMinor === '0'
        ? undefined
        : {
            'cbc:ChargeIndicator': 'false',
            'cbc:AllowanceChargeReasonCode': '95',
            'cbc:AllowanceChargeReason': 'Discount',
            'cbc:Amount': amount(line.discountMinor, currency),
          },
    'cac:Item': {
      'cbc:Name': filled(line.description),
      ...lineCategory(line.taxCategory, line.taxBps),
    },
    'cac:Price': { 'cbc:PriceAmount': amount(gross < 0n ? -gross : gross, currency) },
  };
}

/** A credit note as UBL 2.1; amounts are above zero, and it names its invoice. */
export function creditNoteUbl(note: CreditNoteDto): string {
  const { currency } = note;
  return toXml('CreditNote', {
    'cbc:ID': note.number,
    'cbc:IssueDate': dayOf(note.issuedAt),
    'cbc:CreditNoteTypeCode': '381',
    'cbc:Note': filled(note.reason),
    'cbc:DocumentCurrencyCode': currency,
    'cac:BillingReference': {
      'cac:InvoiceDocumentReference': {
        'cbc:ID': note.invoiceNumber,
        'cbc:IssueDate': dayOf(note.invoiceIssuedAt),
      },
    },
    'cac:AccountingSupplierParty': party(note.seller, note.taxes),
    'cac:AccountingCustomerParty': party(note.buyer, note.taxes),
    ...taxTotal(note),
    ...monetaryTotal({ ...note, prepaidMinor: 0n }),
    'cac:CreditNoteLine': note.lines.map((line) => ({
      'cbc:ID': String(line.position),
      'cbc:CreditedQuantity': { '#text': '1', '@unitCode': 'C62' },
      'cbc:LineExtensionAmount': amount(line.netMinor, currency),
      'cac:Item': { 'cbc:Name': filled(line.description), ...lineCategory(line.category, line.rateBps) },
      'cac:Price': { 'cbc:PriceAmount': amount(line.netMinor, currency) },
    })),
  });
}
