import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { runRefund } from '@/lib/domain/refunds/run-refund';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, openCheckoutOf, paidCheckout, paymentById, sums, walletOf } from '@/lib/testing/payments';
import { present } from '@/lib/testing/present';
import { openShop } from '@/lib/testing/shop';
import { bringItem } from './bring-item';
import { decideItem } from './decide-item';
import { importStatement } from './import-statement';
import { readOurs } from './ours';
import { recordTransfer } from './record-transfer';
import { runReconciliation } from './run-reconciliation';
import type { ReconciledProvider } from './schema';
import { startReconciliation } from './start-reconciliation';

const NOW = new Date();
const today = NOW.toISOString().slice(0, 10);
const finance = () => staff(['finance'], new Date());

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  const account = { currency: 'USD', holder: 'Example Ltd', bank: 'Bank', iban: 'GB82WEST12345698765432' };
  const seller = {
    ...{ legalName: 'Example Ltd', line1: '1 Road', line2: '', city: 'London', postalCode: 'N1' },
    ...{ country: 'GB', taxId: '', email: 'billing@example.test', series: 'INV', creditSeries: 'CN' },
    accounts: [{ ...account, bic: 'NWBKGB2L' }],
  };
  const key = { key: 'seller' };
  await db.setting.upsert({ where: key, create: { ...key, value: seller }, update: { value: seller } });
});
afterAll(() => shop.close());

async function reconcile(provider: ReconciledProvider) {
  const { runId } = await startReconciliation(await finance(), { provider, from: today, to: today });
  await runReconciliation(job(new Date()), { runId });
  return db.reconciliationItem.findMany({ where: { runId }, orderBy: { position: 'asc' } });
}

const about = async (provider: ReconciledProvider, subjectId: string) =>
  (await reconcile(provider)).filter((item) => item.subjectId === subjectId);

async function transfer() {
  const org = await newOrganisation();
  const ctx = await memberOf(org, 'owner');
  const pack = { packCode: 'pack-250', totalMinor: '2000', provider: 'bank_transfer' as const };
  const { paymentId } = await startCheckout(ctx, pack);
  return { org, paymentId, reference: (await paymentById(paymentId)).reference };
}

let files = 0;
async function booked(...lines: string[]) {
  const bytes = new TextEncoder().encode(
    `Date,Amount,Text\n${lines.map((line) => `${today},${line}`).join('\n')}\n`,
  );
  const mapping = {
    ...{ account: `US${++files}`, currency: 'USD', dateColumn: 'Date', dateOrder: 'YMD' as const },
    ...{ amountColumn: 'Amount', decimal: '.' as const, referenceColumn: 'Text', headLine: 1 },
  };
  await importStatement(await finance(), { fileName: `${files}.csv`, bytes, mapping });
}

