import { describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { nextMark, passed, thresholdsOf, toneOf } from './rules';

const saas = { warningPercents: [75, 90], leftPercents: [25], lowCredits: credits(4) };
const business = { ...saas, lowCredits: credits(25), criticalCredits: credits(10) };
const level = (available: number, left: number, total: number) => ({
  availableMicro: credits(available),
  leftMicro: credits(left),
  totalMicro: credits(total),
});
const keys = (settings: typeof saas, ...at: Parameters<typeof level>) =>
  passed(thresholdsOf(settings), level(...at)).map(({ key }) => key);

describe('thresholds', () => {
  it('stand in the order of their severity', () => {
    expect(thresholdsOf(business).map(({ key }) => key)).toEqual([
      ...['zero', 'critical', 'low', 'used-90', 'left-25', 'used-75'],
    ]);
    expect(thresholdsOf({ ...saas, lowCredits: 0n }).map(({ key }) => key)).not.toContain('low');
  });

  it('are passed by reaching them', () => {
    expect(keys(saas, 51, 51, 200)).toEqual([]);
    expect(keys(saas, 50, 50, 200)).toEqual(['left-25', 'used-75']);
    expect(keys(saas, 20, 20, 200)).toEqual(['used-90', 'left-25', 'used-75']);
    expect(keys(saas, 4, 4, 200)).toEqual(['low', 'used-90', 'left-25', 'used-75']);
    expect(keys(business, 0, 0, 100)).toEqual(['zero', 'critical', 'low', 'used-90', 'left-25', 'used-75']);
  });

  it('tell the allowance from what was bought: «used» looks at the one, «left» at both', () => {
    expect(keys(saas, 550, 50, 200)).toEqual(['used-75']);
    expect(keys(saas, 50, 0, 200)).toEqual(['used-90', 'left-25', 'used-75']);
  });

  it('take no percent of nothing', () => {
    expect(keys(saas, 3, 0, 0)).toEqual(['low']);
  });

  it('have a tone', () => {
    const tones = thresholdsOf(business).map(toneOf);
    expect(tones).toEqual(['critical', 'critical', 'warning', 'warning', 'warning', 'info']);
  });
});

describe('the next mark', () => {
  const mark = (at: ReturnType<typeof level>, said: string[] = [], topUp: bigint | null = null) =>
    nextMark(thresholdsOf(saas), at, new Set(said), topUp);

  it('is the highest thing that can happen, one above a threshold', () => {
    expect(mark(level(200, 200, 200))).toBe(credits(50) + 1n);
    expect(mark(level(700, 200, 200))).toBe(credits(550) + 1n);
    expect(mark(level(50, 50, 200), ['left-25', 'used-75'])).toBe(credits(20) + 1n);
  });

  it('leaves out what was said in this period', () => {
    expect(mark(level(200, 200, 200), ['used-75', 'left-25'])).toBe(credits(20) + 1n);
  });

  it('never stands above what is there, so that it calls once', () => {
    for (const available of [0, 1, 4, 5, 19, 20, 21, 50, 51])
      expect(mark(level(available, available, 200)) <= credits(available)).toBe(true);
  });

  it('waits for the auto top-up below its level, and not while the wallet is under it', () => {
    expect(mark(level(200, 200, 200), [], credits(150))).toBe(credits(150));
    expect(mark(level(100, 100, 200), [], credits(150))).toBe(credits(50) + 1n);
    expect(mark(level(0, 0, 200), [], credits(150))).toBe(0n);
  });
});
