import { describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { booksOf, invoiceFor, newRate } from '@/lib/testing/invoices';
import {
  draftInvoice,
  issueCreditNote,
  issueDraft,
  issueInvoice,
  issuePaidInvoice,
  payInvoice,
  voidInvoice,
  writeOffInvoice,
} from './steps';
import { queuedJobs } from '@/lib/testing/queue';

const pay = (organisationId: string, invoiceId: string, receivedMinor: bigint) =>
  transaction((tx) =>
    payInvoice(tx, job(), { organisationId, invoiceId, receivedMinor, provider: 'bank_transfer' }),
  );
const close = (step: typeof voidInvoice, organisationId: string, invoiceId: string) =>
  transaction((tx) => step(tx, job(), { organisationId, invoiceId }));

async function open(over: { amountMinor?: bigint } = {}) {
  const organisationId = await newOrganisation();
  const draft = invoiceFor(organisationId, { ...over, taxRateId: await newRate(1_900) });
  const invoice = await transaction((tx) => issueInvoice(tx, job(), draft));
  return { organisationId, invoice, invoiceId: invoice.id, tax: `tax_payable:${draft.lines[0]?.taxRateId}` };
}

describe('an invoice', () => {
  it('is issued with a number, its parties, its tax and its posting', async () => {
    const { organisationId, invoice, tax } = await open();
    expect(invoice).toMatchObject({
      ...{ status: 'open', netMinor: 10_000n, taxMinor: 1_900n, totalMinor: 11_900n, paidMinor: 0n },
      buyer: { name: 'Example' },
      number: expect.stringMatching(/^INV-2026-\d{6}$/),
      issuedAt: NOW,
    });
    expect(invoice.dueOn?.getTime()).toBeGreaterThan(NOW.getTime());
    expect(await booksOf(organisationId)).toEqual({
      receivable: 11_900n,
      [tax]: -1_900n,
      billed_in_advance: -10_000n,
    });
    const lines = await db.invoiceLine.findMany({ where: { organisationId } });
    expect(lines).toMatchObject([{ position: 1, netMinor: 10_000n, taxMinor: 1_900n, taxBps: 1_900 }]);
  });

  it('that its buyer has to pay is announced to who looks after the money, in its transaction', async () => {
    const organisationId = await newOrganisation();
    await memberOf(organisationId, 'billing');
    await memberOf(organisationId, 'member');
    const letters = async () => queuedJobs('email.send', `invoice-issued:${issued.id}`);
    const issued = await transaction((tx) => issueInvoice(tx, job(), invoiceFor(organisationId)));
    expect(await letters()).toHaveLength(1);
    const collected = { ...invoiceFor(organisationId), providerInvoiceId: newId('invoice') };
    const before = await db.delivery.count();
    await transaction((tx) => issueInvoice(tx, job(), collected));
    expect(await db.delivery.count()).toBe(before);
  });

  it('that is paid at once defers its net', async () => {
    const organisationId = await newOrganisation();
    const draft = invoiceFor(organisationId, { taxRateId: await newRate(1_900) });
    const invoice = await transaction((tx) => issuePaidInvoice(tx, job(), draft, { provider: 'stripe' }));
    expect(invoice).toMatchObject({ status: 'paid', paidMinor: 11_900n, paidAt: NOW });
    expect(await booksOf(organisationId)).toMatchObject({
      'cash:stripe': 11_900n,
      deferred_revenue: -10_000n,
    });
  });

  it('is a draft without number and posting until it is issued, once', async () => {
    const organisationId = await newOrganisation();
    const draft = await transaction((tx) => draftInvoice(tx, job(), invoiceFor(organisationId)));
    expect(draft).toMatchObject({ status: 'draft', number: null });
    expect(await booksOf(organisationId)).toEqual({});
    const issue = () => transaction((tx) => issueDraft(tx, job(), { organisationId, invoiceId: draft.id }));
    const issued = await issue();
    expect(issued.status).toBe('open');
    expect(await issue()).toMatchObject({ number: issued.number });
    expect(await booksOf(organisationId)).toMatchObject({ receivable: 11_900n });
    const other = await newOrganisation();
    await expect(
      transaction((tx) => issueDraft(tx, job(), { organisationId: other, invoiceId: draft.id })),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stays as it was issued', async () => {
    const { organisationId } = await open();
    await expect(
      db.invoice.updateMany({ where: { organisationId }, data: { netMinor: 1n, totalMinor: 1_901n } }),
    ).rejects.toMatchObject({ code: 'P2003' });
    await expect(db.invoiceLine.deleteMany({ where: { organisationId } })).rejects.toMatchObject({
      code: 'P2003',
    });
  });
});

describe('a payment', () => {
  it('in two parts pays the invoice, the second one only its rest', async () => {
    const { organisationId, invoiceId, tax } = await open();
    expect(await pay(organisationId, invoiceId, 900n)).toMatchObject({
      invoice: { status: 'open', paidMinor: 900n },
      ...{ paidMinor: 900n, overMinor: 0n },
    });
    expect(await booksOf(organisationId)).toMatchObject({ receivable: 11_000n, billed_in_advance: -10_000n });
    expect(await pay(organisationId, invoiceId, 12_000n)).toMatchObject({
      invoice: { status: 'paid', paidMinor: 11_900n },
      ...{ paidMinor: 11_000n, overMinor: 1_000n },
    });
    expect(await booksOf(organisationId)).toEqual({
      ...{ 'cash:bank_transfer': 12_900n, [tax]: -1_900n },
      ...{ deferred_revenue: -10_000n, customer_balance: -1_000n },
    });
    expect(await db.accountEntry.findMany({ where: { organisationId } })).toMatchObject([
      { amountMinor: 1_000n, kind: 'overpayment', reference: invoiceId },
    ]);
    // Paid twice: all of it is kept for the customer.
    expect(await pay(organisationId, invoiceId, 500n)).toMatchObject({ paidMinor: 0n, overMinor: 500n });
  });

  it('is taken once for what is due, however many come together', async () => {
    const { organisationId, invoiceId } = await open();
    const all = await Promise.all(Array.from({ length: 6 }, () => pay(organisationId, invoiceId, 4_000n)));
    expect(all.reduce((sum, { paidMinor }) => sum + paidMinor, 0n)).toBe(11_900n);
    expect(await booksOf(organisationId)).toMatchObject({
      ...{ 'cash:bank_transfer': 24_000n, customer_balance: -12_100n, deferred_revenue: -10_000n },
    });
  });

  it('does not reach an invoice of another organisation', async () => {
    const { invoiceId } = await open();
    await expect(pay(await newOrganisation(), invoiceId, 1n)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an invoice that nobody pays', () => {
  it('is taken back with its posting; what was paid of it is on account', async () => {
    const { organisationId, invoiceId } = await open();
    await pay(organisationId, invoiceId, 2_000n);
    expect(await close(voidInvoice, organisationId, invoiceId)).toMatchObject({
      status: 'void',
      paidMinor: 0n,
    });
    await close(voidInvoice, organisationId, invoiceId);
    expect(await booksOf(organisationId)).toEqual({
      'cash:bank_transfer': 2_000n,
      customer_balance: -2_000n,
    });
    await expect(close(writeOffInvoice, organisationId, invoiceId)).rejects.toMatchObject({
      ...{ code: 'conflict', reason: 'invoiceNotOpen' },
    });
  });

  it('is written off, and paid after all', async () => {
    const { organisationId, invoiceId, tax } = await open();
    expect((await close(writeOffInvoice, organisationId, invoiceId)).status).toBe('uncollectible');
    // The invoice stands: its tax is owed, and lost.
    expect(await booksOf(organisationId)).toEqual({
      ...{ bad_debt: 11_900n, billed_uncollected: -10_000n, [tax]: -1_900n },
    });
    expect((await pay(organisationId, invoiceId, 11_900n)).invoice.status).toBe('paid');
    expect(await booksOf(organisationId)).toEqual({
      ...{ 'cash:bank_transfer': 11_900n, [tax]: -1_900n, deferred_revenue: -10_000n },
    });
  });
});

describe('credit notes', () => {
  const credit = (organisationId: string, invoiceId: string, amountMinor: bigint, refundId?: string) =>
    transaction((tx) =>
      issueCreditNote(tx, job(), { organisationId, invoiceId, amountMinor, refundId, reason: 'Refund' }),
    );

  it('never exceed their invoice, and end at exactly its net and tax', async () => {
    const { organisationId, invoiceId } = await open();
    await expect(credit(organisationId, invoiceId, 1n)).rejects.toMatchObject({ reason: 'invoiceNotPaid' });
    await pay(organisationId, invoiceId, 11_900n);
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => credit(organisationId, invoiceId, 3_333n)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expect(credit(organisationId, invoiceId, 1_902n)).rejects.toMatchObject({
      ...{ reason: 'creditTooMuch', values: { left: '19.01', currency: 'USD' } },
    });
    await credit(organisationId, invoiceId, 1_901n);
    const notes = await db.creditNote.findMany({ where: { organisationId }, orderBy: { serial: 'asc' } });
    expect(notes.map(({ totalMinor }) => totalMinor)).toEqual([3_333n, 3_333n, 3_333n, 1_901n]);
    expect(notes.reduce((sum, { taxMinor }) => sum + taxMinor, 0n)).toBe(1_900n);
    expect(notes[0]?.number).toMatch(/^CN-2026-\d{6}$/);
    await expect(credit(await newOrganisation(), invoiceId, 1n)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('numbers', () => {
  it('have neither gaps nor repeats under 200 invoices at once, some of them rolled back', async () => {
    const organisations = await Promise.all(Array.from({ length: 8 }, () => newOrganisation()));
    const before = await db.invoice.count({ where: { number: { not: null } } });
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) =>
        transaction(async (tx) => {
          const organisationId = organisations[index % 8] ?? '';
          const invoice = await issueInvoice(tx, job(), invoiceFor(organisationId));
          if (index % 5 === 0) throw new Error(`rolled back after ${invoice.number}`);
        }),
      ),
    );
    const failures = results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(failures.filter((reason) => !reason.includes('rolled back after'))).toEqual([]);
    expect(failures).toHaveLength(40);
    const issued = await db.invoice.findMany({
      where: { number: { not: null }, year: 2026, series: 'INV' },
      orderBy: { serial: 'asc' },
      select: { serial: true, number: true },
    });
    expect(issued.map(({ serial }) => serial)).toEqual(issued.map((_, index) => index + 1));
    expect(issued).toHaveLength(before + 160);
    expect(new Set(issued.map(({ number }) => number)).size).toBe(issued.length);
  });

  it('start again with the year', async () => {
    const organisationId = await newOrganisation();
    const later = job(new Date('2031-01-01T00:00:00Z'));
    const invoice = await transaction((tx) => issueInvoice(tx, later, invoiceFor(organisationId)));
    expect(invoice.number).toBe('INV-2031-000001');
  });

  it('are once a purchase', async () => {
    const organisationId = await newOrganisation();
    const purchaseId = newId('purchase');
    const draft = { ...invoiceFor(organisationId), purchaseId };
    await expect(transaction((tx) => issueInvoice(tx, job(), draft))).rejects.toThrow();
    expect(await db.invoice.count({ where: { organisationId } })).toBe(0);
  });
});
