import { afterAll, beforeAll, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { runRefund } from '@/lib/domain/refunds/run-refund';
import { recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { ensureCatalogue, job, staff } from '@/lib/testing/factories';
import { broken, paidCheckout, take } from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { listRows } from './list-rows';
import { getRevenueReport } from './queries';
import { parseRange } from './range';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

/** The figure of today's range, the rows behind it, and what they sum to. */
async function deferred() {
  const now = new Date();
  const ctx = await staff(['finance'], now);
  const { range } = parseRange({ from: `${dayIn(now).slice(0, 8)}01`, to: dayIn(now) }, now);
  const report = await getRevenueReport(ctx, range, 'USD');
  const { rows } = await listRows(ctx, 'lots', range, 'USD', { everything: true });
  const last = (cells: (string | null)[]) => BigInt(cells.at(-1) ?? 0);
  return {
    figure: report.now.deferred.closingMinor,
    sum: rows.reduce((total, { cells }) => total + last(cells), 0n).toString(),
    lot: (id: string) => rows.find((row) => row.id === id)?.cells.slice(3),
  };
}

const lotOf = async (organisationId: string) =>
  (await db.lot.findFirstOrThrow({ where: { organisationId, purchaseId: { not: null } } })).id;

it('shows by lot what is deferred, after a refund and a lost dispute too, to the cent', async () => {
  const kept = await paidCheckout(shop);
  const lost = await paidCheckout(shop);
  for (const { org } of [kept, lost])
    await spendCredits(db, job(new Date(), org), org, { amountMicro: credits(70) + 1n, serviceCode: 'x' });
  await recogniseRevenue(job(new Date()));
  const [keptLot, lostLot] = [await lotOf(kept.org), await lotOf(lost.org)];
  const before = await deferred();
  expect(before.sum).toBe(before.figure);
  expect(before.lot(keptLot)).toEqual(['2000', '560', '1440']);
  const ctx = await staff(['finance'], new Date());
  const { paymentId } = kept;
  const { refundId } = await requestRefund(ctx, { paymentId, amountMinor: '333', reason: 'Sorry' });
  await runRefund(job(new Date()), { organisationId: kept.org, refundId });
  const refunded = await deferred();
  expect(refunded.sum).toBe(refunded.figure);
  expect(refunded.figure).toBe((BigInt(before.figure) - 333n).toString());
  expect(refunded.lot(keptLot)).toEqual(['2000', '893', '1107']);
  const from = shop.deliveries.length;
  await shop.control('/sandbox/disputes', { paymentIntent: lost.intent });
  const created = await shop.delivery('charge.dispute.created', from);
  await take(created);
  const theirId = (created.event as unknown as { data: { object: { id: string } } }).data.object.id;
  await shop.control(`/sandbox/disputes/${theirId}/close`, { outcome: 'lost' });
  await take(await shop.delivery('charge.dispute.closed', from));
  const after = await deferred();
  expect(after.sum).toBe(after.figure);
  expect(after.lot(lostLot)).toBeUndefined();
  expect(after.figure).toBe((BigInt(refunded.figure) - 1_440n).toString());
  expect(await broken()).toEqual([]);
});
