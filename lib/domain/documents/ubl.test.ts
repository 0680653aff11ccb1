import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Rate, buildLines, sumByRate } from '@/lib/domain/invoices/rules';
import type { CreditNoteDto, InvoiceDto, PartyJson } from '@/lib/domain/invoices/schema';
import { taxCategories } from '@/lib/domain/tax/schema';
import { ublSchemas } from '@/lib/testing/ubl-schema';
import { creditNoteUbl, invoiceUbl } from './write-ubl';

const seller: PartyJson = {
  ...{ name: 'Meterdesk sp. z o.o.', line1: 'ul. Żółkiewskiego 7', line2: '', city: 'Łódź', region: '' },
  ...{ postalCode: '90-001', country: 'PL', taxId: 'PL7251801126', email: 'billing@meterdesk.test' },
};
const buyer = { ...seller, name: 'R&D <GmbH>\u0001', country: 'DE', taxId: 'DE136695976', email: null };
const tax = {
  rateId: 'a',
  name: 'Reverse charge',
  rateBps: 0,
  category: 'AE',
  netMinor: '9000',
  taxMinor: '0',
};
const line = {
  ...{
    position: 1,
    kind: 'tier',
    description: 'Starter',
    quantity: '1',
    unitMinor: '10000',
    discountMinor: '1000',
  },
  ...{ netMinor: '9000', taxMinor: '0', taxBps: 0, taxCategory: 'AE' },
  ...{ periodStart: '2026-11-01T00:00:00.000Z', periodEnd: '2026-12-01T00:00:00.000Z' },
};

const invoice = (over: Partial<InvoiceDto> = {}): InvoiceDto => ({
  ...{ id: 'inv', number: 'INV-2026-000042', status: 'open', what: 'Starter', moreLines: 0, currency: 'EUR' },
  ...{
    totalMinor: '9000',
    paidMinor: '0',
    creditedMinor: '0',
    dueMinor: '9000',
    netMinor: '9000',
    taxMinor: '0',
  },
  ...{
    issuedAt: '2026-11-21T10:00:00.000Z',
    dueOn: '2026-12-05',
    overdueDays: 0,
    paidAt: null,
    closedAt: null,
  },
  ...{
    organisationId: 'org',
    organisation: 'R&D',
    purchaseId: null,
    fromAccountMinor: '0',
    taxes: [tax],
    lines: [line],
    seller,
    buyer,
  },
  ...{ periodStart: line.periodStart, periodEnd: line.periodEnd, creditNotes: [], payments: [] },
  ...over,
});

const note: CreditNoteDto = {
  ...{
    id: 'cn',
    number: 'CN-2026-000003',
    invoiceNumber: 'INV-2026-000042',
    reason: 'Outage',
    currency: 'EUR',
  },
  ...{ invoiceIssuedAt: '2026-11-21T10:00:00.000Z', issuedAt: '2026-11-22T10:00:00.000Z' },
  ...{ netMinor: '9000', taxMinor: '0', totalMinor: '9000', taxes: [tax], seller, buyer },
  lines: [{ ...tax, position: 1, description: 'Outage' }],
};

