import { describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { addDays } from '@/lib/core/time';
import { daysOf, formerRange } from './days';
import { readRange } from './range';
import { readUsageSearch } from './read-usage-search';
import { lostAtPace } from './rules';
import { usageHref } from './schema.usage';

const NOW = new Date('2026-11-21T10:00:00.000Z');
const lot = (id: string, amount: number, expiresIn: number | null, startsIn = 0) => ({
  ...{ id, remainingMicro: credits(amount), effectiveAt: addDays(NOW, startsIn) },
  expiresAt: expiresIn === null ? null : addDays(NOW, expiresIn),
});
const lost = (lots: ReturnType<typeof lot>[], pace: number) =>
  lostAtPace(lots, credits(pace), NOW).map(({ lot: { id }, lostMicro }) => [id, lostMicro / 1_000_000n]);

describe('what expires unused at a pace', () => {
  it('is what a lot still holds when its days are over', () => {
    expect(lost([lot('a', 100, 4), lot('b', 50, null)], 10)).toEqual([['a', 60n]]);
    expect(lost([lot('a', 40, 4), lot('b', 50, 8)], 10)).toEqual([['b', 10n]]);
    expect(lost([lot('a', 40, 30)], 10)).toEqual([]);
  });

  it('is all of it when nothing is used, and nothing of what never expires', () => {
    expect(lost([lot('late', 5, 9), lot('soon', 3, 2), lot('c', 9, null)], 0)).toEqual([
      ['soon', 3n],
      ['late', 5n],
    ]);
  });
});

describe('the range of the usage page', () => {
  const today = '2026-11-21';
  it.each([
    [{}, '2026-10-23', '2026-11-21', 30],
    [{ range: '7d' }, '2026-11-15', '2026-11-21', 7],
    [{ range: 'this-month' }, '2026-11-01', '2026-11-21', 21],
    [{ range: 'last-month' }, '2026-10-01', '2026-10-31', 31],
    [{ range: '12m' }, '2025-11-22', '2026-11-21', 365],
    [{ from: '2026-02-01', to: '2026-02-28' }, '2026-02-01', '2026-02-28', 28],
  ])('%j', (raw, from, to, days) => {
    const read = readRange(raw, today);
    expect(read).toMatchObject({ range: { from, to, days }, adjusted: false });
    expect(daysOf(read.range)).toHaveLength(days);
  });

  it.each([
    { range: 'ever' },
    { from: '2026-02-30', to: '2026-03-01' },
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2026-03-01' },
    { from: '2026-11-01', to: '2026-11-22' },
    { from: '1999-01-01', to: '2026-11-01' },
    { from: '0001-01-01', to: '0001-02-01' },
    { from: '1969-12-31', to: '1970-02-01' },
  ])('falls back from %j and says so', (raw) => {
    expect(readRange(raw, today)).toMatchObject({ range: { preset: '30d' }, adjusted: true });
  });

  it('is compared with as many days right before', () => {
    expect(formerRange({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
      from: '2026-01-29',
      to: '2026-02-28',
    });
  });

  it('is read from the address that it is written to, with every filter', () => {
    const raw = { range: '90d', service: 'api-call', member: 'none', by: 'member', compare: '0' };
    const { search, adjusted } = readUsageSearch(raw, NOW);
    expect(adjusted).toBe(false);
    const query = new URLSearchParams(usageHref(search).split('?')[1]);
    expect(Object.fromEntries(query)).toEqual(raw);
    const wrong = readUsageSearch({ key: 'x', by: 'colour', member: ['a', 'b'] }, NOW);
    expect(wrong).toMatchObject({ adjusted: true, search: { groupBy: 'service', compare: true } });
    expect(wrong.search.apiKey).toBeUndefined();
  });
});
