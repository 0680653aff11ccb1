import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { creditByFinance } from '@/lib/domain/invoices/credit-by-finance';
import { issuePaidInvoice } from '@/lib/domain/invoices/steps';
import { callApi } from '@/lib/testing/api';
import { newKey } from '@/lib/testing/api-keys';
import { NOW, job, newOrganisation, staff } from '@/lib/testing/factories';
import { invoiceFor } from '@/lib/testing/invoices';

const folder = mkdtempSync(path.join(tmpdir(), 'meterdesk-billing-'));
let organisationId: string;
let secret: string;
let number: string;

beforeAll(async () => {
  process.env.STORAGE_DIR = folder;
  organisationId = await newOrganisation({ grant: 3 });
  secret = (await newKey({ organisationId, scopes: ['billing:read'] })).secret;
  const draft = invoiceFor(organisationId);
  const paid = { provider: 'stripe' };
  number = (await transaction((tx) => issuePaidInvoice(tx, job(), draft, paid))).number ?? '';
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (address: string, accept: string) => callApi('GET', address, { secret, headers: { accept } });
const range = '/statements?from=2026-11-01&to=2026-11-30';

describe('a call with files', () => {
  it('answers with the one that is asked for, and keeps it', async () => {
    const pdf = await get(`/invoices/${number}`, 'application/pdf');
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="invoice-${number}.pdf"`);
    await get(`/invoices/${number}`, 'application/pdf');
    expect(await db.document.count({ where: { organisationId, status: 'ready' } })).toBe(1);
    expect(await db.auditEvent.count({ where: { organisationId, action: 'document.download' } })).toBe(2);
    const xml = await get(`/invoices/${number}`, 'application/xml');
    expect(xml.text).toContain(`<cbc:ID>${number}</cbc:ID>`);
    const csv = await get(range, 'text/csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\r\n')[2]).toContain(`USD,2026-11-21T10:00:00.000Z,invoice,${number}`);
    expect((await get(range, 'application/pdf')).text.slice(0, 5)).toBe('%PDF-');
  });

  it('answers with JSON unless a file is wanted more', async () => {
    for (const accept of [
      '*/*',
      'application/json, application/pdf',
      'application/pdf;q=0.5, application/json',
      'image/png, application/*;q=0.1',
    ])
      expect(await get(`/invoices/${number}`, accept)).toMatchObject({ status: 200, body: { number } });
    const pdf = await get(`/invoices/${number}`, 'application/json;q=0.1, application/pdf;q=0.9');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  });

  it('refuses types that it has not, and says which it has', async () => {
    for (const accept of ['image/png', 'text/csv', 'application/pdf;q=0'])
      expect(await get(`/invoices/${number}`, accept)).toMatchObject({
        ...{ status: 406, body: { code: 'not_acceptable' } },
      });
    const { body } = await get('/invoices?cursor=x', '*/*');
    expect(body).toMatchObject({
      fields: { cursor: { message: expect.stringContaining('nextCursor') as string } },
    });
  });

  it('reads what was paid of an invoice, and a credit note in each form', async () => {
    const invoice = await db.invoice.findFirstOrThrow({ where: { organisationId, number } });
    const ids = { organisationId, invoiceId: invoice.id };
    await db.payment.create({
      data: {
        ...{ ...ids, id: newId('payment'), provider: 'stripe', status: 'succeeded', reference: 'MD-PAID' },
        ...{ amountMinor: 11_900n, receivedMinor: 11_900n, currency: 'USD', createdAt: NOW, settledAt: NOW },
      },
    });
    expect((await get(`/invoices/${number}`, '*/*')).body).toMatchObject({
      payments: [{ provider: 'stripe', reference: 'MD-PAID', amount: '119.00', paidAt: NOW.toISOString() }],
    });
    const note = await creditByFinance(await staff(['finance']), {
      ...{ ...ids, reason: 'Outage', amount: '1.00', token: crypto.randomUUID() },
    });
    const one = await get(`/credit-notes/${note.number}`, '*/*');
    expect(one).toMatchObject({ status: 200, body: { number: note.number, invoice: number, total: '1.00' } });
    expect((await get('/credit-notes', '*/*')).body).toMatchObject({ data: [one.body] });
    expect((await get(`/credit-notes/${note.number}`, 'application/pdf')).text.slice(0, 5)).toBe('%PDF-');
    expect((await get(`/credit-notes/${note.number}`, 'application/xml')).text).toContain('<CreditNote');
    const other = await newKey({ organisationId: await newOrganisation() });
    expect(await callApi('GET', `/credit-notes/${note.number}`, { secret: other.secret })).toMatchObject({
      status: 404,
    });
  });

  it('refuses as ever: another tenant’s, without the scope, a range that makes no sense', async () => {
    const other = await newKey({ organisationId: await newOrganisation() });
    const stranger = { secret: other.secret, headers: { accept: 'application/pdf' } };
    expect(await callApi('GET', `/invoices/${number}`, stranger)).toMatchObject({
      ...{ status: 404, body: { code: 'not_found' } },
    });
    const bare = (await newKey({ organisationId, scopes: ['usage:write'] })).secret;
    expect((await callApi('GET', `/invoices/${number}`, { ...stranger, secret: bare })).status).toBe(403);
    const wrong = await get('/statements?from=2026-11-30&to=2026-11-01', 'application/pdf');
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    expect((await get('/statements', 'text/csv')).status).toBe(422);
  });
});
