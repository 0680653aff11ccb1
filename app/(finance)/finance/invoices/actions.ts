'use server';

import { requestDocumentForFinance } from '@/lib/domain/documents/request-document';
import { FinanceDocumentInput } from '@/lib/domain/documents/schema';
import { voidByFinance, writeOffByFinance } from '@/lib/domain/payments/close-by-finance';
import { creditByFinance } from '@/lib/domain/invoices/credit-by-finance';
import { ApplyAccountInput, CloseInvoiceInput, CreditInvoiceInput } from '@/lib/domain/invoices/schema';
import { applyByFinance } from '@/lib/domain/payments/apply-by-finance';
import { staffAction } from '@/lib/web/actions';

export const askDocument = staffAction(FinanceDocumentInput, requestDocumentForFinance);
export const voidInvoice = staffAction(CloseInvoiceInput, voidByFinance);
export const writeOff = staffAction(CloseInvoiceInput, writeOffByFinance);
export const apply = staffAction(ApplyAccountInput, applyByFinance);
export const credit = staffAction(CreditInvoiceInput, creditByFinance);
