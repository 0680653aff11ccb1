import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';

/** A party as an invoice freezes it. */
export type PartyJson = {
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  /** ISO 3166. */
  country: string;
  taxId: string | null;
  email: string | null;
};

export const invoiceStatuses = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** How long a debt is overdue, in days: not yet, 1–30, 31–60, 61–90, more. */
export const ageBuckets = ['current', 'days30', 'days60', 'days90', 'older'] as const;
export type AgeBucket = (typeof ageBuckets)[number];

/** Finance's acts on an issued invoice; the reason stands in the audit log, and on a credit note. */
export const CloseInvoiceInput = z.object({
  organisationId: Id('organisation'),
  invoiceId: Id('invoice'),
  reason: line(300),
});

/** Pays an open invoice from the customer's money on account. */
export const ApplyAccountInput = CloseInvoiceInput.omit({ reason: true });

export const CreditInvoiceInput = CloseInvoiceInput.extend({
  /** Gross, as a decimal of the invoice's currency: `12.50`. */
  amount: z.string().trim().min(1).max(20),
  /** Made once by the form that sends it: sent twice, it is one credit note. */
  token: line(100, 8),
});

export type InvoiceRow = {
  id: string;
  number: string;
  status: Exclude<InvoiceStatus, 'draft'>;
  /** The first line, and how many more there are. */
  what: string;
  moreLines: number;
  currency: string;
  totalMinor: string;
  paidMinor: string;
  creditedMinor: string;
  /** What is still to be paid; 0 unless it is open. */
  dueMinor: string;
  issuedAt: string;
  dueOn: string | null;
  overdueDays: number;
};

export type InvoiceLineDto = {
  position: number;
  kind: string;
  description: string;
  quantity: string;
  unitMinor: string;
  discountMinor: string;
  netMinor: string;
  taxMinor: string;
  taxBps: number;
  taxCategory: string;
  periodStart: string | null;
  periodEnd: string | null;
};

export type TaxSumDto = {
  rateId: string | null;
  name: string;
  rateBps: number;
  category: string;
  netMinor: string;
  taxMinor: string;
};

export type CreditNoteDto = {
  id: string;
  number: string;
  invoiceNumber: string;
  invoiceIssuedAt: string;
  reason: string;
  currency: string;
  netMinor: string;
  taxMinor: string;
  totalMinor: string;
  taxes: TaxSumDto[];
  lines: (TaxSumDto & { position: number; description: string })[];
  seller: PartyJson;
  buyer: PartyJson;
  issuedAt: string;
};

/** A payment of an invoice that came in, as its receipt shows it. */
export type InvoicePaymentDto = {
  id: string;
  provider: string;
  status: string;
  reference: string;
  receivedMinor: string;
  settledAt: string | null;
};

export type InvoiceDto = InvoiceRow & {
  organisationId: string;
  organisation: string;
  purchaseId: string | null;
  /** What money on account paid of it. */
  fromAccountMinor: string;
  netMinor: string;
  taxMinor: string;
  taxes: TaxSumDto[];
  lines: InvoiceLineDto[];
  seller: PartyJson;
  buyer: PartyJson;
  periodStart: string | null;
  periodEnd: string | null;
  paidAt: string | null;
  closedAt: string | null;
  creditNotes: Pick<CreditNoteDto, 'id' | 'number' | 'totalMinor' | 'reason' | 'issuedAt'>[];
  payments: InvoicePaymentDto[];
};

/** `applicableMinor`: what the customer's money on account could pay of it now. `isClosable`: here, not at Stripe. */
export type FinanceInvoiceDto = InvoiceDto & { applicableMinor: string; isClosable: boolean };

/** Open invoices past their day, in one currency. */
export type OverdueDto = { currency: string; invoices: number; dueMinor: string };

export type CreditNoteRow = Pick<
  CreditNoteDto,
  'id' | 'number' | 'invoiceNumber' | 'reason' | 'currency' | 'totalMinor' | 'issuedAt'
> & { organisationId: string; organisation: string };

export type Page<T> = { rows: T[]; nextCursor: string | null };

export type FinanceInvoiceRow = InvoiceRow & { organisationId: string; organisation: string };

/** What is owed of one currency, by how long it is overdue. */
export type AgeingRow = { currency: string; totalMinor: string } & Record<AgeBucket, string>;

const cursor = Id('invoice').optional();

export const ListInvoicesInput = z.object({
  status: z.enum(['open', 'paid', 'void', 'uncollectible']).optional(),
  cursor,
});

export const FinanceInvoicesInput = ListInvoicesInput.extend({
  age: z.enum(ageBuckets).optional(),
  organisationId: Id('organisation').optional(),
  /** A number, or the beginning of one. */
  number: line(30).optional(),
});

export const ListCreditNotesInput = z.object({
  cursor: Id('creditNote').optional(),
  /** Finance alone: of one customer, by the beginning of a number. */
  organisationId: Id('organisation').optional(),
  number: line(30).optional(),
});

export const InvoiceNumberInput = z.object({ number: line(40) });
