import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitGross, spreadTax, withTax } from './rules';

const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });
const signed = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
const rate = fc.integer({ min: 0, max: 10_000 });
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

describe('tax', () => {
  it('of 19 % comes on top of a price or out of it', () => {
    expect(withTax(1_000n, { rateBps: 1_900, isInclusive: false })).toEqual({
      ...{ netMinor: 1_000n, taxMinor: 190n, totalMinor: 1_190n },
    });
    expect(withTax(1_190n, { rateBps: 1_900, isInclusive: true })).toEqual({
      ...{ netMinor: 1_000n, taxMinor: 190n, totalMinor: 1_190n },
    });
    expect(splitGross(-1_190n, 1_900)).toEqual({ netMinor: -1_000n, taxMinor: -190n });
  });

  it('that was added comes out again to the minor unit', () => {
    fc.assert(
      fc.property(amount, rate, (net, rateBps) => {
        const { netMinor, taxMinor, totalMinor } = withTax(net, { rateBps, isInclusive: false });
        expect(splitGross(totalMinor, rateBps)).toEqual({ netMinor, taxMinor });
      }),
    );
  });

  it('and net sum to what is charged, whichever way round', () => {
    fc.assert(
      fc.property(amount, rate, fc.boolean(), (list, rateBps, isInclusive) => {
        const { netMinor, taxMinor, totalMinor } = withTax(list, { rateBps, isInclusive });
        expect(netMinor + taxMinor).toBe(totalMinor);
        expect(isInclusive ? totalMinor : netMinor).toBe(list);
        expect(taxMinor >= 0n && netMinor >= 0n).toBe(true);
      }),
    );
  });
});

describe('the tax of several lines', () => {
  it('goes to the largest remainders', () => {
    expect(spreadTax([100n, 100n, 100n], 1_900)).toEqual([16n, 16n, 16n]);
    expect(spreadTax([33n, 33n, 34n], 2_300)).toEqual([6n, 6n, 7n]);
    expect(spreadTax([], 1_900)).toEqual([]);
  });

  it('sums to the tax of their sum, each line within one minor unit of its own', () => {
    fc.assert(
      fc.property(fc.array(signed, { maxLength: 30 }), rate, (lines, rateBps) => {
        const taxes = spreadTax(lines, rateBps);
        expect(sum(taxes)).toBe(splitGross(sum(lines), rateBps).taxMinor);
        for (const [index, tax] of taxes.entries()) {
          const off = tax - splitGross(lines[index] ?? 0n, rateBps).taxMinor;
          expect(off >= -1n && off <= 1n).toBe(true);
        }
      }),
    );
  });
});
