import { expect, it } from 'vitest';
import type { AnalyticsDto } from '@/lib/domain/analytics/schema';
import { barOf, toPoints } from './usage-points';

const group = (key: string | null, credits: string) => ({ key, name: key, credits, count: 1, former: null });
const dto = (days: [string, { key: string | null; credits: string }[]][]): AnalyticsDto => ({
  ...{ from: '2026-11-01', to: '2026-11-30', groupBy: 'service', former: null },
  total: { credits: '0', count: 0 },
  byService: ['a', 'b', 'c', 'd', null, 'f', 'g'].map((key, index) => group(key, `${9 - index}`)),
  ...{ byMember: [], byKey: [] },
  byDay: days.map(([day, parts]) => ({ day, credits: '3.5', count: 1, former: null, parts })),
});

it('shows the five largest groups and puts the others together', () => {
  const { shown, hasOther, points } = toPoints(
    dto([
      [
        '2026-11-01',
        [
          { key: 'a', credits: '1' },
          { key: null, credits: '0.5' },
          { key: 'f', credits: '1.5' },
          { key: 'g', credits: '0.5' },
        ],
      ],
    ]),
  );
  expect(shown).toEqual(['a', 'b', 'c', 'd', null]);
  expect(hasOther).toBe(true);
  expect(points).toEqual([
    { x: '2026-11-01', from: '2026-11-01', used: 3_500_000, before: 0, 's:a': 1e6, 's:': 5e5, other: 2e6 },
  ]);
});

it('draws weeks and months where there are many days, and loses none', () => {
  expect([45, 46, 190, 191].map(barOf)).toEqual(['day', 'week', 'week', 'month']);
  const days = Array.from({ length: 60 }, (_, index) =>
    new Date(Date.UTC(2026, 0, 20 + index)).toISOString().slice(0, 10),
  );
  const { bar, points } = toPoints(dto(days.map((day) => [day, []])));
  expect(bar).toBe('week');
  expect(points).toHaveLength(9);
  expect(points.reduce((sum, { used }) => sum + Number(used), 0)).toBe(60 * 3_500_000);
  const year = Array.from({ length: 365 }, (_, index) =>
    new Date(Date.UTC(2026, 0, 20 + index)).toISOString().slice(0, 10),
  );
  expect(toPoints(dto(year.map((day) => [day, []]))).points.map(({ from }) => from)).toEqual([
    '2026-01-20',
    ...Array.from({ length: 11 }, (_, month) => `2026-${String(month + 2).padStart(2, '0')}-01`),
    '2027-01-01',
  ]);
});
