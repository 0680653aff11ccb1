import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { getInvoiceForFinance } from '@/lib/domain/invoices/queries';
import {
  issueInvoice,
  issueInvoices,
  payInvoice,
  voidInvoice,
  writeOffInvoice,
} from '@/lib/domain/invoices/steps';
import { readStatement } from '@/lib/domain/statements/get-statement';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import { NOW, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { booksOf, invoiceFor } from '@/lib/testing/invoices';
import { applyByFinance } from './apply-by-finance';
import { bookOnAccount } from './book-on-account';
import { mailsNaming } from '@/lib/testing/mail';

const issue = (organisationId: string, over: Parameters<typeof invoiceFor>[1] = {}) =>
  transaction((tx) => issueInvoice(tx, job(), invoiceFor(organisationId, over)));

/** Money that came for nothing, under the reference of a payment of its own. */
async function fund(organisationId: string, amountMinor: bigint, at = NOW): Promise<string> {
  const id = newId('payment');
  const payment = { organisationId, id, provider: 'bank_transfer' };
  await transaction((tx) => bookOnAccount(tx, job(at), payment, { amountMinor, currency: 'USD' }));
  return id;
}

const entries = (organisationId: string) =>
  db.accountEntry.findMany({
    where: { organisationId, kind: 'applied' },
    select: { reference: true, amountMinor: true },
    orderBy: { id: 'asc' },
  });

describe('money on account', () => {
  it('pays an invoice by finance, the oldest first, and the rest of it stays', async () => {
    const organisationId = await newOrganisation();
    const invoice = await issue(organisationId);
    const second = await fund(organisationId, 10_000n, NOW);
    const first = await fund(organisationId, 5_000n, addDays(NOW, -1));
    const finance = await staff(['finance']);
    const which = { organisationId, invoiceId: invoice.id };
    const number = invoice.number ?? '';
    expect(await getInvoiceForFinance(finance, { number })).toMatchObject({ applicableMinor: '11900' });
    expect(await applyByFinance(finance, which)).toEqual({ appliedMinor: '11900', dueMinor: '0' });
    expect(await getInvoiceForFinance(finance, { number })).toMatchObject({
      ...{ status: 'paid', fromAccountMinor: '11900', applicableMinor: '0', dueMinor: '0' },
    });
    expect(await booksOf(organisationId)).toEqual({
      ...{ 'cash:bank_transfer': 15_000n, customer_balance: -3_100n, deferred_revenue: -11_900n },
    });
    expect(await entries(organisationId)).toEqual([
      { reference: first, amountMinor: -5_000n },
      { reference: second, amountMinor: -6_900n },
    ]);
    // Sent twice it is refused, and nothing is booked again.
    await expect(applyByFinance(finance, which)).rejects.toMatchObject({ reason: 'invoiceNotOpen' });
    expect(await db.auditEvent.count({ where: { organisationId, action: 'invoice.apply' } })).toBe(1);
    const days = { from: '2026-11-20', to: '2026-11-21' };
    expect((await readStatement(organisationId, days)).money.closingMinor).toBe('-3100');
  });

  it('is not what a transfer was until the day of its invoice: that is a payment of its own', async () => {
    const organisationId = await newOrganisation();
    const invoice = await issue(organisationId);
    const which = {
      organisationId,
      invoiceId: invoice.id,
      provider: 'bank_transfer',
      receivedMinor: 12_000n,
    };
    await transaction((tx) => payInvoice(tx, job(), { ...which, occurredAt: addDays(NOW, -3) }));
    const shown = await getInvoiceForFinance(await staff(['finance']), { number: invoice.number ?? '' });
    expect(shown).toMatchObject({ status: 'paid', fromAccountMinor: '0', dueMinor: '0' });
  });

  it('pays a part where there is less; what was paid comes back when the invoice is void', async () => {
    const organisationId = await newOrganisation();
    const { id: invoiceId } = await issue(organisationId);
    await fund(organisationId, 1_900n);
    const finance = await staff(['finance']);
    const answer = await applyByFinance(finance, { organisationId, invoiceId });
    expect(answer).toEqual({ appliedMinor: '1900', dueMinor: '10000' });
    await expect(applyByFinance(finance, { organisationId, invoiceId })).rejects.toMatchObject({
      ...{ code: 'conflict', reason: 'nothingOnAccount' },
    });
    await transaction((tx) => voidInvoice(tx, job(), { organisationId, invoiceId }));
    expect(await booksOf(organisationId)).toEqual({
      'cash:bank_transfer': 1_900n,
      customer_balance: -1_900n,
    });
    expect(await issue(organisationId)).toMatchObject({ status: 'open', paidMinor: 1_900n });
  });

  it('pays one that was written off: it is owed again first, but only where money is there', async () => {
    const organisationId = await newOrganisation();
    const { id: invoiceId, number } = await issue(organisationId);
    await transaction((tx) => writeOffInvoice(tx, job(), { organisationId, invoiceId }));
    const finance = await staff(['finance']);
    const lost = await booksOf(organisationId);
    await expect(applyByFinance(finance, { organisationId, invoiceId })).rejects.toMatchObject({
      reason: 'nothingOnAccount',
    });
    expect(await booksOf(organisationId)).toEqual(lost);
    await fund(organisationId, 1_900n);
    const invoice = () => getInvoiceForFinance(finance, { number: number ?? '' });
    expect(await invoice()).toMatchObject({ status: 'uncollectible', applicableMinor: '1900' });
    const answer = await applyByFinance(finance, { organisationId, invoiceId });
    expect(answer).toEqual({ appliedMinor: '1900', dueMinor: '10000' });
    expect(await invoice()).toMatchObject({ status: 'open', dueMinor: '10000', closedAt: null });
    await fund(organisationId, 10_000n);
    await applyByFinance(finance, { organisationId, invoiceId });
    expect(await booksOf(organisationId)).toEqual({
      'cash:bank_transfer': 11_900n,
      deferred_revenue: -11_900n,
    });
    const { money } = await readStatement(organisationId, { from: '2026-11-20', to: '2026-11-21' });
    expect(money.movements.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['invoice', 'write_off', 'owed_again', 'payment']),
    );
    expect(money.closingMinor).toBe('0');
  });

  it('is used once, however many invoices want it together', async () => {
    const organisationId = await newOrganisation();
    const invoices = [];
    for (let nth = 0; nth < 6; nth++) invoices.push(await issue(organisationId));
    await fund(organisationId, 30_000n);
    const finance = await staff(['finance']);
    const results = await Promise.allSettled(
      invoices.map(({ id }) => applyByFinance(finance, { organisationId, invoiceId: id })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await booksOf(organisationId)).toMatchObject({ 'cash:bank_transfer': 30_000n });
    expect((await booksOf(organisationId)).customer_balance).toBeUndefined();
    const paid = await db.invoice.aggregate({ where: { organisationId }, _sum: { paidMinor: true } });
    expect(paid._sum.paidMinor).toBe(30_000n);
  });

  it('that came for a pack in part waits for the rest of it', async () => {
    const organisationId = await newOrganisation();
    const { id: invoiceId } = await issue(organisationId);
    const reference = await fund(organisationId, 5_000n);
    const purchase = { organisationId, id: newId('purchase'), packCode: 'x', packName: 'x', factors: [] };
    const terms = { creditsMicro: 1n, listPriceMinor: 9_000n, totalMinor: 9_000n, currency: 'USD' };
    const dates = { createdAt: NOW, expiresAt: addDays(NOW, 1) };
    await db.purchase.create({ data: { ...purchase, ...terms, ...dates } });
    await db.payment.create({
      data: {
        ...{ organisationId, id: reference, reference, purchaseId: purchase.id, provider: 'bank_transfer' },
        ...{ amountMinor: 9_000n, receivedMinor: 5_000n, currency: 'USD', status: 'open', createdAt: NOW },
      },
    });
    const finance = await staff(['finance']);
    await expect(applyByFinance(finance, { organisationId, invoiceId })).rejects.toMatchObject({
      reason: 'nothingOnAccount',
    });
  });

  it('reaches neither another currency, another customer, nor what the card is charged for', async () => {
    const organisationId = await newOrganisation();
    const finance = await staff(['finance']);
    const refused = async (invoiceId: string, by: Context = finance, whose = organisationId) =>
      applyByFinance(by, { organisationId: whose, invoiceId }).catch(
        (error: { code: string; reason: string }) => error.reason ?? error.code,
      );
    const euros = await issue(organisationId, { currency: 'EUR' });
    const collected = await issue(organisationId, { providerInvoiceId: newId('invoice') });
    await fund(organisationId, 50_000n);
    expect(await refused(euros.id)).toBe('nothingOnAccount');
    expect(await refused(collected.id)).toBe('invoiceCollected');
    expect(await refused(euros.id, finance, await newOrganisation())).toBe('notFound');
    expect(await refused(euros.id, await memberOf(organisationId, 'owner'))).toBe('notYours');
  });
});

describe('an invoice that is issued to a customer with money on account', () => {
  it('is paid from it at once, and only what is left is asked for', async () => {
    const organisationId = await newOrganisation();
    await memberOf(organisationId, 'billing');
    const before = await issue(organisationId);
    await transaction((tx) =>
      payInvoice(tx, job(), {
        ...{ organisationId, invoiceId: before.id, receivedMinor: 25_700n, provider: 'bank_transfer' },
      }),
    );
    const other = await newOrganisation();
    const drafts = [organisationId, other, organisationId].map((id) => invoiceFor(id));
    const issued = await transaction((tx) => issueInvoices(tx, job(), drafts));
    expect(issued.map(({ status, paidMinor }) => [status, paidMinor])).toEqual([
      ['paid', 11_900n],
      ['open', 0n],
      ['open', 1_900n],
    ]);
    expect(issued[0]?.paidAt).toEqual(NOW);
    const part = issued[2];
    const rows = await db.invoice.findMany({ where: { organisationId }, orderBy: { serial: 'asc' } });
    expect(rows.map(({ status, paidMinor }) => [status, paidMinor])).toEqual([
      ['paid', 11_900n],
      ['paid', 11_900n],
      ['open', 1_900n],
    ]);
    const amounts = async (template: string, number: string | null | undefined) =>
      (await mailsNaming(`"${number}"`))
        .filter((mail) => mail.template === template)
        .map(({ props }) => props.amountMinor);
    expect(await amounts('invoice-issued', part?.number)).toEqual(['10000']);
    expect(await amounts('invoice-paid', issued[0]?.number)).toEqual(['11900']);
    expect(await booksOf(organisationId)).toMatchObject({ receivable: 10_000n });
    const law = (await verifyLedger(job())).find(({ law }) => law.startsWith('money on'));
    expect(law?.differences).toEqual([]);
  });
});
