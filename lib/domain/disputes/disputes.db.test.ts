import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { getPaymentForFinance } from '@/lib/domain/payments/payment-queries';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { ensureCatalogue, job, staff } from '@/lib/testing/factories';
import { broken, paidCheckout, paymentById, sums, take, walletOf } from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { addEvidence } from './add-evidence';
import { getDisputeForFinance, listDisputes } from './queries';
import { closeRecordedDispute, recordDispute } from './record-dispute';
import { submitDispute } from './submit-dispute';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());
const FEE = 1_500n;

async function disputed(over: object = {}) {
  const paid = await paidCheckout(shop);
  const from = shop.deliveries.length;
  await shop.control('/sandbox/disputes', { paymentIntent: paid.intent, ...over });
  const created = await shop.delivery('charge.dispute.created', from);
  const dispute = () => db.dispute.findFirstOrThrow({ where: { organisationId: paid.org } });
  const theirId = (created.event as unknown as { data: { object: { id: string } } }).data.object.id;
  const close = async (outcome: 'won' | 'lost') => {
    const before = shop.deliveries.length;
    await shop.control(`/sandbox/disputes/${theirId}/close`, { outcome });
    return shop.delivery('charge.dispute.closed', before);
  };
  return { ...paid, created, from, dispute, close, theirId };
}

