import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { creditsToDecimal } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { moneyToDecimal } from '@/lib/core/money';
import { transferBetween } from '@/lib/domain/wallet/steps';
import { ensureCatalogue, job, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { STORY_END, tellRevenueStory } from '@/lib/testing/revenue-story';
import { getCohorts } from './cohorts';
import { listRows } from './list-rows';
import { getRevenueReport } from './queries';
import { parseRange } from './range';
import { reportLines } from './report-csv';
import type { RowSet } from './schema';
import { getTopOrganisations } from './top';

const sum = <R>(rows: R[], of: (row: R) => bigint) =>
  rows.reduce((total, row) => total + of(row), 0n).toString();
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
  // Bought credits that change hands take their part of the deferred revenue along.
  const where = { source: 'purchase', isOpen: true, currency: 'USD' } as const;
  const { organisationId: from, remainingMicro } = await db.lot.findFirstOrThrow({ where });
  const to = await newOrganisation();
  await transaction((tx) => transferBetween(tx, job(STORY_END), from, to, { amountMicro: remainingMicro }));
  expect(await db.lot.findFirst({ where: { organisationId: to, costMinor: { gt: 0 } } })).not.toBeNull();
}, 120_000);

describe('listRows', () => {
  const column = (rows: Awaited<ReturnType<typeof listRows>>, key: string) => {
    const index = rows.columns.findIndex((one) => one.key === key);
    return sum(rows.rows, ({ cells }) => BigInt(cells[index] ?? '0'));
  };

  it.each(ranges)('sums to the figures, %s to %s', async (from, to) => {
    const ctx = await staff(['finance'], STORY_END);
    const range = rangeOf(from, to);
    const { now } = await getRevenueReport(ctx, range, 'USD');
    const all = (set: RowSet) => listRows(ctx, set, range, 'USD', { everything: true });
    expect(column(await all('purchases'), 'revenue')).toBe(now.packRevenueMinor);
    expect(column(await all('subscriptions'), 'mrr')).toBe(now.mrrMinor);
    const movements = await all('movements');
    const opening = sum(now.mrrMinor === '0' ? [] : [now], (figures) => BigInt(figures.mrrMinor));
    const before = await db.mrrMovement.aggregate({
      where: { at: { lt: range.start }, currency: 'USD' },
      _sum: { deltaMinor: true },
    });
    expect(BigInt(column(movements, 'delta'))).toBe(BigInt(opening) - (before._sum.deltaMinor ?? 0n));
    expect((await all('customers')).rows).toHaveLength(
      await db.organisation.count({
        where: { firstPaidAt: { gte: range.start, lt: range.end }, currency: 'USD' },
      }),
    );
    const organisations = await all('organisations');
    expect(column(organisations, 'revenue')).toBe(now.packRevenueMinor);
    expect(column(organisations, 'used')).toBe(now.credits.usedMicro);
    expect(column(organisations, 'requests')).toBe(String(now.requestsFiled));
    expect(column(await all('lots'), 'deferred')).toBe(now.deferred.closingMinor);
    expect((await all('requests')).rows).toHaveLength(now.requestsResolved);
  });

  it('pages without a gap or a repeat, and begins anew at a cursor that is none', async () => {
    const ctx = await staff(['finance'], STORY_END);
    const range = rangeOf('2026-06-01', '2026-11-21');
    const all = await listRows(ctx, 'lots', range, 'USD', { everything: true });
    const first = await listRows(ctx, 'requests', range, 'USD');
    const seen = first.rows.map(({ id }) => id);
    for (let after = first.next; after;) {
      const page = await listRows(ctx, 'requests', range, 'USD', { after });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(
      (await listRows(ctx, 'requests', range, 'USD', { everything: true })).rows.length,
    );
    for (const after of ['', 'x', "1.lot_'; --", '9'.repeat(99)])
      expect((await listRows(ctx, 'lots', range, 'USD', { after })).rows[0]).toEqual(all.rows[0]);
    await expect(listRows(await staff(['agent']), 'lots', range, 'USD')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('the CSV', () => {
  it('has every figure of the page, once, and no key without a word', async () => {
    const report = await getRevenueReport(
      await staff(['finance'], STORY_END),
      rangeOf('2026-06-01', '2026-11-21'),
      'USD',
    );
    const words: unknown = JSON.parse(readFileSync('messages/en/finance.json', 'utf8'));
    const word = (key: string) => {
      const found = key
        .split('.')
        .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], words);
      expect(found, key).toBeTypeOf('string');
      return String(found);
    };
    const lines = reportLines(report, word);
    const value = (section: string, figure: string) =>
      present(lines.find(([one, other]) => one === section && other === figure))[3];
    expect(value('Key figures', 'Pack revenue')).toBe(
      moneyToDecimal(BigInt(report.now.packRevenueMinor), 'USD'),
    );
    expect(value('Deferred revenue', 'Deferred after')).toBe(
      moneyToDecimal(BigInt(report.now.deferred.closingMinor), 'USD'),
    );
    expect(value('Credits of all customers', 'Used')).toBe(
      creditsToDecimal(BigInt(report.now.credits.usedMicro)),
    );
    const names = lines.map(([section, figure, month, , unit]) => [section, figure, month, unit].join('|'));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([7]));
  });
});

describe('organisations', () => {
  it('are followed from the month of their first payment', async () => {
    const ctx = await staff(['finance'], STORY_END);
    const cohorts = await getCohorts(ctx, 'USD');
    expect(cohorts).toHaveLength(12);
    const organisations = await db.organisation.findMany({
      where: { firstPaidAt: { not: null }, currency: 'USD' },
    });
    expect(cohorts.reduce((all, cohort) => all + cohort.organisations, 0)).toBe(organisations.length);
    const payments = await db.payment.findMany({ where: { status: 'succeeded', currency: 'USD' } });
    for (const cohort of cohorts) {
      const own = organisations.filter(({ firstPaidAt }) =>
        firstPaidAt?.toISOString().startsWith(cohort.month),
      );
      expect(own).toHaveLength(cohort.organisations);
      const paid = payments.filter((row) => own.some(({ id }) => id === row.organisationId));
      expect(sum(cohort.months, ({ paidMinor }) => BigInt(paidMinor))).toBe(
        sum(paid, (row) => row.receivedMinor),
      );
      for (const { active, shareBps } of cohort.months) {
        expect(active).toBeLessThanOrEqual(cohort.organisations);
        expect(shareBps).toBeLessThanOrEqual(10_000);
      }
    }
    expect(cohorts.some(({ months }) => months.some(({ active }) => active > 0))).toBe(true);
  });

  it('are ranked by use and by payment', async () => {
    const ctx = await staff(['finance'], STORY_END);
    const range = rangeOf('2026-06-01', '2026-11-21');
    const { byUse, byPayment } = await getTopOrganisations(ctx, range, 'USD');
    const { now } = await getRevenueReport(ctx, range, 'USD');
    expect(sum(byUse, ({ usedMicro }) => BigInt(usedMicro))).toBe(now.credits.usedMicro);
    const payments = await db.payment.findMany({ where: { status: 'succeeded', currency: 'USD' } });
    expect(sum(byPayment, ({ paidMinor }) => BigInt(paidMinor))).toBe(
      sum(payments, (row) => row.receivedMinor),
    );
    const amounts = byPayment.map(({ paidMinor }) => Number(paidMinor));
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  });
});
