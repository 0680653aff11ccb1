import { describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { addDays } from '@/lib/core/time';
import { newId } from '@/lib/core/ids';
import { dailyPace, runsOutAt } from './rules';
import { AdjustWalletInput } from './schema';

const now = new Date('2026-11-21T10:00:00Z');
const lot = (amount: number, days: number | null = null, starts = 0) => ({
  remainingMicro: credits(amount),
  effectiveAt: addDays(now, starts),
  expiresAt: days === null ? null : addDays(now, days),
});

describe('the forecast', () => {
  it('divides what was used by its days, at least one', () => {
    expect(dailyPace(credits(60), addDays(now, -30), now)).toBe(credits(2));
    expect(dailyPace(credits(5), now, now)).toBe(credits(5));
  });
  it('uses lots in order, none longer than it lives', () => {
    expect(runsOutAt([lot(10)], credits(2), now)).toEqual(addDays(now, 5));
    expect(runsOutAt([lot(100, 3), lot(10)], credits(2), now)).toEqual(addDays(now, 8));
    expect(runsOutAt([], credits(2), now)).toEqual(now);
  });
  it('knows no end without use, and no end beyond ten years', () => {
    expect(runsOutAt([lot(10)], 0n, now)).toBeNull();
    expect(runsOutAt([lot(1_000_000)], 1n, now)).toEqual(addDays(now, 3_650));
  });
});

describe('an adjustment', () => {
  const good = {
    organisationId: newId('organisation'),
    credits: '5',
    reason: 'A test',
    idempotencyKey: 'key-12345',
  };
  it('has a key and an end that the database can hold', () => {
    expect(AdjustWalletInput.safeParse({ ...good, expiresOn: '2999-12-31' }).success).toBe(true);
    for (const over of [{ idempotencyKey: 'key-\u0000-12345' }, { expiresOn: '9999-12-31' }])
      expect(AdjustWalletInput.safeParse({ ...good, ...over }).success).toBe(false);
  });
});