describe('recordTransfer', () => {
  it('books lines of the bank for a transfer, in parts, once each; a run afterwards matches them', async () => {
    const { org, paymentId, reference } = await transfer();
    await booked(`5.00,${reference.toLowerCase()}`, '18.00,for the credits');
    const [part] = await about('bank_transfer', paymentId);
    expect(part).toMatchObject({ kind: 'missing_here', theirMinor: 500n, ourMinor: null });
    const { runId, position } = present(part);
    const ctx = await finance();
    expect(await recordTransfer(ctx, { runId, position, reference })).toMatchObject({
      outcome: 'part',
      dueMinor: '1500',
    });
    expect(await sums(org)).toEqual({ 'cash:bank_transfer': 500n, customer_balance: -500n });
    // The second line names nothing: finance says what it is for.
    const rows = await reconcile('bank_transfer');
    expect(rows.filter((item) => item.subjectId === paymentId)).toMatchObject([
      { kind: 'matched', ourMinor: 500n },
    ]);
    const rest = present(rows.find(({ theirMinor }) => theirMinor === 1_800n));
    expect(rest).toMatchObject({ kind: 'missing_here', subjectId: null });
    const asked = { runId: rest.runId, position: rest.position };
    for (const [wrong, reason] of [['MD-NOBODY', 'transferUnknown']] as const)
      await expect(recordTransfer(ctx, { ...asked, reference: wrong })).rejects.toMatchObject({
        fields: { reference: reason },
      });
    expect(await recordTransfer(ctx, { ...asked, reference: reference.toLowerCase() })).toMatchObject({
      ...{ outcome: 'over', overMinor: '300' },
    });
    expect(await sums(org)).toEqual({
      ...{ 'cash:bank_transfer': 2_300n, customer_balance: -300n, deferred_revenue: -2_000n },
    });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await about('bank_transfer', paymentId)).toMatchObject([
      { kind: 'matched', theirMinor: 500n },
      { kind: 'matched', theirMinor: 1_800n },
    ]);
    await expect(recordTransfer(ctx, { ...asked, reference })).rejects.toMatchObject({
      reason: 'itemDecided',
    });
    await expect(decideItem(ctx, { ...asked, decision: 'ignored', note: 'no more' })).rejects.toMatchObject({
      reason: 'itemDecided',
    });
    expect(await db.auditEvent.count({ where: { action: 'transfer.record', organisationId: org } })).toBe(2);
    expect(await broken()).toEqual([]);
  });

  it('books a line that stands in two comparisons once, whoever is quicker', async () => {
    const { org, paymentId, reference } = await transfer();
    await booked(`20.00,${reference}`);
    const items = [await about('bank_transfer', paymentId), await about('bank_transfer', paymentId)].map(
      ([one]) => present(one),
    );
    const ctx = await finance();
    const all = await Promise.allSettled(
      [...items, ...items].map(({ runId, position }) => recordTransfer(ctx, { runId, position, reference })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await sums(org)).toEqual({ 'cash:bank_transfer': 2_000n, deferred_revenue: -2_000n });
    const { runId, position } = present(items[1]);
    await expect(recordTransfer(ctx, { runId, position, reference })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('leaves a transfer whose proof waits to its review, and takes nothing that went out', async () => {
    const { org, paymentId, reference } = await transfer();
    await booked(`20.00,${reference}`, '-3.00,fee');
    const rows = await reconcile('bank_transfer');
    const line = present(rows.find(({ subjectId }) => subjectId === paymentId));
    const fee = present(rows.find(({ theirMinor }) => theirMinor === -300n));
    const { userId } = await db.member.findFirstOrThrow({ where: { organisationId: org } });
    await db.proof.create({
      data: {
        ...{ organisationId: org, id: `prf_${org}`, paymentId, fileName: 'a.png', mediaType: 'image/png' },
        ...{ sizeBytes: 1, sha256: org, storageKey: org, statedMinor: 2_000n, statedOn: NOW },
        ...{ statedReference: 'x', uploadedById: userId, createdAt: NOW },
      },
    });
    const ctx = await finance();
    const { runId } = line;
    await expect(recordTransfer(ctx, { runId, position: line.position, reference })).rejects.toMatchObject({
      reason: 'proofWaits',
    });
    await expect(recordTransfer(ctx, { runId, position: fee.position, reference })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await sums(org)).toEqual({});
  });
});

describe('bringItem', () => {
  it('brings a payment whose event was lost to what Stripe says, and grants what was bought', async () => {
    const { org, paymentId, checkoutUrl } = await openCheckoutOf();
    await shop.pay(checkoutUrl);
    const [item] = await about('stripe', paymentId);
    expect(item).toMatchObject({ kind: 'missing_here', organisationId: org, theirMinor: 2_000n });
    const { runId, position } = present(item);
    await bringItem(await finance(), { runId, position });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await about('stripe', paymentId)).toMatchObject([{ kind: 'matched', ourMinor: 2_000n }]);
    await expect(bringItem(await finance(), { runId, position })).rejects.toMatchObject({
      reason: 'nothingToBring',
    });
    expect(
      await db.reconciliationItem.findUnique({ where: { runId_position: { runId, position } } }),
    ).toMatchObject({
      ...{ decision: 'corrected', note: 'open → succeeded' },
    });
    expect(await broken()).toEqual([]);
  });

  it('takes back what was refunded on the pages of Stripe', async () => {
    const { org, paymentId, payment, intent } = await paidCheckout(shop);
    await shop.control('/sandbox/refunds', { paymentIntent: intent, amount: 500 });
    const [missing] = (await about('stripe', paymentId)).filter(({ kind }) => kind === 'missing_here');
    expect(missing).toMatchObject({ theirMinor: -500n, organisationId: org });
    const { runId, position } = present(missing);
    await bringItem(await finance(), { runId, position });
    expect(await paymentById(payment.id)).toMatchObject({ refundedMinor: 500n });
    expect(
      (await reconcile('stripe')).filter(
        ({ organisationId, kind }) => organisationId === org && kind !== 'matched',
      ),
    ).toEqual([]);
  });
});

describe('with Paymob', () => {
  it('holds payments and refunds against what it says, also those that only it knows', async () => {
    const org = await newOrganisation();
    await db.organisation.update({ where: { id: org }, data: { currency: 'EGP', country: 'EG' } });
    const ctx = await memberOf(org, 'owner', new Date());
    const { priceMinor } = await db.packPrice.findFirstOrThrow({
      where: { packCode: 'pack-250', currency: 'EGP' },
    });
    const { paymentId } = await startCheckout(ctx, {
      packCode: 'pack-250',
      totalMinor: priceMinor.toString(),
    });
    const order = present((await paymentById(paymentId)).providerId);
    await shop.control(`/sandbox/paymob/orders/${order}/pay`, { outcome: 'succeeds', method: 'card' });
    const mine = async () =>
      (await reconcile('paymob')).filter(({ organisationId }) => organisationId === org);
    const [paid] = await mine();
    expect(paid).toMatchObject({ kind: 'missing_here', subjectId: paymentId, theirMinor: priceMinor });
    await bringItem(await finance(), { runId: present(paid).runId, position: present(paid).position });
    expect(await mine()).toMatchObject([{ kind: 'matched', ourMinor: priceMinor }]);
    const { refundId } = await requestRefund(await finance(), {
      paymentId,
      amountMinor: '1000',
      reason: 'A part',
    });
    await runRefund(job(new Date()), { organisationId: org, refundId });
    expect((await mine()).map(({ kind, ourMinor }) => [kind, ourMinor])).toEqual([
      ['matched', priceMinor],
      ['matched', -1_000n],
    ]);
    // One by hand left the bank, and is nothing that Paymob knows.
    const hand = { paymentId, amountMinor: '500', reason: 'By hand', isByHand: true };
    await requestRefund(await finance(), { ...hand, bankReference: 'TRX-1' });
    expect(await mine()).toHaveLength(2);
    const bank = await readOurs(db, 'bank_transfer', {
      start: addDays(new Date(), -1),
      end: addDays(new Date(), 1),
    });
    expect(bank.filter((row) => row.organisationId === org)).toMatchObject([
      { kind: 'refund', amountMinor: -500n, keys: expect.arrayContaining(['TRX-1']) as unknown },
    ]);
    // Ours that Paymob does not have: somebody booked it here alone.
    await db.refund.updateMany({ where: { id: refundId }, data: { amountMinor: 1_100n } });
    expect((await mine()).map(({ kind, ourMinor, theirMinor }) => [kind, ourMinor, theirMinor])).toEqual([
      ['missing_here', null, -1_000n],
      ['missing_there', -1_100n, null],
      ['matched', priceMinor, priceMinor],
    ]);
  });
});
