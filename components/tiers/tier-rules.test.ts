import { expect, test } from 'vitest';
import type { TierOfferDto } from '@/lib/domain/catalog/schema';
import { bestSavingBps, moveTo, perMonth, periodAllowance, priceOf, yearlySaving } from './tier-rules';

const tier = (code: string, month: number, year?: number): TierOfferDto => ({
  ...{ code, name: code, description: '', allowance: '200', rollover: '0', trialDays: 0 },
  isFree: month === 0,
  prices: [
    ...(month ? [{ interval: 'month' as const, minor: month }] : []),
    ...(year ? [{ interval: 'year' as const, minor: year }] : []),
  ].map(({ interval, minor }) => ({
    ...{ interval, currency: 'USD', factors: [], taxMinor: '0' },
    listMinor: String(minor),
    totalMinor: String(minor),
  })),
});

test('a year saves what it costs less than twelve months', () => {
  expect(yearlySaving(tier('starter', 1900, 19000))).toBe(3800n);
  expect(yearlySaving(tier('starter', 1900, 22800))).toBeNull();
  expect(yearlySaving(tier('starter', 1900))).toBeNull();
  expect(bestSavingBps([tier('free', 0), tier('starter', 1900, 19000), tier('pro', 7900)])).toBe(1666);
  expect(bestSavingBps([tier('free', 0)])).toBeNull();
});

test('a year brings twelve times the credits, fractions too', () => {
  expect(periodAllowance('200', 'month')).toBe('200');
  expect(periodAllowance('200', 'year')).toBe('2400');
  expect(periodAllowance('0.5', 'year')).toBe('6');
  expect(periodAllowance('0.000001', 'year')).toBe('0.000012');
});

test('what a choice means depends on what is paid now', () => {
  const [free, starter, pro] = [tier('free', 0), tier('starter', 1900, 19000), tier('pro', 7900, 79000)];
  const price = priceOf(starter, 'year');
  const own = { tierCode: 'starter', interval: 'month' as const, isFree: false, monthlyMinor: 1900n };
  expect(price && perMonth(price)).toBe(1583n);
  expect(moveTo(own, starter, 'month')).toBe('current');
  expect(moveTo(own, starter, 'year')).toBe('interval');
  expect(moveTo(own, pro, 'year')).toBe('upgrade');
  expect(moveTo({ ...own, tierCode: 'pro', monthlyMinor: 7900n }, starter, 'month')).toBe('downgrade');
  expect(moveTo(own, free, 'month')).toBe('leave');
  expect(moveTo({ ...own, tierCode: 'free', isFree: true }, pro, 'month')).toBe('start');
  expect(moveTo(null, starter, 'month')).toBe('start');
});
