import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { Currency } from '@/lib/core/money';

const money = (about: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .describe(`${about}, a decimal in the document's currency`);
const instant = (about: string) => z.iso.datetime().describe(about);
const day = (about: string) => z.iso.date().describe(about);
const maybe = (kind: typeof instant | typeof day, about: string) => kind(about).nullable().describe(about);

export const ApiParty = z.object({
  name: z.string().describe('The legal name'),
  line1: z.string().describe('Street and house'),
  line2: z.string().describe('What else the address has'),
  city: z.string().describe('City'),
  region: z.string().describe('Region or state'),
  postalCode: z.string().describe('Postal code'),
  country: z.string().describe('The country, as ISO 3166 has it'),
  taxId: z.string().nullable().describe('The tax id; null without one'),
  email: z.string().nullable().describe('The e-mail address; null without one'),
});

const ApiTax = z.object({
  name: z.string().describe('What the tax is called'),
  percent: z.string().describe('Its rate: 19 is 19 %'),
  category: z.string().describe('UN/CEFACT 5305: S, Z, E, AE (reverse charge) or O'),
  net: money('What it is due on'),
  tax: money('What is due'),
});

const summary = {
  number: z.string().describe('The number; unique and without gaps in its year'),
  status: z.enum(['open', 'paid', 'void', 'uncollectible']).describe('Its state'),
  currency: Currency.describe('The currency, as ISO 4217 has it'),
  issuedAt: instant('When it was issued'),
  dueOn: maybe(day, 'The last day to pay'),
  paidAt: maybe(instant, 'When it was paid whole; null before'),
  net: money('Without tax'),
  tax: money('Tax'),
  total: money('With tax'),
  paid: money('What was paid of it'),
  credited: money('What credit notes took back'),
  due: money('What is still to be paid'),
  daysOverdue: z.int().min(0).describe('Days since it was due; 0 before, and when nothing is due'),
};

/** An invoice as a list shows it. */
export const ApiInvoiceSummary = z.object(summary);
export type ApiInvoiceSummary = z.output<typeof ApiInvoiceSummary>;

const ApiInvoiceLine = z.object({
  description: z.string().describe('What was sold'),
  quantity: z.string().describe('How many'),
  unitPrice: money('The price of one without tax'),
  discount: money('What was taken off'),
  net: money('Without tax'),
  tax: money('Tax'),
  taxPercent: z.string().describe('The rate of its tax'),
  periodStart: maybe(instant, 'When its period begins; null without one'),
  periodEnd: maybe(instant, 'When its period ends; null without one'),
});

const ApiInvoicePayment = z.object({
  provider: z.string().describe('How it was paid: stripe, paymob or bank_transfer'),
  reference: z.string().describe('Our reference of the payment'),
  amount: money('What came'),
  paidAt: maybe(instant, 'When it came'),
});

export const ApiInvoice = z.object({
  ...summary,
  purchaseId: Id('purchase').nullable().describe('The purchase that it is for; null for a tier'),
  periodStart: maybe(instant, 'When its period begins; null without one'),
  periodEnd: maybe(instant, 'When its period ends; null without one'),
  seller: ApiParty.describe('Who sold, as it stood at the issue'),
  buyer: ApiParty.describe('Who bought, as it stood at the issue'),
  taxes: z.array(ApiTax).describe('The tax by rate'),
  lines: z.array(ApiInvoiceLine).describe('What was sold'),
  creditNotes: z.array(z.string()).describe('The numbers of its credit notes'),
  payments: z.array(ApiInvoicePayment).describe('What came in for it'),
});
export type ApiInvoice = z.output<typeof ApiInvoice>;

export const ApiCreditNote = z.object({
  number: z.string().describe('The number; unique and without gaps in its year'),
  invoice: z.string().describe('The number of its invoice'),
  reason: z.string().describe('Why it was issued'),
  currency: Currency.describe('The currency, as ISO 4217 has it'),
  issuedAt: instant('When it was issued'),
  net: money('Without tax'),
  tax: money('Tax'),
  total: money('With tax'),
  taxes: z.array(ApiTax).describe('The tax by rate'),
});
export type ApiCreditNote = z.output<typeof ApiCreditNote>;

const page = (kind: 'invoice' | 'creditNote') =>
  z.object({
    cursor: Id(kind, 'cursor').optional().describe('`nextCursor` of the page before'),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  });

export const ListInvoicesByKeyInput = page('invoice').extend({
  status: z.enum(['open', 'paid', 'void', 'uncollectible']).optional().describe('Only those in this state'),
});
export const ListCreditNotesByKeyInput = page('creditNote');

const numberParam = (about: string) =>
  z.object({
    number: z
      .string()
      .regex(/^[A-Z][A-Z0-9]{0,9}-\d{4}-\d{6,10}$/)
      .describe(about),
  });
export const InvoiceNumberParam = numberParam('The number of the invoice');
export const CreditNoteNumberParam = numberParam('The number of the credit note');
