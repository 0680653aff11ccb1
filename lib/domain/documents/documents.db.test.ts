import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { creditByFinance } from '@/lib/domain/invoices/credit-by-finance';
import { issuePaidInvoice } from '@/lib/domain/invoices/steps';
import { NOW, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { invoiceFor } from '@/lib/testing/invoices';
import { getDocument, makeDocument, readDocument, readDocumentForFinance } from './read-document';
import { renderDocument } from './render-document';
import { requestDocument, requestDocumentForFinance } from './request-document';
import type { DocumentInput } from './schema';

const folder = mkdtempSync(path.join(tmpdir(), 'meterdesk-documents-'));
beforeAll(() => {
  process.env.STORAGE_DIR = folder;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A customer with an invoice, a credit note, a payment and a transfer that is awaited. */
async function customer() {
  const organisationId = await newOrganisation({ grant: 5 });
  const invoice = await transaction((tx) =>
    issuePaidInvoice(tx, job(), invoiceFor(organisationId), { provider: 'stripe' }),
  );
  const note = await creditByFinance(await staff(['finance']), {
    ...{
      organisationId,
      invoiceId: invoice.id,
      reason: 'Outage',
      amount: '1.00',
      token: crypto.randomUUID(),
    },
  });
  const payment = async (provider: string, receivedMinor: bigint) => {
    const id = newId('payment');
    await db.payment.create({
      data: {
        ...{ organisationId, id, provider, receivedMinor, invoiceId: invoice.id, amountMinor: 11_900n },
        ...{ currency: 'USD', reference: id, createdAt: NOW },
      },
    });
    return id;
  };
  const owner = await memberOf(organisationId, 'owner');
  const asked: DocumentInput[] = [
    { kind: 'invoice', subject: invoice.number ?? '' },
    { kind: 'credit_note', subject: note.number },
    { kind: 'receipt', subject: await payment('stripe', 11_900n) },
    { kind: 'pro_forma', subject: await payment('bank_transfer', 0n) },
    { kind: 'statement', subject: '2026-11-01_2026-11-30' },
  ];
  return { organisationId, owner, asked };
}

describe('a document', () => {
  it('of every kind is queued once, drawn, kept as it is, and its readers are recorded', async () => {
    const { organisationId, owner, asked } = await customer();
    for (const input of asked) {
      const { documentId, fileName, status } = await requestDocument(owner, input);
      expect([status, fileName.endsWith('.pdf')]).toEqual(['queued', true]);
      expect((await requestDocument(owner, input)).documentId).toBe(documentId);
      await expect(readDocument(owner, { documentId, as: 'preview' })).rejects.toMatchObject({
        reason: 'documentNotReady',
      });
      await renderDocument(job(), { organisationId, documentId });
      expect((await getDocument(owner, { documentId })).status).toBe('ready');
      const file = await readDocument(owner, { documentId, as: 'preview' });
      const bytes = await buffer(file.stream);
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const kept = await db.document.findFirstOrThrow({ where: { organisationId, id: documentId } });
      expect(kept).toMatchObject({ sha256: hash('sha256', bytes), sizeBytes: bytes.length });
      await renderDocument(job(), { organisationId, documentId });
      await readDocument(owner, { documentId, as: 'download' });
      const read = { where: { organisationId, recordId: documentId }, orderBy: { id: 'asc' } } as const;
      const events = await db.auditEvent.findMany(read);
      expect(events.map(({ action }) => action)).toEqual(['document.preview', 'document.download']);
    }
  });

  it('of a statement is another one when something was added to its range', async () => {
    const { organisationId, owner } = await customer();
    const input = { kind: 'statement', subject: '2026-11-01_2026-11-30' } as const;
    const first = await requestDocument(owner, input);
    await transaction((tx) =>
      issuePaidInvoice(tx, job(), invoiceFor(organisationId), { provider: 'stripe' }),
    );
    expect((await requestDocument(owner, input)).documentId).not.toBe(first.documentId);
  });

  it('is drawn at once for a program, on the paper that it asks for', async () => {
    const { owner, asked } = await customer();
    const [invoice] = asked;
    if (!invoice) throw new Error('no invoice');
    const file = await makeDocument(owner, { ...invoice, paper: 'letter' });
    expect((await buffer(file.stream)).length).toBe(file.size);
    expect((await makeDocument(owner, { ...invoice, paper: 'letter' })).size).toBe(file.size);
  });

  it('is not found by others, and refused to members without the right', async () => {
    const { organisationId, owner, asked } = await customer();
    const stranger = await memberOf(await newOrganisation(), 'owner');
    for (const input of asked.slice(0, 4))
      await expect(requestDocument(stranger, input)).rejects.toMatchObject({ code: 'not_found' });
    const [invoice] = asked;
    if (!invoice) throw new Error('no invoice');
    const { documentId } = await requestDocument(owner, invoice);
    await expect(getDocument(stranger, { documentId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readDocument(stranger, { documentId, as: 'download' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const member = await memberOf(organisationId, 'member');
    await expect(requestDocument(member, invoice)).rejects.toMatchObject({ code: 'forbidden' });
    for (const subject of ['INV-2026-999999', 'x'])
      await expect(requestDocument(owner, { kind: 'invoice', subject })).rejects.toMatchObject({
        code: 'not_found',
      });
    await expect(requestDocument(owner, { kind: 'statement', subject: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const finance = await staff(['finance']);
    expect(await requestDocumentForFinance(finance, { organisationId, ...invoice })).toMatchObject({
      documentId,
    });
    await renderDocument(job(), { organisationId, documentId });
    expect((await readDocumentForFinance(finance, { documentId, as: 'preview' })).size).toBeGreaterThan(
      1_000,
    );
  });
});
