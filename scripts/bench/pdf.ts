import { composeInvoice } from '@/lib/domain/documents/compose-invoice';
import { composeStatement } from '@/lib/domain/documents/compose-statement';
import type { InvoiceDto, PartyJson } from '@/lib/domain/invoices/schema';
import type { StatementDto } from '@/lib/domain/statements/schema';
import { renderPdf } from '@/lib/integrations/pdf/render';
import type { Sheet } from '@/lib/integrations/pdf/schema';

const party = { line2: '', region: '', email: 'billing@example.test' };
const seller: PartyJson = {
  ...{ ...party, name: 'Meterdesk sp. z o.o.', line1: 'ul. Żółkiewskiego 7', city: 'Łódź' },
  ...{ postalCode: '90-001', country: 'PL', taxId: 'PL7251801126' },
};
const latin: PartyJson = {
  ...{ ...party, name: 'Lighthouse Analytics GmbH', line1: 'Torstraße 12', city: 'Berlin' },
  ...{ postalCode: '10119', country: 'DE', taxId: 'DE136695976' },
};
const arabic: PartyJson = {
  ...{ ...party, name: 'شركة النيل للتجارة والتوزيع', line1: '٣ شارع التحرير، الدقي', city: 'القاهرة' },
  ...{ postalCode: '11511', country: 'EG', taxId: '100-531-385' },
};

const at = '2026-11-21T10:00:00.000Z';

function invoice(buyer: PartyJson, count: number): InvoiceDto {
  const tax = { rateId: 'rate', name: 'VAT 23 %', rateBps: 2_300, category: 'S' };
  const netMinor = (count * 7_110).toString();
  const taxMinor = (count * 1_635).toString();
  const totals = { netMinor, taxMinor, totalMinor: (count * 8_745).toString(), paidMinor: '0' };
  return {
    ...{ id: 'inv', number: 'INV-2026-000042', status: 'open', currency: 'EUR', what: '', moreLines: 0 },
    ...{ ...totals, creditedMinor: '0', dueMinor: totals.totalMinor, fromAccountMinor: '0' },
    ...{ issuedAt: at, dueOn: '2026-12-05', overdueDays: 0, paidAt: null, closedAt: null },
    ...{ organisationId: 'org', organisation: buyer.name, purchaseId: null, seller, buyer },
    ...{ periodStart: at, periodEnd: '2026-12-21T10:00:00.000Z', creditNotes: [], payments: [] },
    taxes: [{ ...tax, netMinor, taxMinor }],
    lines: Array.from({ length: count }, (_, index) => ({
      ...{ position: index + 1, kind: 'tier', description: `Professional, workspace ${index + 1}` },
      ...{ quantity: '1', unitMinor: '7900', discountMinor: '790', netMinor: '7110', taxMinor: '1635' },
      ...{ taxBps: 2_300, taxCategory: 'S', periodStart: null, periodEnd: null },
    })),
  };
}

/** A year of an account: two movements of money a week, and five of credits. */
function statement(): StatementDto {
  const day = (nth: number) => new Date(Date.UTC(2026, 0, 1 + nth)).toISOString();
  return {
    ...{
      from: '2026-01-01',
      to: '2026-12-31',
      currency: 'EUR',
      organisation: latin.name,
      seller,
      buyer: latin,
    },
    money: {
      ...{ openingMinor: '0', closingMinor: '0' },
      movements: Array.from({ length: 104 }, (_, nth) => ({
        ...{ at: day(nth * 3), kind: nth % 2 ? ('payment' as const) : ('invoice' as const) },
        ...{ reference: `INV-2026-${String(nth).padStart(6, '0')}`, provider: nth % 2 ? 'stripe' : null },
        ...{ amountMinor: nth % 2 ? '-8745' : '8745', balanceMinor: nth % 2 ? '0' : '8745' },
      })),
    },
    credits: {
      ...{ openingMicro: '0', closingMicro: '0' },
      movements: Array.from({ length: 260 }, (_, nth) => ({
        ...{
          at: day(nth),
          kind: 'deduct',
          serviceCode: 'csv-export',
          service: 'csv-export',
          reference: `job-${nth}`,
        },
        ...{ amountMicro: '-5000000', balanceMicro: '495000000' },
      })),
    },
  };
}

const word: Sheet = {
  ...{ paper: 'a4', language: 'en', kind: 'Invoice', number: '', issuer: '', at: new Date(at) },
  ...{ facts: [], parties: [], tables: [], totals: [], notes: [], pageWords: '' },
};

/** Each document that is measured; composed and drawn as the worker does it, without the database and the store. */
export const documents: Record<string, () => Promise<Buffer>> = {
  'one word on a page': () => renderPdf(word),
  'invoice, 6 lines, A4': () => renderPdf(composeInvoice(invoice(latin, 6), 'a4')),
  'the same, Letter': () => renderPdf(composeInvoice(invoice(latin, 6), 'letter')),
  'the same, Arabic buyer': () => renderPdf(composeInvoice(invoice(arabic, 6), 'a4')),
  'invoice, 60 lines': () => renderPdf(composeInvoice(invoice(latin, 60), 'a4')),
  'statement, 364 rows': () => renderPdf(composeStatement(statement(), 'a4', new Date(at))),
};
