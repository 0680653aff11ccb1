import { describe, expect, it } from 'vitest';
import { addSums, figuresOf, monthsUntil, noSums } from './rules';

describe('figuresOf', () => {
  it('measures nothing where there is nothing', () => {
    expect(figuresOf(noSums)).toEqual({
      ...{ resolved: 0, reopened: 0, reopenedBps: null, ratings: 0 },
      ...{ satisfactionHundredths: null, firstAnswer: null, resolution: null },
    });
  });

  it('gives averages and shares', () => {
    const sums = {
      ...{ ...noSums, resolved: 3, reopened: 1, ratings: 2, scores: 9 },
      ...{ answers: 3, answerMs: 10_000, answersKept: 2 },
    };
    expect(figuresOf(sums)).toMatchObject({
      ...{ reopenedBps: 3333, satisfactionHundredths: 450, resolution: null },
      firstAnswer: { count: 3, averageMs: 3333, keptBps: 6667 },
    });
  });

  it('adds groups by their sums, not by their averages', () => {
    const one = { ...noSums, answers: 1, answerMs: 1_000, answersKept: 1 };
    const other = { ...noSums, answers: 3, answerMs: 9_000, answersKept: 0 };
    expect(figuresOf(addSums(one, other)).firstAnswer).toEqual({
      count: 4,
      averageMs: 2_500,
      keptBps: 2_500,
    });
  });
});

it('counts months back over the turn of a year', () => {
  expect(monthsUntil(new Date('2027-01-31T23:59:59Z'), 3)).toEqual(['2026-11', '2026-12', '2027-01']);
  expect(monthsUntil(new Date('2026-03-31T00:00:00Z'), 2)).toEqual(['2026-02', '2026-03']);
});
