import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import { anonymous, ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { STORY_END, tellRevenueStory } from '@/lib/testing/revenue-story';
import { getRevenueReport } from './queries';
import { parseRange } from './range';

// Everything below is summed again in JavaScript from the rows themselves, by another way than the report's.
const sum = <R>(rows: R[], of: (row: R) => bigint) =>
  rows.reduce((total, row) => total + of(row), 0n).toString();
const inside = (at: Date | null, { start, end }: { start: Date; end: Date }) =>
  !!at && at >= start && at < end;
const rangeOf = (from: string, to: string) => parseRange({ from, to }, STORY_END).range;

const ranges = [
  ['2026-06-01', '2026-11-21'],
  ['2026-07-01', '2026-07-31'],
  ['2026-08-13', '2026-10-02'],
  ['2026-11-01', '2026-11-21'],
  ['2025-01-01', '2025-12-31'],
] as const;

beforeAll(async () => {
  await ensureCatalogue();
  await tellRevenueStory();
}, 120_000);

describe('getRevenueReport', () => {
  it('stands on a story that breaks no law of the ledger', async () => {
    const reports = await verifyLedger(job(STORY_END));
    expect(
      reports.flatMap(({ law, differences }) => differences.map((found) => ({ law, ...found }))),
    ).toEqual([]);
    expect(await db.entry.count()).toBeGreaterThan(200);
    for (const kind of ['expire', 'adjust', 'return', 'capture', 'deduct'] as const)
      expect(await db.entry.count({ where: { kind } }), kind).toBeGreaterThan(3);
  });

  it.each(ranges)('sells what purchases and the journal say, %s to %s', async (from, to) => {
    const range = rangeOf(from, to);
    const report = await getRevenueReport(await staff(['finance']), range, 'USD');
    const purchases = await db.purchase.findMany({ where: { currency: 'USD' } });
    const sold = purchases.filter(({ paidAt }) => inside(paidAt, range));
    expect(report.now.packRevenueMinor).toBe(sum(sold, (row) => row.totalMinor - row.taxMinor));
    expect(report.now.purchases).toBe(sold.length);
    expect(report.now.buyers).toBe(new Set(sold.map((row) => row.organisationId)).size);
    const lines = await db.journalLine.findMany({
      where: { currency: 'USD', entry: { kind: 'purchase', postedAt: { gte: range.start, lt: range.end } } },
    });
    const net = lines.filter(({ account }) => account === 'tax_payable' || account.startsWith('cash:'));
    expect(report.now.packRevenueMinor).toBe(sum(net, (line) => line.amountMinor));
    expect(report.now.packRevenueMinor).toBe(report.now.deferred.soldMinor);
    expect(sum(report.packMonths, (row) => BigInt(row.revenueMinor))).toBe(report.now.packRevenueMinor);
    for (const { month } of report.packMonths) expect(report.months).toContain(month);
  });

  it.each(ranges)('moves credits as the entries do, %s to %s', async (from, to) => {
    const range = rangeOf(from, to);
    const { now } = await getRevenueReport(await staff(['admin']), range);
    const entries = await db.entry.findMany({ include: { lot: { include: { subscription: true } } } });
    const within = entries.filter(({ createdAt }) => inside(createdAt, range));
    const kinds = (...wanted: string[]) => within.filter(({ kind }) => wanted.includes(kind));
    const granted = (source: string) =>
      kinds('grant', 'adjust').filter((e) => e.lot.source === source && e.amountMicro > 0n);
    expect(now.credits.usedMicro).toBe(sum(kinds('deduct', 'capture', 'return'), (e) => -e.amountMicro));
    expect(now.credits.expiredMicro).toBe(sum(kinds('expire'), (e) => -e.amountMicro));
    expect(now.credits.soldMicro).toBe(sum(granted('purchase'), (e) => e.amountMicro));
    expect(now.credits.allowanceMicro).toBe(sum(granted('allowance'), (e) => e.amountMicro));
    const before = entries.filter(({ createdAt }) => createdAt < range.start);
    const until = entries.filter(({ createdAt }) => createdAt < range.end);
    expect(now.credits.openingMicro).toBe(sum(before, (e) => e.amountMicro));
    expect(now.credits.closingMicro).toBe(sum(until, (e) => e.amountMicro));
    const isBought = ({ lot }: (typeof entries)[number]) =>
      inside(lot.createdAt, range) &&
      (lot.source === 'purchase' ||
        (lot.source === 'allowance' && (lot.subscription?.priceMinor ?? 0n) > 0n));
    const used = entries.filter((e) => isBought(e) && ['deduct', 'capture', 'return'].includes(e.kind));
    expect(now.boughtUsedMicro).toBe(sum(used, (e) => -e.amountMicro));
    expect(now.boughtMicro).toBe(
      sum(
        entries.filter((e) => isBought(e) && e.kind === 'grant'),
        (e) => e.amountMicro,
      ),
    );
  });

  it('ends at what wallets and lots hold today', async () => {
    const { now } = await getRevenueReport(
      await staff(['finance']),
      rangeOf('2026-06-01', '2026-11-21'),
      'USD',
    );
    const wallets = await db.wallet.findMany();
    const lots = await db.lot.findMany({ where: { currency: 'USD' } });
    expect(now.credits.closingMicro).toBe(sum(wallets, (wallet) => wallet.balanceMicro));
    expect(now.deferred.closingMinor).toBe(sum(lots, (lot) => (lot.costMinor ?? 0n) - lot.recognisedMinor));
    expect(BigInt(now.deferred.recognisedMinor)).toBeGreaterThan(0n);
    expect(BigInt(now.deferred.expiredMinor)).toBeGreaterThan(0n);
  });

  it('rolls deferred revenue forward without a gap', async () => {
    const ctx = await staff(['finance']);
    const [july, august] = await Promise.all([
      getRevenueReport(ctx, rangeOf('2026-07-01', '2026-07-31'), 'USD'),
      getRevenueReport(ctx, rangeOf('2026-08-01', '2026-08-31'), 'USD'),
    ]);
    expect(august.now.deferred.openingMinor).toBe(july.now.deferred.closingMinor);
    expect(august.former).toEqual(july.now);
  });

  it.each(ranges)('explains MRR by its movements, %s to %s', async (from, to) => {
    const range = rangeOf(from, to);
    const report = await getRevenueReport(await staff(['finance']), range, 'USD');
    const rows = await db.subscription.findMany({ where: { currency: 'USD' } });
    const mrr = (at: Date) =>
      sum(
        rows.filter((row) => row.startedAt < at && (!row.cancelledAt || row.cancelledAt >= at)),
        (row) => row.priceMinor,
      );
    expect(report.now.mrrMinor).toBe(mrr(range.end));
    expect(sum(report.tiers, (tier) => BigInt(tier.mrrMinor))).toBe(report.now.mrrMinor);
    const moved = sum(report.movements, (month) =>
      [month.newMinor, month.expansionMinor, month.contractionMinor, month.churnMinor].reduce(
        (a, b) => a + BigInt(b),
        0n,
      ),
    );
    expect(BigInt(moved)).toBe(BigInt(mrr(range.end)) - BigInt(mrr(range.start)));
    expect(report.movements.map(({ month }) => month)).toEqual(report.months);
  });

  it.each(ranges)('counts requests, times and ratings, %s to %s', async (from, to) => {
    const range = rangeOf(from, to);
    const { now } = await getRevenueReport(await staff(['finance']), range, 'USD');
    const requests = await db.request.findMany();
    const filed = requests.filter((row) => inside(row.createdAt, range));
    const resolved = requests.filter((row) => inside(row.resolvedAt, range));
    const seconds = resolved.reduce(
      (total, row) => total + (present(row.resolvedAt).getTime() - row.createdAt.getTime()) / 1_000,
      0,
    );
    const scores = (await db.rating.findMany())
      .filter((row) => inside(row.createdAt, range))
      .map((row) => row.score);
    expect(now.requestsFiled).toBe(filed.length);
    expect(now.reporters).toBe(new Set(filed.map((row) => row.organisationId)).size);
    expect(now.requestsResolved).toBe(resolved.length);
    if (resolved.length > 0)
      expect(Math.abs(present(now.resolutionSeconds) - seconds / resolved.length)).toBeLessThanOrEqual(1);
    else expect(now.resolutionSeconds).toBeNull();
    const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
    expect(now.satisfactionHundredths).toBe(scores.length > 0 ? Math.round(mean * 100) : null);
  });

  it('keeps currencies apart and shows one of them', async () => {
    const ctx = await staff(['finance']);
    const range = rangeOf('2026-06-01', '2026-11-21');
    const euro = await getRevenueReport(ctx, range, 'EUR');
    expect(euro.currencies).toEqual(['EUR', 'USD']);
    expect(euro.now.packRevenueMinor).toBe('2501');
    expect(euro.kpis.find(({ key }) => key === 'revenue')?.target).toBeNull();
    expect((await getRevenueReport(ctx, range)).currency).toBe('USD');
    expect((await getRevenueReport(ctx, range, 'XXX')).currency).toBe('EUR');
  });

  it('is for finance and admins only', async () => {
    const range = rangeOf('2026-07-01', '2026-07-31');
    const organisationId = await newOrganisation();
    for (const ctx of [await staff(['expert', 'agent']), await memberOf(organisationId, 'owner')])
      await expect(getRevenueReport(ctx, range)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getRevenueReport(anonymous(), range)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
