import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { issueInvoice } from '@/lib/domain/invoices/steps';
import {
  getPayment,
  getPaymentForFinance,
  listPaymentsForFinance,
} from '@/lib/domain/payments/payment-queries';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { startPayment } from '@/lib/domain/payments/start-payment';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { saveSeller } from '@/lib/testing/by-invoice';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, paymentById, sums, walletOf } from '@/lib/testing/payments';
import { pdfOf } from '@/lib/testing/pdf';
import { png } from '@/lib/testing/png';
import { acceptProof } from './accept-proof';
import { checkProof } from './check-proof';
import { getProofForFinance, listProofs, readProof, readProofForFinance } from './queries';
import { askAgain, rejectProof } from './review-proof';
import { submitProof } from './submit-proof';

beforeAll(async () => {
  await ensureCatalogue();
  await saveSeller();
});

const finance = () => staff(['finance']);

async function transfer() {
  const org = await newOrganisation();
  const ctx = await memberOf(org, 'owner');
  const pack = { packCode: 'pack-250', totalMinor: '2000', provider: 'bank_transfer' as const };
  return { org, ctx, ...(await startCheckout(ctx, pack)) };
}

const proof = (ctx: Context, paymentId: string, over: object = {}) =>
  submitProof(ctx, {
    ...{ paymentId, fileName: 'transfer.png', bytes: png() },
    ...{ amount: '20.00', on: '2026-11-20', reference: 'MD' },
    ...over,
  });
const accept = async (proofId: string, amount = '20.00') =>
  acceptProof(await finance(), { proofId, amount, on: '2026-11-20' });

