import type { ApiCreditNote, ApiInvoice, ApiInvoiceSummary } from '@/lib/domain/invoices/api-schema';
import type { ApiSubscription } from '@/lib/domain/subscriptions/api-schema';
import type { ApiStatement } from '@/lib/domain/statements/api-schema';

export const invoiceSummary: ApiInvoiceSummary = {
  ...{ number: 'INV-2026-000042', status: 'paid', currency: 'EUR', dueOn: '2026-11-21' },
  ...{ issuedAt: '2026-11-21T10:01:12.000Z', paidAt: '2026-11-21T10:01:12.000Z', daysOverdue: 0 },
  ...{ net: '100.00', tax: '19.00', total: '119.00', paid: '119.00', credited: '0.00', due: '0.00' },
};

const party = {
  ...{ name: 'Example GmbH', line1: 'Lindenweg 1', line2: '', city: 'Köln', region: '', postalCode: '50667' },
  ...{ country: 'DE', taxId: 'DE136695976', email: 'accounts@example.com' },
};
const taxes = [{ name: 'VAT 19%', percent: '19', category: 'S', net: '100.00', tax: '19.00' }];

export const invoice: ApiInvoice = {
  ...invoiceSummary,
  ...{ purchaseId: 'pur_01kahw5xd3e6mrxq06h0gz5b2n', periodStart: null, periodEnd: null },
  ...{ seller: { ...party, name: 'Meterdesk' }, buyer: party, taxes, creditNotes: [] },
  payments: [
    {
      ...{ provider: 'stripe', reference: 'MD-4KX7QP', amount: '119.00' },
      paidAt: invoiceSummary.paidAt,
    },
  ],
  lines: [
    {
      ...{ description: '1,000 credits', quantity: '1', unitPrice: '100.00', discount: '0.00' },
      ...{ net: '100.00', tax: '19.00', taxPercent: '19', periodStart: null, periodEnd: null },
    },
  ],
};

export const creditNote: ApiCreditNote = {
  ...{ number: 'CN-2026-000003', invoice: invoice.number, reason: 'Refund', currency: 'EUR', taxes },
  ...{ issuedAt: '2026-11-22T09:00:00.000Z', net: '100.00', tax: '19.00', total: '119.00' },
};

const at = invoice.issuedAt;

export const statement: ApiStatement = {
  ...{ from: '2026-11-01', to: '2026-11-30', currency: 'EUR' },
  money: {
    opening: '0.00',
    movements: [
      {
        ...{ at, kind: 'invoice', reference: invoice.number, provider: null },
        ...{ amount: '119.00', balance: '119.00' },
      },
      {
        ...{ at, kind: 'payment', reference: invoice.number, provider: 'stripe' },
        ...{ amount: '-119.00', balance: '0.00' },
      },
    ],
    closing: '0.00',
  },
  credits: {
    opening: '12',
    movements: [
      {
        ...{ at, kind: 'grant', service: null, reference: '1,000 credits' },
        ...{ amount: '1000', balance: '1012' },
      },
    ],
    closing: '1012',
  },
};

export const subscription: ApiSubscription = {
  ...{ tier: 'starter', name: 'Starter', interval: 'month', status: 'active', collection: 'stripe' },
  ...{ price: '19.00', discount: '0.00', currency: 'EUR', trialEndsAt: null, endsWithPeriod: false },
  ...{
    periodStart: '2026-11-01T00:00:00.000Z',
    periodEnd: '2026-12-01T00:00:00.000Z',
    next: null,
    awaits: null,
  },
  ...{ overdueSince: null, restrictedSince: null },
};
