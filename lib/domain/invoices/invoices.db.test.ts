import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { NOW, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { booksOf, invoiceFor } from '@/lib/testing/invoices';
import { voidByFinance, writeOffByFinance } from '@/lib/domain/payments/close-by-finance';
import { creditByFinance } from './credit-by-finance';
import { getCreditNote, listCreditNotes, listCreditNotesForFinance } from './credit-note-queries';
import { exportInvoicesCsvForFinance, exportInvoicesForFinance } from './export-invoices';
import { getAgeing, getInvoice, getInvoiceForFinance, listInvoices, listInvoicesForFinance } from './queries';
import { issueInvoice, issuePaidInvoice } from './steps';

async function open(organisationId: string, dueInDays = 14) {
  const draft = { ...invoiceFor(organisationId), dueOn: addDays(NOW, dueInDays) };
  return transaction((tx) => issueInvoice(tx, job(), draft));
}

const paid = (organisationId: string) =>
  transaction((tx) => issuePaidInvoice(tx, job(), invoiceFor(organisationId), { provider: 'stripe' }));

describe('invoices of a customer', () => {
  it('are listed newest first in pages, and read by number by those who look after the money', async () => {
    const organisationId = await newOrganisation();
    const owner = await memberOf(organisationId, 'owner');
    expect(await listInvoices(owner)).toEqual({ rows: [], nextCursor: null });
    for (let nth = 0; nth < 52; nth++) await open(organisationId);
    const first = await listInvoices(owner);
    const second = await listInvoices(owner, { cursor: first.nextCursor ?? '' });
    expect([first.rows.length, second.rows.length, second.nextCursor]).toEqual([50, 2, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ number }) => number)).size).toBe(52);
    const number = first.rows[0]?.number ?? '';
    expect(await getInvoice(owner, { number })).toMatchObject({ number, dueMinor: '11900', overdueDays: 0 });
    const stranger = await memberOf(await newOrganisation(), 'owner');
    await expect(getInvoice(stranger, { number })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listInvoices(stranger, { cursor: first.nextCursor ?? '' })).rows).toEqual([]);
    await expect(listInvoices(await memberOf(organisationId, 'member'))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('finance', () => {
  it('sees what is owed by age', async () => {
    const organisationId = await newOrganisation();
    const days = [0, -1, -30, -31, -60, -61, -90, -91];
    for (const day of days) await open(organisationId, day);
    const finance = await staff(['finance']);
    expect(await getAgeing(finance, { organisationId })).toEqual([
      {
        ...{ currency: 'USD', totalMinor: `${8 * 11_900}`, current: '11900' },
        ...{ days30: '23800', days60: '23800', days90: '23800', older: '11900' },
      },
    ]);
    const late = await listInvoicesForFinance(finance, { organisationId, age: 'days30' });
    expect(late.rows.map(({ overdueDays }) => overdueDays)).toEqual([30, 1]);
    await expect(getAgeing(await memberOf(organisationId, 'owner'))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('voids and writes off, once each, with a word in the audit log', async () => {
    const organisationId = await newOrganisation();
    const finance = await staff(['finance']);
    const [one, two] = [await open(organisationId), await open(organisationId)];
    const order = { organisationId, invoiceId: one.id, reason: 'Sent to the wrong customer' };
    expect(await voidByFinance(finance, order)).toEqual({ number: one.number, status: 'void' });
    await voidByFinance(finance, order);
    expect(await db.auditEvent.count({ where: { organisationId, action: 'invoice.void' } })).toBe(1);
    await writeOffByFinance(finance, { ...order, invoiceId: two.id });
    expect(await booksOf(organisationId)).toEqual({ bad_debt: 11_900n, billed_uncollected: -11_900n });
    const foreign = { ...order, organisationId: await newOrganisation() };
    await expect(voidByFinance(finance, foreign)).rejects.toMatchObject({ code: 'not_found' });
    await expect(voidByFinance(await memberOf(organisationId, 'owner'), order)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('credits a paid invoice once, onto the account', async () => {
    const organisationId = await newOrganisation();
    const finance = await staff(['finance']);
    const invoice = await paid(organisationId);
    const order = {
      organisationId,
      invoiceId: invoice.id,
      reason: 'Outage',
      amount: '19.00',
      token: randomUUID(),
    };
    const answers = await Promise.all(Array.from({ length: 4 }, () => creditByFinance(finance, order)));
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    expect(await booksOf(organisationId)).toMatchObject({ refunds: 1_900n, customer_balance: -1_900n });
    const { rows } = await listCreditNotes(await memberOf(organisationId, 'billing'));
    const [note] = rows;
    expect(note).toMatchObject({ totalMinor: '1900', invoiceNumber: invoice.number, reason: 'Outage' });
    const stranger = await memberOf(await newOrganisation(), 'owner');
    await expect(getCreditNote(stranger, { number: note?.number ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const { creditNotes } = await getInvoiceForFinance(finance, { number: invoice.number ?? '' });
    expect(creditNotes).toHaveLength(1);
    const again = { ...order, token: randomUUID(), amount: '100.01' };
    await expect(creditByFinance(finance, again)).rejects.toMatchObject({ reason: 'creditTooMuch' });
    await expect(creditByFinance(finance, { ...again, amount: '1.999' })).rejects.toMatchObject({
      fields: { amount: 'money' },
    });
  });

  it('lists credit notes in pages, of its own organisation or for finance of all', async () => {
    const organisationId = await newOrganisation();
    const finance = await staff(['finance']);
    const { id: invoiceId } = await paid(organisationId);
    const order = { organisationId, invoiceId, reason: 'Outage', amount: '0.01' };
    for (let nth = 0; nth < 52; nth++) await creditByFinance(finance, { ...order, token: randomUUID() });
    const owner = await memberOf(organisationId, 'owner');
    const first = await listCreditNotes(owner);
    const second = await listCreditNotes(owner, { cursor: first.nextCursor ?? '' });
    expect([first.rows.length, second.rows.length, second.nextCursor]).toEqual([50, 2, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ number }) => number)).size).toBe(52);
    const forFinance = await listCreditNotesForFinance(finance, { organisationId });
    expect(forFinance).toEqual(first);
    expect(
      await listCreditNotesForFinance(finance, { organisationId, cursor: first.nextCursor ?? '' }),
    ).toEqual(second);
    const number = second.rows[0]?.number ?? '';
    expect((await listCreditNotesForFinance(finance, { number })).rows).toMatchObject([{ number }]);
    const stranger = await memberOf(await newOrganisation(), 'owner');
    expect(await listCreditNotes(stranger, { cursor: first.nextCursor ?? '' })).toMatchObject({ rows: [] });
    await expect(listCreditNotes(await memberOf(organisationId, 'member'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(listCreditNotesForFinance(owner)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('exports what its filters show', async () => {
    const organisationId = await newOrganisation();
    const finance = await staff(['finance']);
    const late = await open(organisationId, -40);
    await paid(organisationId);
    const all = await exportInvoicesForFinance(finance, { organisationId });
    expect(all.map(({ status }) => status).sort()).toEqual(['open', 'paid']);
    const asked = { organisationId, age: 'days60' as const };
    expect(await exportInvoicesForFinance(finance, asked)).toMatchObject([
      { number: late.number, customer: 'Example', customerId: organisationId, daysOverdue: 40 },
    ]);
    const [head, row, end] = (await exportInvoicesCsvForFinance(finance, asked)).split('\r\n');
    expect(head).toMatch(/number,status,.*,daysOverdue,customerId,customer$/);
    expect([row?.split(',')[0], end]).toEqual([late.number, '']);
    const owner = await memberOf(organisationId, 'owner');
    await expect(exportInvoicesForFinance(owner)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
