import { describe, expect, it } from 'vitest';
import { edgesOf, monthsOf, parseRange } from './range';

const now = new Date('2026-11-21T10:00:00Z');
const read = (raw: Record<string, unknown>) => parseRange(raw, now);

describe('parseRange', () => {
  it('shows the last 90 days when nothing is asked', () => {
    const { range, adjusted } = read({});
    expect(adjusted).toBe(false);
    expect(range).toMatchObject({ preset: '90d', from: '2026-08-24', to: '2026-11-21', days: 90 });
    expect(range.start.toISOString()).toBe('2026-08-24T00:00:00.000Z');
    expect(range.end.toISOString()).toBe('2026-11-22T00:00:00.000Z');
    expect(range.former.end).toEqual(range.start);
  });

  it('compares a month with the same days of the month before', () => {
    expect(read({ range: 'this-month' }).range).toMatchObject({
      from: '2026-11-01',
      to: '2026-11-21',
      formerFrom: '2026-10-01',
      formerTo: '2026-10-21',
    });
    expect(read({ range: 'last-month' }).range).toMatchObject({
      from: '2026-10-01',
      to: '2026-10-31',
      formerFrom: '2026-09-01',
      formerTo: '2026-09-30',
    });
  });

  it('takes a custom range, a single day too', () => {
    expect(read({ from: '2026-02-01', to: '2026-02-28' }).range).toMatchObject({
      preset: 'custom',
      days: 28,
      formerFrom: '2026-01-04',
      formerTo: '2026-01-31',
    });
    expect(read({ from: '2026-11-21', to: '2026-11-21' }).range.days).toBe(1);
  });

  it.each([
    { range: 'forever' },
    { range: ['30d', '90d'] },
    { from: '2026-02-30', to: '2026-03-01' },
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2026-03-02' },
    { to: '2026-03-02' },
    { from: '0001-01-01', to: '2026-03-02' },
    { from: '2026-11-01', to: '2027-01-01' },
    { from: "2026-01-01'; --", to: '2026-02-01' },
    { from: 'NaN', to: 'NaN' },
  ])('falls back and says so for %j', (raw) => {
    const { range, adjusted } = read(raw);
    expect(adjusted).toBe(true);
    expect(range.preset).toBe('90d');
  });
});

describe('months', () => {
  it('lists every month that is touched, over a new year too', () => {
    expect(monthsOf({ from: '2025-11-30', to: '2026-02-01' })).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
  });

  it('cuts the range at the firsts of its months', () => {
    const { range } = read({ from: '2026-01-15', to: '2026-03-10' });
    expect(edgesOf(range).map((at) => at.toISOString().slice(0, 10))).toEqual([
      '2026-01-15',
      '2026-02-01',
      '2026-03-01',
      '2026-03-11',
    ]);
  });
});
