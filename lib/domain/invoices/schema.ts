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

export const CreditInvoiceInput = CloseInvoiceInput.extend({
  /** Gross, as a decimal of the invoice's currency: `12.50`. */
  amount: z.string().trim().min(1).max(20),
  /** Made once by the form that sends it: sent twice, it is one credit note. */
  token: z.uuid(),
});
