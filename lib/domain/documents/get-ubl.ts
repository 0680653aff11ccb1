import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { getCreditNote } from '@/lib/domain/invoices/credit-note-queries';
import { getInvoice } from '@/lib/domain/invoices/queries';
import type { InvoiceNumberInput } from '@/lib/domain/invoices/schema';
import { creditNoteUbl, invoiceUbl } from './write-ubl';

type Numbered = z.input<typeof InvoiceNumberInput>;

/** An invoice of the caller's organisation as UBL 2.1. Errors: `not_found`. */
export const getInvoiceUbl = async (ctx: Context, input: Numbered): Promise<string> =>
  invoiceUbl(await getInvoice(ctx, input));

/** A credit note of the caller's organisation as UBL 2.1. Errors: `not_found`. */
export const getCreditNoteUbl = async (ctx: Context, input: Numbered): Promise<string> =>
  creditNoteUbl(await getCreditNote(ctx, input));