const draftLine = {
  kind: 'tier' as const,
  description: 'Zażółć «gęślą» شركة',
  taxRateId: '' as string | null,
};
/** As the database gives it back. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
  );
const sumOf = <K extends string>(rows: Record<K, string>[], ...keys: K[]) =>
  rows.reduce((sum, row) => keys.reduce((part, key) => part + BigInt(row[key]), sum), 0n).toString();

const { files, root } = ublSchemas();
beforeAll(() => {
  const bytes = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]);
  xmlRegisterInputProvider(
    new XmlBufferInputProvider(Object.fromEntries(bytes) as Record<string, Uint8Array>),
  );
});

function check(name: 'Invoice' | 'CreditNote', text: string): void {
  const schema = XmlDocument.fromString(files[root(name)] ?? '', { url: root(name) });
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
  } finally {
    for (const one of [document, validator, schema]) one.dispose();
  }
}

describe('UBL 2.1', () => {
  it('is valid for an invoice that is open, paid at once, taxed, and for a credit of a proration', () => {
    const rate = { ...tax, category: 'S', rateBps: 775, name: 'VAT' };
    check('Invoice', invoiceUbl(invoice()));
    check('Invoice', invoiceUbl(invoice({ paidAt: '2026-11-21T10:00:00.000Z', taxes: [rate] })));
    const credit = { ...line, position: 2, netMinor: '-4000', unitMinor: '-4000', discountMinor: '0' };
    check('Invoice', invoiceUbl(invoice({ lines: [line, credit], periodStart: null, currency: 'JPY' })));
    check('Invoice', invoiceUbl(invoice({ taxes: [{ ...tax, category: 'O' }], dueOn: null })));
    const nameless = { ...buyer, name: '', line1: '', city: '', postalCode: '', country: '', taxId: null };
    check('Invoice', invoiceUbl(invoice({ buyer: nameless })));
  });

  it('is valid for a credit note', () => check('CreditNote', creditNoteUbl(note)));

  it('is valid for invoices and credit notes of every tax case, in any currency, paid or not', () => {
    const cases = taxCategories.flatMap((category) =>
      (category === 'S' ? [500, 775, 2_300] : [0]).map((rateBps) => ({ category, rateBps })),
    );
    for (const { category, rateBps } of cases)
      for (const currency of ['EUR', 'JPY', 'KWD']) {
        const rate = { rateId: category, name: category, category, rateBps };
        const drafted = [
          { ...draftLine, amountMinor: 9_001n, unitMinor: 10_001n, discountMinor: 1_000n },
          { ...draftLine, amountMinor: -3_333n },
          { ...draftLine, amountMinor: 20_000n, quantity: '4', taxRateId: null },
        ];
        const rates = new Map<string | null, Rate>([[category, rate]]);
        const built = buildLines(
          drafted.map((line) => ({ ...line, taxRateId: line.taxRateId === null ? null : category })),
          rates,
        );
        const lines = plain(built) as InvoiceDto['lines'];
        const taxes = plain(sumByRate(built, rates)) as InvoiceDto['taxes'];
        const [netMinor, taxMinor] = [sumOf(taxes, 'netMinor'), sumOf(taxes, 'taxMinor')];
        const totals = {
          netMinor,
          taxMinor,
          totalMinor: sumOf([{ netMinor, taxMinor }], 'netMinor', 'taxMinor'),
        };
        const paid = { paidAt: '2026-11-21T10:00:00.000Z', dueOn: null, periodStart: null };
        for (const over of [{}, paid])
          check('Invoice', invoiceUbl(invoice({ ...totals, ...over, currency, taxes, lines })));
        const credited = taxes.map((tax, index) => ({ ...tax, position: index + 1, description: 'Outage' }));
        check('CreditNote', creditNoteUbl({ ...note, ...totals, currency, taxes, lines: credited }));
      }
  });

  it('carries decimals of the currency, escapes, and drops what XML cannot write', () => {
    const text = invoiceUbl(invoice());
    expect(text).toContain('<cbc:PayableAmount currencyID="EUR">90.00</cbc:PayableAmount>');
    expect(text).toContain('<cbc:Name>R&amp;D &lt;GmbH&gt;</cbc:Name>');
    expect(text).toContain('<cbc:EndDate>2026-11-30</cbc:EndDate>');
    expect(text).toContain('VATEX-EU-AE');
    expect(invoiceUbl(invoice({ currency: 'JPY' }))).toContain('currencyID="JPY">9000<');
    const paid = invoiceUbl(invoice({ paidAt: '2026-11-21T10:00:00.000Z' }));
    expect(paid).toContain('<cbc:PayableAmount currencyID="EUR">0.00</cbc:PayableAmount>');
  });

  it('is refused by the schema when it is wrong', () => {
    const text = invoiceUbl(invoice());
    const due = '<cbc:DueDate>2026-12-05</cbc:DueDate>';
    for (const wrong of [
      text.replace(due, '').replace('<cbc:IssueDate>', `${due}<cbc:IssueDate>`),
      text.replace(' currencyID="EUR"', ''),
      text.replace('2026-12-05', '05.12.2026'),
      creditNoteUbl(note).replace('<cbc:CreditNoteTypeCode>', `${due}<cbc:CreditNoteTypeCode>`),
    ])
      expect(() => check(wrong.includes('<CreditNote') ? 'CreditNote' : 'Invoice', wrong)).toThrow();
  });
});

describe('who sells and buys', () => {
  const outside = { ...tax, category: 'O', rateBps: 0 };
  it('is named by a VAT id with its country, and by a registration outside the scope of VAT (BR-O-02)', () => {
    const taxed = invoiceUbl(invoice());
    expect(taxed).toContain('<cac:PartyTaxScheme>');
    for (const id of taxed.matchAll(/<cac:PartyTaxScheme>\s*<cbc:CompanyID>(.*?)</g))
      expect(id[1]).toMatch(/^[A-Z]{2}[0-9A-Z]+$/);
    const untaxed = invoiceUbl(
      invoice({ taxes: [outside], lines: [{ ...line, taxCategory: 'O', taxBps: 0 }] }),
    );
    expect(untaxed).not.toContain('PartyTaxScheme');
    expect(untaxed).toMatch(/<cac:PartyLegalEntity>[^]*?<cbc:CompanyID>/);
    check('Invoice', untaxed);
  });
});
