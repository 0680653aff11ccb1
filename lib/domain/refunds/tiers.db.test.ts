import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { ensureCatalogue, job, staff } from '@/lib/testing/factories';
import { broken, sums, take, walletOf } from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { change, newSubscriber } from '@/lib/testing/tiers';
import { requestRefund } from './request-refund';
import { runRefund } from './run-refund';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

const paymentsOf = (organisationId: string) =>
  db.payment.findMany({ where: { organisationId, status: 'succeeded' }, orderBy: { id: 'asc' } });

async function refund(organisationId: string, paymentId: string, amountMinor?: string) {
  const finance = await staff(['finance'], new Date());
  const { refundId } = await requestRefund(finance, { paymentId, amountMinor, reason: 'Sorry' });
  await runRefund(job(new Date()), { organisationId, refundId });
  return db.refund.findFirstOrThrow({ where: { id: refundId }, include: { creditNote: true } });
}

async function subscriber() {
  const one = await newSubscriber(shop, { tierCode: 'starter' });
  const [payment] = await paymentsOf(one.org);
  if (!payment) throw new Error('nobody paid');
  return { ...one, paymentId: payment.id, intent: payment.providerPaymentId ?? '' };
}

describe('a refund of a tier', () => {
  it('takes the allowance of its period back by difference, with credit notes', async () => {
    const { org, paymentId } = await subscriber();
    const free = (await walletOf(org)).balanceMicro - credits(200);
    const part = await refund(org, paymentId, '950');
    expect(part).toMatchObject({
      ...{ status: 'succeeded', clawedMicro: credits(100), owedMicro: 0n },
      creditNote: { totalMinor: 950n },
    });
    expect(await sums(org)).toEqual({ 'cash:stripe': 950n, deferred_revenue: -950n });
    await refund(org, paymentId);
    expect(await sums(org)).toEqual({});
    expect(await walletOf(org)).toMatchObject({ balanceMicro: free, owedMicro: 0n });
    expect(await broken()).toEqual([]);
  });

  it('of which an upgrade was paid too takes each payment’s own lot', async () => {
    const one = await subscriber();
    await change(one.at(), { tierCode: 'professional' });
    await one.sync();
    const paid = await paymentsOf(one.org);
    expect(paid).toHaveLength(2);
    const [, upgrade] = paid;
    if (!upgrade) throw new Error('the upgrade was not paid');
    const lots = () =>
      db.lot.findMany({
        where: { organisationId: one.org, costMinor: { not: null } },
        orderBy: { createdAt: 'asc' },
      });
    const [month, more] = await lots();
    expect(more?.costMinor).toBe(upgrade.amountMinor);
    await refund(one.org, one.paymentId);
    expect(await lots()).toMatchObject([
      { id: month?.id, clawedMicro: month?.grantedMicro, remainingMicro: 0n },
      { id: more?.id, clawedMicro: 0n, remainingMicro: more?.grantedMicro },
    ]);
    await refund(one.org, upgrade.id);
    expect((await lots())[1]).toMatchObject({ clawedMicro: more?.grantedMicro, remainingMicro: 0n });
    expect(await sums(one.org)).toEqual({});
    expect(await broken()).toEqual([]);
  });
});

describe('a dispute of a tier', () => {
  it.each(['won', 'lost'] as const)('freezes the allowance; %s', async (outcome) => {
    const { org, intent } = await subscriber();
    await spendCredits(db, job(new Date(), org), org, { amountMicro: credits(70) });
    const used = await db.lot.findFirstOrThrow({ where: { organisationId: org, costMinor: { not: null } } });
    const from = shop.deliveries.length;
    await shop.control('/sandbox/disputes', { paymentIntent: intent });
    const created = await shop.delivery('charge.dispute.created', from);
    await take(created);
    const dispute = () => db.dispute.findFirstOrThrow({ where: { organisationId: org } });
    expect(await dispute()).toMatchObject({ frozenMicro: used.remainingMicro, status: 'needs_response' });
    expect(await walletOf(org)).toMatchObject({ heldMicro: used.remainingMicro });
    await shop.control(`/sandbox/disputes/${(await dispute()).providerDisputeId}/close`, { outcome });
    await take(await shop.delivery('charge.dispute.closed', from));
    expect(await dispute()).toMatchObject({ status: outcome });
    expect(await walletOf(org)).toMatchObject({ heldMicro: 0n });
    const { disputes = 0n, 'cash:stripe': cash } = await sums(org);
    expect(disputes).toBe(0n);
    expect(cash).toBe(outcome === 'won' ? 400n : -1_500n);
    const notes = await db.creditNote.findMany({ where: { organisationId: org } });
    expect(notes.map(({ totalMinor }) => totalMinor)).toEqual(outcome === 'won' ? [] : [1_900n]);
    expect(await broken()).toEqual([]);
  });
});
