import { describe, expect, it } from 'vitest';
import {
  currencyDigits,
  formatBytes,
  formatCredits,
  formatDate,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
  formatRelative,
  formatTime,
} from './format';

describe('formatMoney', () => {
  it('keeps every minor unit', () => {
    expect(formatMoney(2000n, 'USD')).toBe('$20.00');
    expect(formatMoney('1', 'USD')).toBe('$0.01');
    expect(formatMoney(-105n, 'USD')).toBe('-$1.05');
    expect(formatMoney(0n, 'USD')).toBe('$0.00');
  });

  it('follows the decimals of the currency', () => {
    expect(formatMoney(500n, 'JPY')).toBe('¥500');
    expect(formatMoney(1234n, 'KWD')).toBe('KWD\u00a01.234');
    expect(currencyDigits('EUR')).toBe(2);
  });

  it('is exact beyond the range of a float', () => {
    expect(formatMoney(900719925474099312n, 'USD')).toBe('$9,007,199,254,740,993.12');
  });

  it('follows the locale', () => {
    expect(formatMoney(123456n, 'EUR', 'de')).toBe('1.234,56\u00a0€');
  });
});

describe('formatCredits', () => {
  it('trims to what is there', () => {
    expect(formatCredits(20_000_000n)).toBe('20');
    expect(formatCredits('1500000')).toBe('1.5');
    expect(formatCredits(1n)).toBe('0.000001');
    expect(formatCredits(-250_000n)).toBe('-0.25');
    expect(formatCredits(9_007_199_254_740_993_000_001n)).toBe('9,007,199,254,740,993.000001');
  });
});

describe('dates', () => {
  it('shows the instant in the reader’s zone', () => {
    expect(formatDate('2026-03-14T23:30:00Z')).toBe('Mar 14, 2026');
    expect(formatDate('2026-03-14T23:30:00Z', 'en', 'Europe/Berlin')).toBe('Mar 15, 2026');
    expect(formatDateTime(new Date('2026-03-14T23:30:00Z'))).toBe('Mar 14, 2026, 23:30');
    expect(formatTime('2026-03-14T12:04:59Z')).toBe('12:04');
  });

  it('never moves a date that has no time', () => {
    expect(formatDate('2026-03-14', 'en', 'America/Los_Angeles')).toBe('Mar 14, 2026');
    expect(formatMonth('2026-03', 'en', 'America/Los_Angeles')).toBe('March 2026');
  });

  it('tells the distance', () => {
    const now = '2026-03-14T12:00:00Z';
    expect(formatRelative('2026-03-14T11:59:30Z', now)).toBe('now');
    expect(formatRelative('2026-03-14T09:00:00Z', now)).toBe('3 hours ago');
    expect(formatRelative('2026-03-15T13:00:00Z', now)).toBe('tomorrow');
    expect(formatRelative('2026-05-20T12:00:00Z', now)).toBe('in 2 months');
  });

  it('tells a length in two units at most', () => {
    expect(formatDuration(93_600_000)).toBe('1 day 2 hr');
    expect(formatDuration(59_000)).toBe('0 min');
    expect(formatDuration(3_900_000)).toBe('1 hr 5 min');
  });
});

describe('numbers', () => {
  it('groups and rounds for the eye', () => {
    expect(formatNumber(1234567)).toBe('1,234,567');
    expect(formatPercent(0.7531)).toBe('75.3%');
    expect(formatPercent(0.2, { digits: 0 })).toBe('20%');
    expect(formatBytes(1)).toBe('1 byte');
    expect(formatBytes(2_500_000)).toBe('2.5 MB');
  });
});
