import { describe, expect, it } from 'vitest';
import { encodePosition } from '@/lib/core/position';
import { askedRange, readCursors, readRange } from './read-range';

const now = new Date('2026-11-21T10:00:00Z');
const month = { from: '2026-11-01', to: '2026-11-21' };
const bad = [
  { from: '2026-01-01', to: 'x' },
  { from: '2026-12-01', to: '2026-01-01' },
  { from: '2026-01-01' },
  { from: '', to: '' },
  { from: '2020-01-01', to: '2026-01-01' },
];

describe('the days of an address', () => {
  it.each(bad)('%j shows this month on a page and is refused to a file', (raw) => {
    expect(readRange(raw, now)).toEqual({ days: month, isWrong: true });
    expect(() => askedRange(raw, now)).toThrow(expect.objectContaining({ code: 'invalid' }) as Error);
  });

  it('are this month where nothing is asked, and else what is asked', () => {
    for (const read of [askedRange, (raw: object, at: Date) => readRange(raw, at).days]) {
      expect(read({}, now)).toEqual(month);
      const asked = { from: '2026-10-01', to: '2026-10-31' };
      expect(read(asked, now)).toEqual(asked);
    }
  });
});

it('the pages of an address are those that we gave, else the first', () => {
  const money = encodePosition({ at: now, id: '1inv_x' });
  expect(readCursors({ money, credits: '42', other: 'x' })).toEqual({ money, credits: '42' });
  for (const wrong of [{ money: 'x' }, { credits: '-1' }, { money: ['a'], credits: ['1'] }, {}])
    expect(readCursors(wrong)).toEqual({});
});
