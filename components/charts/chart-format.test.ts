import { describe, expect, it } from 'vitest';
import { axisValue, exactValue, seriesColour, valueAt } from './chart-format';

describe('exactValue', () => {
  it('reads the integers as what they are', () => {
    expect(exactValue(12_500_000, 'credits', 'en')).toBe('12.5');
    expect(exactValue(123_456, { currency: 'USD' }, 'en')).toBe('$1,234.56');
    expect(exactValue(1234, 'number', 'en')).toBe('1,234');
    expect(exactValue(0.25, 'percent', 'en')).toBe('25%');
  });
});

describe('axisValue', () => {
  it('is short', () => {
    expect(axisValue(1_200_000_000, 'credits', 'en')).toBe('1.2K');
    expect(axisValue(-55_000, { currency: 'USD' }, 'en')).toBe('-$550');
    expect(axisValue(3_000, { currency: 'JPY' }, 'en')).toBe('¥3K');
    expect(axisValue(50_650, { currency: 'USD' }, 'en')).toBe('$506.50');
    expect(axisValue(-99_999, { currency: 'USD' }, 'en')).toBe('-$999.99');
    expect(axisValue(150_650, { currency: 'USD' }, 'en')).toBe('$1.5K');
  });
});

it('starts over after six colours', () => {
  expect(seriesColour(6)).toBe(seriesColour(0));
});

it('takes what a point does not have for nothing', () => {
  expect(valueAt({ x: 'Mar 1', chat: 3 }, 'chat')).toBe(3);
  expect(valueAt({ x: 'Mar 1' }, 'chat')).toBe(0);
});
