import { describe, expect, it } from 'vitest';
import { convert, parseRate, rateOn } from './rules';

describe('parseRate', () => {
  it('takes exact decimals above zero', () => {
    expect(parseRate('0.0321')).toBe(321_000_000n);
    expect(parseRate('1')).toBe(10_000_000_000n);
    expect(parseRate('0.0000000001')).toBe(1n);
    for (const text of ['0', '0.0', '-1', '1e3', '1,5', '', '1.', '.5', '0.00000000001', '٣'])
      expect(parseRate(text), text).toBeNull();
  });
});

describe('convert', () => {
  it('minds the digits of both currencies and rounds once', () => {
    const rate = (text: string) => parseRate(text) ?? 0n;
    expect(convert(10_000n, 'EUR', 'USD', rate('1.0825'))).toBe(10_825n);
    expect(convert(1_500n, 'JPY', 'USD', rate('0.0064'))).toBe(960n);
    expect(convert(1_000n, 'KWD', 'USD', rate('3.2555'))).toBe(326n);
    expect(convert(100n, 'USD', 'JPY', rate('156.25'))).toBe(156n);
    expect(convert(-50n, 'EUR', 'USD', rate('1.01'))).toBe(-51n);
  });
});

describe('rateOn', () => {
  const rates = [
    { currency: 'EUR', validFrom: '2026-10-01', rate: '1.1' },
    { currency: 'EUR', validFrom: '2026-01-01', rate: '1.0' },
    { currency: 'EGP', validFrom: '2026-12-01', rate: '0.02' },
  ];
  it('is the last one by then, and none where there is none', () => {
    expect(rateOn(rates, 'EUR', '2026-09-30')?.rate).toBe('1.0');
    expect(rateOn(rates, 'EUR', '2026-10-01')?.rate).toBe('1.1');
    expect(rateOn(rates, 'EUR', '2025-12-31')).toBeNull();
    expect(rateOn(rates, 'EGP', '2026-11-30')).toBeNull();
    expect(rateOn(rates, 'USD', '2026-11-30')).toBeNull();
  });
});
