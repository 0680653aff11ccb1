import { beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { type Tx, db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { postPurchase } from '@/lib/domain/invoices/post-purchase';
import { grantAllowance } from '@/lib/domain/subscriptions/grant-allowance';
import { expireCredits, recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import {
  captureHold,
  grantCredits,
  placeHold,
  postAdjustment,
  releaseHold,
  returnCredits,
  spendCredits,
} from '@/lib/domain/wallet/steps';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import {
  anonymous,
  ensureCatalogue,
  job,
  memberOf,
  newOrganisation,
  newUser,
  staff,
} from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { getRevenueReport } from './queries';
import { parseRange } from './range';

const NOW = new Date('2026-11-21T10:00:00.000Z');
const START = new Date('2026-06-10T08:00:00.000Z');
const packs = [
  { code: 'small', credits: 30, price: 999n, days: 20 },
  { code: 'large', credits: 90, price: 2_501n, days: null },
];

/** A small deterministic generator: the same story in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

async function sell(
  tx: Tx,
  organisationId: string,
  userId: string,
  nth: number,
  now: Date,
  currency = 'USD',
) {
  const pack = present(packs[nth % packs.length]);
  const ctx = job(now, organisationId);
  const taxMinor = nth % 3 === 0 ? 190n : 0n;
  const purchase = await tx.purchase.create({
    data: {
      ...{
        organisationId,
        id: newId('purchase'),
        packCode: pack.code,
        packName: pack.code,
        currency,
        taxMinor,
      },
      ...{
        creditsMicro: credits(pack.credits),
        listPriceMinor: pack.price,
        totalMinor: pack.price + taxMinor,
      },
      ...{ factors: [], status: 'paid', createdById: userId, createdAt: now, expiresAt: now, paidAt: now },
    },
  });
  await grantCredits(tx, ctx, organisationId, {
    ...{ amountMicro: purchase.creditsMicro, source: 'purchase', purchaseId: purchase.id },
    ...{ costMinor: purchase.totalMinor - purchase.taxMinor, currency },
    expiresAt: pack.days ? new Date(now.getTime() + pack.days * 86_400_000) : undefined,
  });
  await postPurchase(tx, ctx, purchase);
}

async function subscribe(tx: Tx, organisationId: string, priceMinor: bigint, now: Date, days: number) {
  await tx.subscription.updateMany({
    where: { organisationId, status: 'active' },
    data: { status: 'cancelled', cancelledAt: now },
  });
  const subscription = await tx.subscription.create({
    data: {
      ...{
        organisationId,
        id: newId('subscription'),
        tierCode: `tier-${priceMinor}`,
        tierName: 'Tier',
        priceMinor,
      },
      ...{
        currency: 'USD',
        allowanceMicro: credits(25),
        collection: 'manual',
        status: 'active',
        anchorDay: 1,
      },
      ...{ periodStart: now, periodEnd: new Date(now.getTime() + days * 86_400_000), startedAt: now },
    },
  });
  await grantAllowance(tx, job(now, organisationId), subscription);
}

async function ask(
  tx: Tx,
  organisationId: string,
  userId: string,
  now: Date,
  roll: (sides: number) => number,
) {
  const ctx = job(now, organisationId);
  const { holdId } = await placeHold(tx, ctx, organisationId, {
    amountMicro: 3_500_000n,
    serviceCode: 'support',
  });
  const id = newId('request');
  const end = new Date(now.getTime() + (1 + roll(60)) * 3_600_000 + roll(1_000));
  const outcome = roll(3);
  const status = outcome === 0 ? 'new' : outcome === 1 ? 'resolved' : 'cancelled';
  await tx.request.create({
    data: {
      ...{
        organisationId,
        id,
        number: `REQ-${id}`,
        categoryCode: 'bug',
        categoryName: 'Bug',
        serviceAffected: 'x',
      },
      ...{
        subject: 'x',
        description: 'x',
        urgency: 'normal',
        status,
        priceMicro: 3_500_000n,
        priceFactors: [],
      },
      ...{ holdId, openedById: userId, createdAt: now, updatedAt: now },
      ...(status === 'resolved' ? { resolvedAt: end } : {}),
      ...(status === 'cancelled' ? { cancelledAt: end } : {}),
    },
  });
  if (status === 'cancelled') await releaseHold(tx, ctx, organisationId, { holdId });
  if (status !== 'resolved') return;
  await captureHold(tx, ctx, organisationId, { holdId, amountMicro: 2_000_000n });
  const rating = { organisationId, requestId: id, score: 1 + roll(5), ratedById: userId };
  await tx.rating.create({ data: { ...rating, createdAt: end, updatedAt: end } });
}

/** One random act on one wallet; too few credits are no act. */
async function act(organisationId: string, userId: string, now: Date, roll: (sides: number) => number) {
  const ctx = job(now, organisationId);
  const amountMicro = BigInt(1 + roll(9_000_000));
  const dare = (work: (tx: Tx) => Promise<unknown>) =>
    transaction(work).catch((error: { code?: string }) => {
      if (error.code !== 'insufficient_credits') throw error;
    });
  switch (roll(10)) {
    case 0:
      return transaction((tx) => sell(tx, organisationId, userId, roll(6), now));
    case 1:
      return dare((tx) => postAdjustment(tx, ctx, organisationId, { amountMicro, reason: 'gift' }));
    case 2:
      return dare((tx) =>
        postAdjustment(tx, ctx, organisationId, { amountMicro: -amountMicro, reason: 'fix' }),
      );
    case 3:
      return transaction((tx) => subscribe(tx, organisationId, BigInt(roll(4)) * 1_900n, now, 5 + roll(40)));
    case 4:
      return dare(async (tx) => {
        const { operationId } = await spendCredits(tx, ctx, organisationId, {
          amountMicro,
          serviceCode: 'ai',
        });
        await returnCredits(tx, ctx, organisationId, {
          parentId: operationId,
          amountMicro: amountMicro / 3n + 1n,
        });
      });
    case 5:
    case 6:
      return dare((tx) => ask(tx, organisationId, userId, now, roll));
    default:
      return dare((tx) => spendCredits(tx, ctx, organisationId, { amountMicro, serviceCode: 'search' }));
  }
}

async function tellStory(seed: number) {
  const roll = dice(seed);
  const user = await newUser();
  const organisations = await Promise.all([1, 2, 3, 4, 5].map(() => newOrganisation()));
  let now = START;
  for (let step = 0; now < NOW; step++) {
    const organisationId = present(organisations[roll(organisations.length)]);
    await act(organisationId, user.id, now, roll);
    if (step % 10 === 0) await expireCredits(job(now));
    if (step % 7 === 0) await recogniseRevenue(job(now));
    now = new Date(now.getTime() + roll(30) * 3_600_000 + 60_000);
  }
  await transaction((tx) => sell(tx, present(organisations[0]), user.id, 1, START, 'EUR'));
}

// Everything below is summed again in JavaScript from the rows themselves, by another way than the report's.
const sum = <R>(rows: R[], of: (row: R) => bigint) =>
  rows.reduce((total, row) => total + of(row), 0n).toString();
const inside = (at: Date | null, { start, end }: { start: Date; end: Date }) =>
  !!at && at >= start && at < end;
const rangeOf = (from: string, to: string) => parseRange({ from, to }, NOW).range;

const ranges = [
  ['2026-06-01', '2026-11-21'],
  ['2026-07-01', '2026-07-31'],
  ['2026-08-13', '2026-10-02'],
  ['2026-11-01', '2026-11-21'],
  ['2025-01-01', '2025-12-31'],
] as const;

describe('getRevenueReport', () => {
  beforeAll(async () => {
    await ensureCatalogue();
    await tellStory(20_261_121);
  }, 120_000);

  it('stands on a story that breaks no law of the ledger', async () => {
    const reports = await verifyLedger(job(NOW));
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