describe('a transfer', () => {
  it('has a reference and an account, and is paid when finance accepts its proof', async () => {
    const { org, ctx, paymentId, checkoutUrl } = await transfer();
    expect(checkoutUrl).toContain(`/billing/payments/${paymentId}`);
    const page = await getPayment(ctx, { paymentId });
    expect(page).toMatchObject({ dueMinor: '2000', account: { holder: 'Seller Ltd' }, status: 'open' });
    expect(page.reference).toMatch(/^MD-[2-9A-HJ-NP-Z]{6}$/);
    const { proofId } = await proof(ctx, paymentId);
    expect(await getPayment(ctx, { paymentId })).toMatchObject({ status: 'processing' });
    expect((await listProofs(await finance())).proofs.map(({ id }) => id)).toContain(proofId);
    expect(await accept(proofId)).toEqual({ outcome: 'paid', dueMinor: '0', overMinor: '0' });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await sums(org)).toEqual({ 'cash:bank_transfer': 2000n, deferred_revenue: -2000n });
    expect(await getPaymentForFinance(await finance(), { paymentId })).toMatchObject({
      ...{ status: 'succeeded', receivedMinor: '2000', proofs: [{ status: 'accepted' }] },
    });
    await expect(accept(proofId)).rejects.toMatchObject({ reason: 'proofReviewed' });
    await expect(proof(ctx, paymentId)).rejects.toMatchObject({ reason: 'transferOver' });
    expect(await broken()).toEqual([]);
  });

  it('in parts waits for the rest; what is too much is on account, and sent back from there', async () => {
    const { org, ctx, paymentId } = await transfer();
    const first = await proof(ctx, paymentId);
    const part = await accept(first.proofId, '5.00');
    expect(part).toEqual({ outcome: 'part', dueMinor: '1500', overMinor: '0' });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n });
    expect(await sums(org)).toEqual({ 'cash:bank_transfer': 500n, customer_balance: -500n });
    expect(await getPayment(ctx, { paymentId })).toMatchObject({ status: 'open', dueMinor: '1500' });
    const second = await proof(ctx, paymentId);
    const rest = await accept(second.proofId, '18.00');
    expect(rest).toEqual({ outcome: 'over', dueMinor: '0', overMinor: '300' });
    expect(await sums(org)).toEqual({
      ...{ 'cash:bank_transfer': 2300n, customer_balance: -300n, deferred_revenue: -2000n },
    });
    const refund = { paymentId, amountMinor: '300', reason: 'Too much' };
    await requestRefund(await finance(), refund);
    expect(await sums(org)).toEqual({ 'cash:bank_transfer': 2000n, deferred_revenue: -2000n });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    await requestRefund(await finance(), { paymentId, reason: 'All' });
    expect(await sums(org)).toEqual({});
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n, owedMicro: 0n });
    expect(await broken()).toEqual([]);
  });

  it('accepted by two at once is granted once', async () => {
    const { org, ctx, paymentId } = await transfer();
    const { proofId } = await proof(ctx, paymentId);
    const all = await Promise.allSettled([accept(proofId), accept(proofId), accept(proofId)]);
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250) });
    expect(await sums(org)).toEqual({ 'cash:bank_transfer': 2000n, deferred_revenue: -2000n });
  });

  it("counts for the day its money came, in parts too: cash, deferred revenue, sales and rows agree at a month's edge", async () => {
    const now = new Date('2026-11-03T10:00:00Z');
    const { org, ctx, paymentId, purchaseId } = await transfer();
    const first = await proof(ctx, paymentId, { amount: '5.00', on: '2026-10-20' });
    const asFinance = async () => ({ ...(await finance()), now });
    await acceptProof(await asFinance(), { proofId: first.proofId, amount: '5.00', on: '2026-10-20' });
    const second = await proof(ctx, paymentId, { amount: '15.00', on: '2026-10-30' });
    await acceptProof(await asFinance(), { proofId: second.proofId, amount: '15.00', on: '2026-10-30' });
    const sumsBefore = async (day: string) => {
      const rows = await db.$queryRaw<{ account: string; minor: bigint }[]>`
        SELECT account, sum("amountMinor")::bigint AS minor FROM "JournalEntry" e
        JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
        WHERE e."organisationId" = ${org} AND e."postedAt" < ${day}::timestamptz GROUP BY 1 HAVING sum("amountMinor") <> 0`;
      return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]));
    };
    expect(await sumsBefore('2026-10-30Z')).toEqual({ 'cash:bank_transfer': 500n, customer_balance: -500n });
    const whole = { 'cash:bank_transfer': 2000n, deferred_revenue: -2000n };
    expect(await sumsBefore('2026-10-31Z')).toEqual(whole);
    expect(await sums(org)).toEqual(whole);
    const on = new Date('2026-10-30');
    expect(await paymentById(paymentId)).toMatchObject({ settledAt: on, receivedMinor: 2000n });
    const purchase = await db.purchase.findFirstOrThrow({ where: { id: purchaseId } });
    expect(purchase).toMatchObject({ status: 'paid', paidAt: on });
    expect(await db.organisation.findUniqueOrThrow({ where: { id: org } })).toMatchObject({
      firstPaidAt: on,
    });
    const lots = await db.$queryRaw<{ month: string; minor: bigint }[]>`
      SELECT to_char("boughtAt" AT TIME ZONE 'UTC', 'YYYY-MM') AS month, "costMinor" - "usedMinor" AS minor
      FROM lots_as_of('2026-11-01Z') WHERE "organisationId" = ${org}`;
    expect(lots).toEqual([{ month: '2026-10', minor: 2000n }]);
    const deferred = await db.$queryRaw<{ cohort: string }[]>`
      SELECT to_char(cohort, 'YYYY-MM') AS cohort FROM deferred_moves('2026-10-30') WHERE "amountMinor" < 0`;
    expect(deferred).toEqual([{ cohort: '2026-10' }]);
    expect(await broken()).toEqual([]);
  });

  it('for a locked month counts where the journal counts it', async () => {
    const now = new Date('2026-11-03T10:00:00Z');
    const month = new Date('2026-10-01');
    await db.accountingPeriod.create({ data: { month, lockedAt: now } });
    const { paymentId, ctx, purchaseId } = await transfer();
    const { proofId } = await proof(ctx, paymentId, { on: '2026-10-30' });
    await acceptProof({ ...(await finance()), now }, { proofId, amount: '20.00', on: '2026-10-30' });
    expect(await paymentById(paymentId)).toMatchObject({ settledAt: now });
    expect(await db.purchase.findFirst({ where: { id: purchaseId } })).toMatchObject({ paidAt: now });
    const entry = await db.journalEntry.findFirst({ where: { reference: purchaseId } });
    expect(entry).toMatchObject({ postedAt: now, lateFor: new Date('2026-10-30') });
    await db.accountingPeriod.delete({ where: { month } });
  });

  it('for an invoice pays it in parts; too much is on account', async () => {
    const org = await newOrganisation();
    const ctx = await memberOf(org, 'owner');
    const invoice = await transaction((tx) =>
      issueInvoice(tx, job(NOW, org), {
        ...{ organisationId: org, currency: 'USD' },
        lines: [{ kind: 'tier', description: 'Starter', amountMinor: 3_000n, taxRateId: null }],
      }),
    );
    const way = { invoiceId: invoice.id, provider: 'bank_transfer' as const };
    const { paymentId } = await startPayment(ctx, way);
    expect(await startPayment(ctx, way)).toMatchObject({ paymentId });
    await accept((await proof(ctx, paymentId)).proofId, '10.00');
    expect(await getPayment(ctx, { paymentId })).toMatchObject({ dueMinor: '2000', status: 'open' });
    const over = await accept((await proof(ctx, paymentId)).proofId, '21.00');
    expect(over).toEqual({ outcome: 'over', dueMinor: '0', overMinor: '100' });
    expect(await db.invoice.findFirst({ where: { id: invoice.id } })).toMatchObject({ status: 'paid' });
    expect(await sums(org)).toEqual({
      ...{ 'cash:bank_transfer': 3100n, customer_balance: -100n, deferred_revenue: -3000n },
    });
    await expect(startPayment(ctx, way)).rejects.toMatchObject({ reason: 'invoiceClosed' });
  });
});

