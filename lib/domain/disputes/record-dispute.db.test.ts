import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, paidCheckout, sums } from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { closeRecordedDispute, recordDispute } from './record-dispute';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());
const record = async (paymentId: string, theirId: string, amountMinor?: string) =>
  recordDispute(await finance(), { paymentId, amountMinor, reason: 'fraud', theirId });
const tooMuch = { code: 'invalid', fields: { amountMinor: 'refundTooMuch' } };

describe('a dispute that finance records', () => {
  it('is of what neither went back, nor is on its way, nor is disputed already', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    // Stripe would tell of it by itself.
    await db.payment.updateMany({ where: { id: paymentId }, data: { provider: 'paymob' } });
    const by = { paymentId, reason: 'x' };
    await requestRefund(await finance(), { ...by, amountMinor: '300', isByHand: true });
    await expect(record(paymentId, `${paymentId}a`, '1701')).rejects.toMatchObject(tooMuch);
    const first = await record(paymentId, `${paymentId}a`, '1000');
    await expect(record(paymentId, `${paymentId}b`, '701')).rejects.toMatchObject(tooMuch);
    await closeRecordedDispute(await finance(), { ...first, outcome: 'lost' });
    await expect(record(paymentId, `${paymentId}b`, '701')).rejects.toMatchObject(tooMuch);
    await requestRefund(await finance(), { ...by, amountMinor: '200' });
    await expect(record(paymentId, `${paymentId}b`, '501')).rejects.toMatchObject(tooMuch);
    await record(paymentId, `${paymentId}b`, '500');
    expect(await sums(org)).toMatchObject({ disputes: 500n });
    expect(await broken()).toEqual([]);
  });

  it('is one however often and however many at once send it; others find nothing left', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const same = await Promise.all([1, 2, 3].map(() => record(paymentId, `${paymentId}a`)));
    expect(new Set(same.map(({ disputeId }) => disputeId)).size).toBe(1);
    const others = await Promise.allSettled(['b', 'c'].map((id) => record(paymentId, `${paymentId}${id}`)));
    expect(others.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await sums(org)).toEqual({ deferred_revenue: -2000n, disputes: 2000n });
    expect(await db.dispute.count({ where: { organisationId: org } })).toBe(1);
  });

  it('is for finance, and of a payment that is known', async () => {
    const customer = await memberOf(await newOrganisation(), 'owner');
    const input = { paymentId: newId('payment'), reason: 'x', theirId: 'x' };
    await expect(recordDispute(customer, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(recordDispute(await finance(), input)).rejects.toMatchObject({ code: 'not_found' });
  });
});
