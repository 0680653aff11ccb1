import { beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { closeRecordedDispute, recordDispute } from '@/lib/domain/disputes/record-dispute';
import { postJournal } from '@/lib/domain/invoices/accounts';
import { bookOnAccount } from '@/lib/domain/payments/book-on-account';
import { readStatement } from '@/lib/domain/statements/get-statement';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { NOW, ensureCatalogue, job, newOrganisation, staff } from '@/lib/testing/factories';
import { booksOf, newRate } from '@/lib/testing/invoices';
import { broken, walletOf } from '@/lib/testing/payments';
import { getRefundTerms } from './get-refund-terms';
import { requestRefund } from './request-refund';

let finance: Awaited<ReturnType<typeof staff>>;
beforeAll(async () => {
  await ensureCatalogue();
  finance = await staff(['finance']);
});

/** 500.00 and 14 % of it, paid when no invoices were issued yet: their tax stands in one account for all rates. */
async function boughtBefore() {
  const organisationId = await newOrganisation();
  const [purchaseId, paymentId] = [newId('purchase'), newId('payment')];
  const taxRateId = await newRate(1400);
  const sums = { totalMinor: 57_000n, taxMinor: 7_000n, listPriceMinor: 50_000n };
  const base = { organisationId, currency: 'USD', createdAt: NOW };
  await db.purchase.create({
    data: {
      ...{ ...base, ...sums, id: purchaseId, packCode: 'x', packName: 'x', factors: [], taxRateId },
      ...{ creditsMicro: credits(100), expiresAt: NOW, status: 'paid', paidAt: NOW },
    },
  });
  await db.payment.create({
    data: {
      ...{
        ...base,
        id: paymentId,
        reference: paymentId,
        purchaseId,
        provider: 'paymob',
        status: 'succeeded',
      },
      ...{ amountMinor: 57_000n, receivedMinor: 57_000n, providerPaymentId: paymentId, settledAt: NOW },
    },
  });
  await transaction(async (tx) => {
    const grant = { amountMicro: credits(100), source: 'purchase', costMinor: 50_000n } as const;
    await grantCredits(tx, job(), organisationId, { ...grant, currency: 'USD', purchaseId });
    const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency: 'USD' });
    await postJournal(tx, {
      ...{ organisationId, kind: 'purchase', reference: purchaseId, now: NOW },
      lines: [line('cash:paymob', 57_000n), line('tax_payable', -7_000n), line('deferred_revenue', -50_000n)],
    });
  });
  return { organisationId, paymentId };
}

const closing = async (organisationId: string) =>
  (await readStatement(organisationId, { from: '2026-11-01', to: '2026-12-31' })).money.closingMinor;

describe('money for what was bought before there were invoices', () => {
  it('goes back with its tax in proportion, to the cent, and without a document; the terms say so', async () => {
    const { organisationId, paymentId } = await boughtBefore();
    expect(await getRefundTerms(finance, { paymentId })).toMatchObject({
      ...{ hasInvoice: false, leftMinor: '57000', soldMinor: '57000', isAskable: true },
    });
    const by = { paymentId, reason: 'x', isByHand: true };
    await requestRefund(finance, { ...by, amountMinor: '10001' });
    expect(await booksOf(organisationId)).toEqual({
      ...{ 'cash:paymob': 57_000n, 'cash:bank_transfer': -10_001n, tax_payable: -5_772n },
      ...{ deferred_revenue: -41_228n, refunds: 1n },
    });
    expect(await closing(organisationId)).toBe('0');
    await requestRefund(finance, by);
    const refunds = await db.refund.findMany({ where: { organisationId }, orderBy: { id: 'asc' } });
    expect(refunds.map(({ taxMinor }) => taxMinor)).toEqual([1_228n, 5_772n]);
    expect(await booksOf(organisationId)).toEqual({ 'cash:paymob': 57_000n, 'cash:bank_transfer': -57_000n });
    expect(await db.creditNote.count({ where: { organisationId } })).toBe(0);
    expect(await walletOf(organisationId)).toMatchObject({ balanceMicro: 0n, owedMicro: 0n });
    expect(await closing(organisationId)).toBe('0');
    expect(await broken()).toEqual([]);
  });

  it('is lost to a dispute with its tax', async () => {
    const { organisationId, paymentId } = await boughtBefore();
    const { disputeId } = await recordDispute(finance, { paymentId, reason: 'fraud', theirId: paymentId });
    await closeRecordedDispute(finance, { disputeId, outcome: 'lost' });
    expect(await booksOf(organisationId)).toEqual({});
    expect(await closing(organisationId)).toBe('0');
    expect(await broken()).toEqual([]);
  });
});

describe('money that came in another currency', () => {
  it('goes back in that currency, as much as came', async () => {
    const { organisationId, paymentId } = await boughtBefore();
    const other = newId('payment');
    const payment = await db.payment.findFirstOrThrow({ where: { id: paymentId } });
    const { settledAt: _, ...same } = payment;
    await db.payment.create({
      data: {
        ...{ ...same, id: other, reference: other, providerPaymentId: other, settledAt: NOW },
        ...{ receivedMinor: 0n, difference: 'currency' },
      },
    });
    const came = { organisationId, id: other, provider: 'paymob' };
    await transaction((tx) => bookOnAccount(tx, job(), came, { amountMinor: 300n, currency: 'EUR' }));
    expect(await getRefundTerms(finance, { paymentId: other })).toMatchObject({
      ...{ currency: 'EUR', leftMinor: '300', soldMinor: '0', credits: null },
    });
    const by = { paymentId: other, reason: 'x', isByHand: true };
    await expect(requestRefund(finance, { ...by, amountMinor: '301' })).rejects.toMatchObject({
      ...{ reason: 'refundTooMuch', values: { left: '3.00', currency: 'EUR' } },
    });
    await requestRefund(finance, by);
    await expect(requestRefund(finance, by)).rejects.toMatchObject({ reason: 'refundTooMuch' });
    const euros = await db.journalLine.groupBy({
      ...{ by: ['account'], where: { organisationId, currency: 'EUR' }, orderBy: { account: 'asc' } },
      _sum: { amountMinor: true },
    });
    expect(euros.map(({ account, _sum }) => [account, _sum.amountMinor])).toEqual([
      ['cash:bank_transfer', -300n],
      ['cash:paymob', 300n],
      ['customer_balance', 0n],
    ]);
  });
});