describe('a review', () => {
  it('asks again, rejects with a reason, and never decides twice', async () => {
    const { ctx, paymentId } = await transfer();
    const { proofId } = await proof(ctx, paymentId);
    const someone = await finance();
    await askAgain(someone, { proofId, reason: 'Which account?' });
    expect((await getPayment(ctx, { paymentId })).proofs).toMatchObject([{ status: 'asked' }]);
    await rejectProof(someone, { proofId, reason: 'Not ours' });
    expect(await getPayment(ctx, { paymentId })).toMatchObject({
      ...{ status: 'open', proofs: [{ status: 'rejected', reason: 'Not ours' }] },
    });
    await expect(rejectProof(someone, { proofId, reason: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(askAgain(ctx, { proofId, reason: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(acceptProof(ctx, { proofId, amount: '1', on: '2026-11-20' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('notices the same file', async () => {
    const bytes = png();
    const one = await transfer();
    const { proofId } = await proof(one.ctx, one.paymentId, { bytes });
    await expect(proof(one.ctx, one.paymentId, { bytes })).rejects.toMatchObject({ reason: 'proofSent' });
    await accept(proofId);
    const again = await startCheckout(one.ctx, {
      ...{ packCode: 'pack-250', totalMinor: '2000', provider: 'bank_transfer' },
    });
    await expect(proof(one.ctx, again.paymentId, { bytes })).rejects.toMatchObject({ reason: 'proofUsed' });
    const other = await transfer();
    const theirs = await proof(other.ctx, other.paymentId, { bytes });
    const { sameFile } = await getProofForFinance(await finance(), theirs);
    expect(sameFile).toMatchObject([{ id: proofId, status: 'accepted' }]);
  });
});

describe('a refusal', () => {
  it('meets amounts and days that cannot be, and another organisation', async () => {
    const { ctx, paymentId } = await transfer();
    for (const amount of ['0', '-1', '1.234', 'x'])
      await expect(proof(ctx, paymentId, { amount })).rejects.toMatchObject({ fields: { amount: 'money' } });
    for (const on of ['2027-01-01', '2020-01-01', 'x'])
      await expect(proof(ctx, paymentId, { on })).rejects.toMatchObject({ code: 'invalid' });
    const stranger = await memberOf(await newOrganisation(), 'owner');
    await expect(proof(stranger, paymentId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getPayment(stranger, { paymentId })).rejects.toMatchObject({ code: 'not_found' });
    const { proofId } = await proof(ctx, paymentId);
    await expect(readProof(stranger, { proofId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readProofForFinance(ctx, { proofId })).rejects.toMatchObject({ code: 'forbidden' });
    const { fileName, stream } = await readProof(ctx, { proofId });
    expect(fileName).toBe('transfer.png');
    stream.destroy();
    await expect(listPaymentsForFinance(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    const { reference } = await paymentById(paymentId);
    const found = await listPaymentsForFinance(await finance(), { text: reference });
    expect(found.payments.map(({ id }) => id)).toEqual([paymentId]);
  });

  it('meets files that are no proof', async () => {
    const text = (words: string) => new TextEncoder().encode(words);
    const refused = async (bytes: Uint8Array, name: string, reason: string) =>
      expect(checkProof(bytes, name), `${name} ${reason}`).rejects.toMatchObject({ reason });
    await refused(new Uint8Array(), 'zero.pdf', 'fileEmpty');
    await refused(text('<!doctype html><script>alert(1)</script>'), 'page.pdf', 'proofMismatch');
    await refused(text('<html>%PDF-1.7</html>'), 'both.pdf', 'proofMismatch');
    await refused(text('Just words'), 'words.txt', 'proofType');
    await refused(text('%PDF-1.7\nnothing more'), 'cut.pdf', 'pdfDamaged');
    await refused(await pdfOf(500), 'many.pdf', 'pdfPages');
    await refused(await pdfOf(1, 'secret'), 'locked.pdf', 'pdfLocked');
    expect(await checkProof(await pdfOf(2), 'fine.pdf')).toMatchObject({ pages: 2 });
    await refused(png().subarray(0, 33), 'head.png', 'imageDamaged');
    await refused(png({ width: 60_000_000 }), 'huge.png', 'imagePixels');
    expect(await checkProof(png(), 'photo.png')).toMatchObject({ pages: null, mediaType: 'image/png' });
  });
});
