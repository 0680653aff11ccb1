import { getCreditNoteUbl, getInvoiceUbl } from '@/lib/domain/documents/get-ubl';
import { makeDocument } from '@/lib/domain/documents/read-document';
import {
  getCreditNoteByKey,
  getInvoiceByKey,
  listCreditNotesByKey,
  listInvoicesByKey,
} from '@/lib/domain/invoices/api-lists';
import {
  ApiCreditNote,
  ApiInvoice,
  ApiInvoiceSummary,
  CreditNoteNumberParam,
  InvoiceNumberParam,
  ListCreditNotesByKeyInput,
  ListInvoicesByKeyInput,
} from '@/lib/domain/invoices/api-schema';
import { ApiStatement, StatementQuery } from '@/lib/domain/statements/api-schema';
import { getStatementByKey, getStatementCsv } from '@/lib/domain/statements/export-statement';
import { ChangeAnswer, ChangeByKeyInput, SubscriptionAnswer } from '@/lib/domain/subscriptions/api-schema';
import { changeSubscriptionByKey, getSubscriptionByKey } from '@/lib/domain/subscriptions/change-by-key';
import { call } from '../call';
import { listOf } from '../list';
import { creditNote, invoice, invoiceSummary, statement, subscription } from './billing-examples';

const common = { group: 'billing', method: 'GET', scope: 'billing:read', status: 200, errors: [] } as const;

export const billingCalls = [
  call({
    ...common,
    name: 'getSubscription',
    path: '/subscription',
    answer: { name: 'SubscriptionState', schema: SubscriptionAnswer },
    example: { answer: { subscription } },
    run: (ctx) => getSubscriptionByKey(ctx),
  }),
  call({
    ...common,
    name: 'changeSubscription',
    method: 'POST',
    path: '/subscription/change',
    scope: 'billing:write',
    body: ChangeByKeyInput.omit({ idempotencyKey: true }),
    answer: { name: 'SubscriptionChange', schema: ChangeAnswer },
    idempotency: 'required',
    errors: ['conflict', 'buyer_missing', 'stripe_unavailable'],
    example: {
      body: { tier: 'starter', interval: 'month', dueNow: '19.00' },
      answer: { subscription: null, url: 'https://checkout.stripe.com/c/pay/cs_live_a1b2c3' },
    },
    run: (ctx, { body, idempotencyKey }) => changeSubscriptionByKey(ctx, { ...body, idempotencyKey }),
  }),
  call({
    ...common,
    name: 'listInvoices',
    path: '/invoices',
    query: ListInvoicesByKeyInput,
    answer: { name: 'InvoiceList', schema: listOf(ApiInvoiceSummary) },
    example: { query: { limit: 1 }, answer: { data: [invoiceSummary], nextCursor: null } },
    run: (ctx, { query }) => listInvoicesByKey(ctx, query),
  }),
  call({
    ...common,
    name: 'getInvoice',
    path: '/invoices/{number}',
    params: InvoiceNumberParam,
    errors: ['not_acceptable'],
    answer: { name: 'Invoice', schema: ApiInvoice },
    example: { params: { number: invoice.number }, answer: invoice },
    run: (ctx, { params }) => getInvoiceByKey(ctx, params),
    files: {
      'application/pdf': async (ctx, { params: { number } }) => {
        const { fileName, stream } = await makeDocument(ctx, { kind: 'invoice', subject: number });
        return { fileName, body: stream };
      },
      'application/xml': async (ctx, { params }) => ({
        fileName: `${params.number}.xml`,
        body: await getInvoiceUbl(ctx, params),
      }),
    },
  }),
  call({
    ...common,
    name: 'listCreditNotes',
    path: '/credit-notes',
    query: ListCreditNotesByKeyInput,
    answer: { name: 'CreditNoteList', schema: listOf(ApiCreditNote) },
    example: { query: { limit: 1 }, answer: { data: [creditNote], nextCursor: null } },
    run: (ctx, { query }) => listCreditNotesByKey(ctx, query),
  }),
  call({
    ...common,
    name: 'getCreditNote',
    path: '/credit-notes/{number}',
    params: CreditNoteNumberParam,
    errors: ['not_acceptable'],
    answer: { name: 'CreditNote', schema: ApiCreditNote },
    example: { params: { number: creditNote.number }, answer: creditNote },
    run: (ctx, { params }) => getCreditNoteByKey(ctx, params),
    files: {
      'application/pdf': async (ctx, { params: { number } }) => {
        const { fileName, stream } = await makeDocument(ctx, { kind: 'credit_note', subject: number });
        return { fileName, body: stream };
      },
      'application/xml': async (ctx, { params }) => ({
        fileName: `${params.number}.xml`,
        body: await getCreditNoteUbl(ctx, params),
      }),
    },
  }),
  call({
    ...common,
    name: 'getStatement',
    path: '/statements',
    query: StatementQuery,
    errors: ['not_acceptable'],
    answer: { name: 'Statement', schema: ApiStatement },
    example: { query: { from: statement.from, to: statement.to }, answer: statement },
    run: (ctx, { query }) => getStatementByKey(ctx, query),
    files: {
      'text/csv': async (ctx, { query }) => ({
        fileName: `statement-${query.from}_${query.to}.csv`,
        body: await getStatementCsv(ctx, query),
      }),
      'application/pdf': async (ctx, { query: { from, to } }) => {
        const { fileName, stream } = await makeDocument(ctx, { kind: 'statement', subject: `${from}_${to}` });
        return { fileName, body: stream };
      },
    },
  }),
];
