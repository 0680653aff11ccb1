import { env } from '@/lib/core/env';
import { formatDate, formatDecimal, formatMoney } from '@/lib/core/format';
import type { CreditNoteDto, InvoiceDto } from '@/lib/domain/invoices/schema';
import type { Sheet, SheetTable } from '@/lib/integrations/pdf/schema';
import type { Paper } from './schema';
import { language, partyLines, rateText, span, t, taxNotes, taxTotals } from './words';

const parties = ({ seller, buyer }: Pick<InvoiceDto, 'seller' | 'buyer'>): Sheet['parties'] => [
  { label: t('seller'), lines: partyLines(seller) },
  { label: t('buyer'), lines: partyLines(buyer) },
];

const money = (label: string, width: number) => ({ label, width, isNumber: true });

/** An invoice as it was issued: what became of it since stands in receipts, credit notes and statements. */
export function composeInvoice(invoice: InvoiceDto, paper: Paper): Sheet {
  const { currency, issuedAt, paidAt, dueOn, periodStart, periodEnd } = invoice;
  const wasPaid = paidAt !== null && paidAt <= issuedAt;
  const total = formatMoney(invoice.totalMinor, currency);
  return {
    ...{ paper, language, kind: t('kind.invoice'), number: invoice.number, issuer: invoice.seller.name },
    at: new Date(issuedAt),
    facts: [
      { label: t('fact.issued'), value: formatDate(issuedAt) },
      ...(wasPaid ? [{ label: t('fact.paid'), value: formatDate(paidAt) }] : []),
      ...(!wasPaid && dueOn ? [{ label: t('fact.due'), value: formatDate(dueOn) }] : []),
      ...(periodStart && periodEnd ? [{ label: t('fact.period'), value: span(periodStart, periodEnd) }] : []),
      { label: t('fact.currency'), value: currency },
    ],
    parties: parties(invoice),
    headline: wasPaid
      ? t('headline.paid', { amount: total, date: formatDate(paidAt) })
      : t(dueOn ? 'headline.due' : 'headline.total', { amount: total, date: dueOn ? formatDate(dueOn) : '' }),
    tables: [linesTable(invoice)],
    totals: [
      { label: t('total.net'), value: formatMoney(invoice.netMinor, currency) },
      ...taxTotals(invoice.taxes, currency),
      { label: t('total.invoice'), value: total, isStrong: true },
    ],
    notes: [
      ...taxNotes(invoice.taxes),
      ...(wasPaid ? [] : [t('note.pay', { url: `${env.APP_URL}/billing/invoices/${invoice.number}` })]),
    ],
    pageWords: t.raw('page') as string,
  };
}

function linesTable({ lines, currency }: InvoiceDto): SheetTable {
  const hasDiscount = lines.some(({ discountMinor }) => discountMinor !== '0');
  return {
    columns: [
      { label: t('column.description') },
      money(t('column.quantity'), 44),
      money(t('column.unit'), 66),
      ...(hasDiscount ? [money(t('column.discount'), 60)] : []),
      money(t('column.tax'), 40),
      money(t('column.net'), 70),
    ],
    rows: lines.map((line) => [
      line.periodStart && line.periodEnd
        ? `${line.description} · ${span(line.periodStart, line.periodEnd)}`
        : line.description,
      formatDecimal(line.quantity),
      formatMoney(line.unitMinor, currency),
      ...(hasDiscount
        ? [line.discountMinor === '0' ? '' : formatMoney(-BigInt(line.discountMinor), currency)]
        : []),
      rateText(line.taxBps),
      formatMoney(line.netMinor, currency),
    ]),
  };
}

/** A credit note with the parties of its invoice. */
export function composeCreditNote(note: CreditNoteDto, paper: Paper): Sheet {
  const { currency } = note;
  const total = formatMoney(note.totalMinor, currency);
  return {
    ...{ paper, language, kind: t('kind.credit_note'), number: note.number, issuer: note.seller.name },
    at: new Date(note.issuedAt),
    facts: [
      { label: t('fact.issued'), value: formatDate(note.issuedAt) },
      { label: t('fact.invoice'), value: note.invoiceNumber },
      { label: t('fact.invoiceDate'), value: formatDate(note.invoiceIssuedAt) },
      { label: t('fact.currency'), value: currency },
    ],
    parties: parties(note),
    headline: t('headline.credited', { amount: total, date: formatDate(note.issuedAt) }),
    tables: [
      {
        columns: [
          { label: t('column.description') },
          money(t('column.tax'), 40),
          money(t('column.net'), 80),
          money(t('column.gross'), 80),
        ],
        rows: note.lines.map((line) => [
          line.description,
          rateText(line.rateBps),
          formatMoney(line.netMinor, currency),
          formatMoney(BigInt(line.netMinor) + BigInt(line.taxMinor), currency),
        ]),
      },
    ],
    totals: [
      { label: t('total.net'), value: formatMoney(note.netMinor, currency) },
      ...taxTotals(note.taxes, currency),
      { label: t('total.credit_note'), value: total, isStrong: true },
    ],
    notes: taxNotes(note.taxes),
    pageWords: t.raw('page') as string,
  };
}
