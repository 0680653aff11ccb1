import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TaxDto, noTax } from '@/lib/domain/tax/schema';
import {
  type CouponTerms,
  type PriceRule,
  perCredit,
  pluralUnit,
  pricePack,
  priceRequest,
  priceRequestByCard,
  priceText,
  priceTier,
} from './rules';
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

const vat = (rateBps: number, isInclusive: boolean): TaxDto => ({
  ...{ rateId: 'txr_1', name: 'VAT', rateBps, isInclusive, category: 'S' },
});
const coupon = (over: Partial<CouponTerms> = {}): CouponTerms => ({
  ...{ code: 'SPRING', percentBps: null, amountOffMinor: null, capMinor: null, currency: null },
  ...over,
});

describe('the price of a request by card', () => {
  const terms = { category: { code: 'bug' }, priceMinor: 333n, currency: 'USD', rules };
  it('has the factors of its price in credits, in money, and the tax', () => {
    const price = priceRequestByCard({
      ...{ ...terms, urgency: 'critical', customerClass: 'vip' },
      tax: vat(1_900, false),
    });
    // 3.33 times 1.5 is 5.00 (4.995 rounds away from zero), less a tenth 4.50, and 0.86 of tax (0.855).
    expect(price).toMatchObject({
      listPriceMinor: 500n,
      discountMinor: 50n,
      taxMinor: 86n,
      totalMinor: 536n,
    });
    expect(price.factors.map(({ kind, after }) => [kind, after])).toEqual([
      ['base', '333'],
      ['urgency', '500'],
      ['customer_class', '450'],
      ['tax', '536'],
    ]);
  });
  it('is the list price where nothing changes it', () => {
    const price = priceRequestByCard({ ...terms, urgency: 'normal', customerClass: 'standard', tax: noTax });
    expect(price).toMatchObject({ listPriceMinor: 333n, discountMinor: 0n, totalMinor: 333n });
    expect(price.factors).toHaveLength(1);
  });
});

describe('the price of a pack', () => {
  it('takes the volume discount, then the class, rounded to the minor unit', () => {
    expect(pricePack({ code: 'pack-1000' }, 5_999n, 'USD', 'vip', rules, null, noTax)).toMatchObject({
      ...{ listPriceMinor: 5_999n, totalMinor: 5_129n, netMinor: 5_129n, taxMinor: 0n, discountMinor: 870n },
    });
  });
  it('shows volume, class, coupon and tax with what it was before and after each', () => {
    const capped = coupon({ percentBps: 5_000, capMinor: 500n, currency: 'EUR' });
    const price = pricePack({ code: 'pack-1000' }, 10_000n, 'EUR', 'vip', rules, capped, vat(1_900, false));
    expect(price).toMatchObject({
      discountMinor: 1_950n,
      netMinor: 8_050n,
      taxMinor: 1_530n,
      totalMinor: 9_580n,
    });
    expect(price.factors.map(({ kind, key, bps, after }) => [kind, key, bps, after])).toEqual([
      ['base', 'pack-1000', null, '10000'],
      ['pack_volume', 'pack-1000', 500, '9500'],
      ['customer_class', 'vip', 1_000, '8550'],
      ['coupon', 'SPRING', 5_000, '8050'],
      ['tax', 'VAT', 1_900, '9580'],
    ]);
  });
  it('is never free', () => {
    const all = [{ kind: 'customer_class' as const, key: 'vip', valueBps: 9_999 }];
    expect(pricePack({ code: 'x' }, 1n, 'USD', 'vip', all, null, noTax).totalMinor).toBe(1n);
    const off = coupon({ amountOffMinor: 900n, currency: 'USD' });
    expect(pricePack({ code: 'x' }, 500n, 'USD', 'standard', [], off, noTax).totalMinor).toBe(1n);
  });
  it('adds up, factor by factor, whatever the discounts and the tax', () => {
    const rule = fc.integer({ min: 0, max: 9_999 });
    const off = fc.oneof(
      fc.constant(null),
      fc.record({
        percentBps: fc.integer({ min: 1, max: 10_000 }),
        capMinor: fc.option(fc.bigInt(1n, 9_999n)),
      }),
      fc.record({ amountOffMinor: fc.bigInt(1n, 99_999n) }),
    );
    fc.assert(
      fc.property(
        ...[fc.bigInt(1n, 10n ** 12n), rule, rule, off, fc.integer({ min: 0, max: 5_000 }), fc.boolean()],
        (list, volume, vip, taken, rateBps, isInclusive) => {
          const some: PriceRule[] = [
            { kind: 'pack_volume', key: 'p', valueBps: volume },
            { kind: 'customer_class', key: 'vip', valueBps: vip },
          ];
          const tax = vat(rateBps, isInclusive);
          const used = taken && coupon({ ...taken, currency: 'EUR' });
          const price = pricePack({ code: 'p' }, list, 'EUR', 'vip', some, used, tax);
          const { listPriceMinor, discountMinor, netMinor, taxMinor, totalMinor, factors } = price;
          expect(netMinor + taxMinor).toBe(totalMinor);
          expect(listPriceMinor - discountMinor).toBe(isInclusive ? totalMinor : netMinor);
          expect(listPriceMinor).toBe(list);
          expect(listPriceMinor - discountMinor >= 1n && discountMinor >= 0n && taxMinor >= 0n).toBe(true);
          for (const [index, { before }] of factors.entries())
            expect(before).toBe(factors[index - 1]?.after ?? '0');
          expect(factors.at(-1)?.after).toBe(totalMinor.toString());
        },
      ),
    );
  });
});

describe('the price of a tier', () => {
  const terms = { tier: { code: 'starter' }, currency: 'PLN', customerClass: 'vip', rules };
  it('takes the class, then the coupon, and says what it costs without the coupon', () => {
    const half = {
      ...terms,
      priceMinor: 7_500n,
      coupon: coupon({ percentBps: 5_000 }),
      tax: vat(2_300, false),
    };
    const price = priceTier(half);
    expect(price).toMatchObject({ netMinor: 3_375n, taxMinor: 776n, totalMinor: 4_151n, fullMinor: 8_303n });
    expect(priceTier({ ...half, coupon: null })).toMatchObject({ totalMinor: price.fullMinor });
  });
  it('may be nothing with a coupon', () => {
    const all = {
      ...terms,
      priceMinor: 7_500n,
      coupon: coupon({ percentBps: 10_000 }),
      tax: vat(2_300, true),
    };
    expect(priceTier(all)).toMatchObject({ totalMinor: 0n, taxMinor: 0n, fullMinor: 6_750n });
  });
  it('knows no coupon of another currency', () => {
    const foreign = coupon({ amountOffMinor: 5n, currency: 'EUR' });
    expect(() => priceTier({ ...terms, priceMinor: 100n, coupon: foreign, tax: noTax })).toThrow('invariant');
  });
});

describe('packs', () => {
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
