import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import { anonymous, ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { STORY_END, tellRevenueStory } from '@/lib/testing/revenue-story';
import { rollDays } from '@/lib/domain/books/roll-days';
import { setRate } from '@/lib/domain/rates/set-rate';
import { getCohorts } from './cohorts';
import { getRevenueReport } from './queries';
import { movementKinds } from './schema';
import { getTopOrganisations } from './top';
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
    const report = await getRevenueReport(await staff(['finance'], STORY_END), range, 'USD');
    const purchases = await db.purchase.findMany({ where: { currency: 'USD' } });
    const sold = purchases.filter(({ paidAt }) => inside(paidAt, range));
    expect(report.now.packRevenueMinor).toBe(sum(sold, (row) => row.totalMinor - row.taxMinor));
    expect(report.now.purchases).toBe(sold.length);
    expect(report.now.buyers).toBe(new Set(sold.map((row) => row.organisationId)).size);
    const lines = await db.journalLine.findMany({
      where: { currency: 'USD', entry: { kind: 'purchase', postedAt: { gte: range.start, lt: range.end } } },
    });
    const net = lines.filter(
      ({ account }) => account.startsWith('tax_payable') || account.startsWith('cash:'),
    );
    expect(report.now.packRevenueMinor).toBe(sum(net, (line) => line.amountMinor));
    const tiers = await db.journalLine.findMany({
      where: {
        ...{ currency: 'USD', account: 'deferred_revenue' },
        entry: { kind: 'payment', postedAt: { gte: range.start, lt: range.end } },
      },
    });
    expect(BigInt(report.now.deferred.soldMinor)).toBe(
      BigInt(report.now.packRevenueMinor) + BigInt(sum(tiers, (line) => -line.amountMinor)),
    );
    expect(sum(report.packMonths, (row) => BigInt(row.revenueMinor))).toBe(report.now.packRevenueMinor);
    for (const { month } of report.packMonths) expect(report.months).toContain(month);
    const { buyers, reporters, credits, boughtMicro, monthlyRevenueMinor, payers } = report.now;
    const rate = (part: number, whole: number) => (whole > 0 ? Math.round((part / whole) * 10_000) : null);
    expect(report.now.purchaseRateBps).toBe(rate(buyers, reporters));
    expect(report.now.utilisationBps).toBe(rate(Number(credits.usedMicro), Number(boughtMicro)));
    const perMonth = Math.round((Number(report.now.packRevenueMinor) * 365.25) / 12 / range.days);
    expect(Number(monthlyRevenueMinor)).toBe(perMonth + Number(report.now.mrrMinor));
    expect(report.now.arpuMinor).toBe(
      payers > 0 ? String(Math.round(Number(monthlyRevenueMinor) / payers)) : null,
    );
  });

  it.each(ranges)('moves credits as the entries do, %s to %s', async (from, to) => {
    const range = rangeOf(from, to);
    const { now } = await getRevenueReport(await staff(['admin'], STORY_END), range);
    const entries = await db.entry.findMany({ include: { lot: true } });
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
    const bought = kinds('grant').filter(
      ({ lot }) => lot.source === 'purchase' || (lot.source === 'allowance' && (lot.costMinor ?? 0n) > 0n),
    );
    expect(now.boughtMicro).toBe(sum(bought, (e) => e.amountMicro));
  });

  it('ends at what wallets and lots hold today', async () => {
    const { now } = await getRevenueReport(
      await staff(['finance'], STORY_END),
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
    const ctx = await staff(['finance'], STORY_END);
    const [july, august] = await Promise.all([
      getRevenueReport(ctx, rangeOf('2026-07-01', '2026-07-31'), 'USD'),
      getRevenueReport(ctx, rangeOf('2026-08-01', '2026-08-31'), 'USD'),
    ]);
    expect(august.now.deferred.openingMinor).toBe(july.now.deferred.closingMinor);
    expect(august.former).toEqual(july.now);
  });

  it.each(ranges)('explains MRR by its movements, %s to %s', async (from, to) => {
    const range = rangeOf(from, to);
    const report = await getRevenueReport(await staff(['finance'], STORY_END), range, 'USD');
    const rows = await db.mrrMovement.findMany({ where: { currency: 'USD' }, orderBy: { at: 'asc' } });
    // What each subscription came to last, and under which tier.
    const standing = (at: Date) =>
      [...new Map(rows.filter((row) => row.at < at).map((row) => [row.subscriptionId, row])).values()].filter(
        ({ afterMinor }) => afterMinor > 0n,
      );
    const mrr = (at: Date) => sum(standing(at), (row) => row.afterMinor);
    expect(report.now.mrrMinor).toBe(mrr(range.end));
    expect(report.former.mrrMinor).toBe(mrr(range.former.end));
    expect(report.now.paidSubscriptions).toBe(standing(range.end).length);
    for (const tier of report.tiers) {
      const own = standing(range.end).filter(({ tierCode }) => tierCode === tier.code);
      expect(tier.subscriptions, tier.code).toBe(own.length);
      expect(tier.mrrMinor).toBe(sum(own, (row) => row.afterMinor));
    }
    expect(sum(report.tiers, (tier) => BigInt(tier.mrrMinor))).toBe(report.now.mrrMinor);
    let standsAt = BigInt(mrr(range.start));
    for (const month of report.movements) {
      expect(BigInt(month.openingMinor)).toBe(standsAt);
      standsAt += movementKinds.reduce((all, kind) => all + BigInt(month[`${kind}Minor`]), 0n);
      expect(BigInt(month.closingMinor)).toBe(standsAt);
    }
    expect(standsAt.toString()).toBe(mrr(range.end));
    for (const kind of movementKinds) {
      const moved = rows.filter((row) => row.kind === kind && inside(row.at, range));
      expect(
        sum(report.movements, (month) => BigInt(month[`${kind}Minor`])),
        kind,
      ).toBe(sum(moved, (row) => row.deltaMinor));
    }
    const opening = standing(range.start);
    const lost = rows.filter((row) => row.kind === 'churn' && inside(row.at, range)).length;
    expect(report.now.lostSubscriptions).toBe(lost);
    expect(report.now.logoChurnBps).toBe(
      opening.length > 0 ? Math.round((lost / opening.length) * 10_000) : null,
    );
    expect(report.movements.map(({ month }) => month)).toEqual(report.months);
  });

  it('says the same of days that are rolled up', async () => {
    const ctx = await staff(['finance'], STORY_END);
    const reports = () =>
      Promise.all(ranges.map(([from, to]) => getRevenueReport(ctx, rangeOf(from, to), 'USD')));
    const before = await reports();
    await rollDays(job(STORY_END));
    expect(await db.creditDay.count({ where: { kind: 'used' } })).toBeGreaterThan(20);
    expect(await db.mrrDay.count()).toBeGreaterThan(5);
    expect(await reports()).toEqual(before);
  });

  it('adds currencies up by the dated rates of the last day, and names those without one', async () => {
    const ctx = await staff(['finance'], STORY_END);
    const range = rangeOf('2026-06-01', '2026-10-31');
    const { base } = await getRevenueReport(ctx, range, 'USD');
    expect(base).toMatchObject({ currency: 'USD', missing: ['EUR'] });
    const usd = base.rows.find(({ currency }) => currency === 'USD');
    expect(base.packRevenueMinor).toBe(usd?.packRevenueMinor);
    await setRate(ctx, { currency: 'EUR', validFrom: '2026-11-01', rate: '9' });
    expect((await getRevenueReport(ctx, range, 'USD')).base.missing).toEqual(['EUR']);
    await setRate(ctx, { currency: 'EUR', validFrom: '2026-10-31', rate: '1.1' });
    const rated = (await getRevenueReport(ctx, range, 'USD')).base;
    expect(rated.missing).toEqual([]);
    expect(BigInt(rated.packRevenueMinor)).toBe(BigInt(usd?.packRevenueMinor ?? '0') + 2_751n);
  });

  it.each(ranges)('counts requests, times and ratings, %s to %s', async (from, to) => {
    const range = rangeOf(from, to);
    const { now } = await getRevenueReport(await staff(['finance'], STORY_END), range, 'USD');
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
    const ctx = await staff(['finance'], STORY_END);
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
    for (const ctx of [await staff(['expert', 'agent']), await memberOf(organisationId, 'owner')]) {
      await expect(getRevenueReport(ctx, range)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(getCohorts(ctx, 'USD')).rejects.toMatchObject({ code: 'forbidden' });
      await expect(getTopOrganisations(ctx, range, 'USD')).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(getRevenueReport(anonymous(), range)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