describe('a dispute', () => {
  it('freezes the credits when it opens, and gives them back when it is won', async () => {
    const { org, created, dispute, close } = await disputed();
    await Promise.all([take(created), take(created)]);
    expect(await dispute()).toMatchObject({
      status: 'needs_response',
      feeMinor: FEE,
      frozenMicro: credits(250),
    });
    const wallet = { balanceMicro: credits(250), heldMicro: credits(250) };
    expect(await walletOf(org)).toMatchObject(wallet);
    expect(await sums(org)).toEqual({
      ...{ 'cash:stripe': -1500n, deferred_revenue: -2000n, disputes: 2000n, fees: FEE },
    });
    await take(await close('won'));
    expect(await dispute()).toMatchObject({ status: 'won' });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250), heldMicro: 0n });
    expect(await sums(org)).toEqual({ 'cash:stripe': 500n, deferred_revenue: -2000n, fees: FEE });
    expect(await broken()).toEqual([]);
  });

  it('that is lost claws, with a credit note; what was used is owed', async () => {
    const { org, created, dispute, close } = await disputed();
    await spendCredits(db, job(new Date(), org), org, { amountMicro: credits(50) });
    await take(created);
    const { id: disputeId } = await dispute();
    expect(await getDisputeForFinance(await finance(), { disputeId })).toMatchObject({
      ...{ frozen: '200', share: '250' },
    });
    await take(await close('lost'));
    expect(await dispute()).toMatchObject({ status: 'lost', clawedMicro: credits(250) });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: 0n, heldMicro: 0n, owedMicro: credits(50) });
    expect(await sums(org)).toEqual({ 'cash:stripe': -1500n, fees: FEE, refunds: 400n, revenue: -400n });
    expect(await db.creditNote.count({ where: { organisationId: org } })).toBe(1);
    expect(await broken()).toEqual([]);
  });

  it.each(['won', 'lost'] as const)(
    'that was %s is the same when the end is heard of first',
    async (outcome) => {
      const { org, from, created, dispute, close } = await disputed();
      const closed = await close(outcome);
      await take(closed);
      await take(created);
      for (const delivery of shop.deliveries.slice(from).reverse())
        if (delivery.event.type.startsWith('charge.dispute')) await take(delivery);
      expect(await dispute()).toMatchObject({ status: outcome });
      const won = { 'cash:stripe': 500n, deferred_revenue: -2000n, fees: FEE };
      expect(await sums(org)).toEqual(outcome === 'won' ? won : { 'cash:stripe': -1500n, fees: FEE });
      expect(await walletOf(org)).toMatchObject({ heldMicro: 0n, owedMicro: 0n });
      expect(await broken()).toEqual([]);
    },
  );

  it('of a part, after a refund of another, takes back no more than was granted', async () => {
    const paid = await paidCheckout(shop);
    const ctx = await finance();
    const refund = { paymentId: paid.paymentId, amountMinor: '500', reason: 'part', isByHand: true };
    await requestRefund(ctx, refund);
    const { disputeId } = await recordDispute(ctx, {
      ...{ paymentId: paid.paymentId, reason: 'general', theirId: paid.paymentId },
    });
    await expect(requestRefund(ctx, refund)).rejects.toMatchObject({ reason: 'refundDisputed' });
    const stripeTells = closeRecordedDispute(ctx, { disputeId, outcome: 'lost' });
    await expect(stripeTells).rejects.toMatchObject({ reason: 'disputeByProvider' });
    await db.payment.updateMany({ where: { id: paid.paymentId }, data: { provider: 'paymob' } });
    await closeRecordedDispute(ctx, { disputeId, outcome: 'lost' });
    expect(await walletOf(paid.org)).toMatchObject({ balanceMicro: 0n, heldMicro: 0n, owedMicro: 0n });
    await expect(closeRecordedDispute(ctx, { disputeId, outcome: 'won' })).rejects.toMatchObject({
      reason: 'disputeClosed',
    });
    await expect(requestRefund(ctx, refund)).rejects.toMatchObject({ reason: 'refundTooMuch' });
    expect((await paymentById(paid.paymentId)).refundedMinor).toBe(500n);
    expect(await broken()).toEqual([]);
  });

  it('that is only an inquiry moves and freezes nothing', async () => {
    const { org, created, dispute, close } = await disputed({ inquiry: true });
    await take(created);
    expect(await dispute()).toMatchObject({ status: 'needs_response', frozenMicro: 0n, holdId: null });
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, deferred_revenue: -2000n });
    await take(await close('won'));
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, deferred_revenue: -2000n });
  });

  it('in another currency than was paid is booked as it left the balance', async () => {
    const { org, created, dispute, close } = await disputed({
      ...{ amount: 1_850, currency: 'eur', settledAmount: 2_000 },
    });
    await take(created);
    expect(await dispute()).toMatchObject({ amountMinor: 2_000n, currency: 'USD', feeMinor: FEE });
    expect(await sums(org)).toEqual({
      ...{ 'cash:stripe': -1500n, deferred_revenue: -2000n, disputes: 2000n, fees: FEE },
    });
    await take(await close('lost'));
    expect(await sums(org)).toEqual({ 'cash:stripe': -1500n, fees: FEE });
    expect(await broken()).toEqual([]);
  });

  it('in a currency that nothing here has is seen, and moves nothing', async () => {
    const { org, paymentId, created, close } = await disputed({
      ...{ amount: 1_850, currency: 'eur', settledAmount: 1_600, settledCurrency: 'gbp' },
    });
    for (const delivery of [created, created, await close('lost')]) await take(delivery);
    const payment = await getPaymentForFinance(await finance(), { paymentId });
    expect(payment.disputes).toEqual([]);
    const outcomes = payment.events.filter(({ type }) => type.startsWith('charge.dispute'));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['other currency', 'other currency']);
    expect(await sums(org)).toEqual({ 'cash:stripe': 2000n, deferred_revenue: -2000n });
    expect(await walletOf(org)).toMatchObject({ balanceMicro: credits(250), heldMicro: 0n });
    const seen = { action: 'dispute.differs', recordId: paymentId, organisationId: org };
    expect(await db.auditEvent.count({ where: seen })).toBe(2);
    expect(await broken()).toEqual([]);
  });

  it('is answered once, with the pieces of evidence in a list', async () => {
    const { created, dispute, from } = await disputed();
    await take(created);
    const ctx = await finance();
    const { id: disputeId } = await dispute();
    await expect(submitDispute(ctx, { disputeId })).rejects.toMatchObject({ reason: 'evidenceMissing' });
    await addEvidence(ctx, { disputeId, kind: 'access_activity_log', body: 'They used 30 credits.' });
    await addEvidence(ctx, { disputeId, kind: 'uncategorized_text', body: 'winning_evidence' });
    await submitDispute(ctx, { disputeId });
    const dto = await getDisputeForFinance(ctx, { disputeId });
    expect(dto.evidence.map(({ kind }) => kind)).toEqual(['access_activity_log', 'uncategorized_text']);
    await take(await shop.delivery('charge.dispute.closed', from));
    const { timeline, status } = await getDisputeForFinance(ctx, { disputeId });
    expect(status).toBe('won');
    expect(timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['opened', 'frozen', 'evidence', 'submitted', 'won']),
    );
    await expect(addEvidence(ctx, { disputeId, kind: 'service_date', body: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await listDisputes(ctx)).disputes.map(({ id }) => id)).toContain(disputeId);
  });

  it('is for finance alone', async () => {
    const { ctx, org, created, dispute } = await disputed();
    await take(created);
    const { id: disputeId } = await dispute();
    await expect(getDisputeForFinance(ctx, { disputeId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(submitDispute(ctx, { disputeId })).rejects.toMatchObject({ code: 'forbidden' });
    const unknown = { disputeId: 'dsp_00000000000000000000000000' };
    await expect(getDisputeForFinance(await finance(), unknown)).rejects.toMatchObject({ code: 'not_found' });
    expect(org).toBeTruthy();
  });
});
