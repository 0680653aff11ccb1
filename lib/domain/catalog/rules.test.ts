import { describe, expect, it } from 'vitest';
import { perCredit, pluralUnit, pricePack, priceRequest, priceText } from './rules';
import { CatalogueSettings } from './schema';

const rules = [
  { kind: 'urgency' as const, key: 'high', valueBps: 12_000 },
  { kind: 'urgency' as const, key: 'critical', valueBps: 15_000 },
  { kind: 'customer_class' as const, key: 'vip', valueBps: 1_000 },
  { kind: 'pack_volume' as const, key: 'pack-1000', valueBps: 500 },
];
const bug = { code: 'bug', priceMicro: 5_000_000n };

describe('the price of a request', () => {
  it('shows every factor with what it was before and after', () => {
    const { priceMicro, factors } = priceRequest(bug, 'critical', 'vip', rules);
    expect(priceMicro).toBe(6_750_000n);
    expect(factors).toEqual([
      { kind: 'base', key: 'bug', bps: null, before: '0', after: '5000000' },
      { kind: 'urgency', key: 'critical', bps: 15_000, before: '5000000', after: '7500000' },
      { kind: 'customer_class', key: 'vip', bps: 1_000, before: '7500000', after: '6750000' },
    ]);
  });
  it('names no factor that changes nothing', () => {
    expect(priceRequest(bug, 'normal', 'standard', rules).factors).toHaveLength(1);
  });
});

describe('the price of a pack', () => {
  it('takes the volume discount, then the class, rounded to the minor unit', () => {
    expect(pricePack({ code: 'pack-1000', priceMinor: 5_999n }, 'vip', rules)).toMatchObject({
      listPriceMinor: 5_999n,
      totalMinor: 5_129n,
      discountMinor: 870n,
    });
  });
  it('is never free', () => {
    expect(
      pricePack({ code: 'x', priceMinor: 1n }, 'vip', [
        { kind: 'customer_class', key: 'vip', valueBps: 9_999 },
      ]).totalMinor,
    ).toBe(1n);
  });
  it('compares per credit', () => {
    expect(perCredit(2_000n, 250_000_000n)).toBe(80_000n);
  });
});

describe('a price in words', () => {
  it.each([
    ['20', 100, 'lead', '20 credits per 100 leads'],
    ['1', 1, 'query', '1 credit per query'],
    ['0.5', 1, 'message', '0.5 credits per message'],
    ['1', 10, 'address', '1 credit per 10 addresses'],
  ])('%s for %i × %s', (price, perUnits, unit, words) => {
    expect(priceText(price, perUnits, unit)).toBe(words);
  });

  it.each([
    ['query', 'queries'],
    ['day', 'days'],
    ['batch', 'batches'],
    ['gigabyte-month', 'gigabyte-months'],
  ])('%s, %s', (unit, units) => {
    expect(pluralUnit(unit)).toBe(units);
  });
});

it('a catalogue has a name that the database can hold', () => {
  const { catalogue } = CatalogueSettings.shape;
  expect(catalogue.safeParse('saas-credits').success).toBe(true);
  for (const bad of ['a\u0000b', '\ud800']) expect(catalogue.safeParse(bad).success).toBe(false);
});
