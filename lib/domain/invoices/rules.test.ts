import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DraftLine,
  type Rate,
  type TaxSum,
  buildLines,
  creditShares,
  daysOverdue,
  sumByRate,
} from './rules';

const rates = new Map<string | null, Rate>([
  [null, { rateId: null, name: '', rateBps: 0, category: 'O' }],
  ['a', { rateId: 'a', name: 'VAT 23 %', rateBps: 2_300, category: 'S' }],
  ['b', { rateId: 'b', name: 'VAT 8 %', rateBps: 800, category: 'S' }],
]);
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
const line = (over: Partial<DraftLine>): DraftLine => ({
  ...{ kind: 'pack', description: '250 credits', amountMinor: 100n, taxRateId: 'a' },
  ...over,
});

describe('the lines of an invoice', () => {
  it('sum to what is charged, and by rate to the tax that is rounded once', () => {
    const amounts = fc.array(
      fc.record({
        amountMinor: fc.bigInt({ min: -1_000n, max: 10n ** 9n }),
        taxRateId: fc.constantFrom(null, 'a', 'b'),
        discountMinor: fc.bigInt({ min: 0n, max: 500n }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(amounts, (facts) => {
        const lines = facts.map((fact) =>
          line({ ...fact, unitMinor: fact.amountMinor + fact.discountMinor }),
        );
        const built = buildLines(lines, rates);
        const total = sum(built.map(({ netMinor, taxMinor }) => netMinor + taxMinor));
        expect(total).toBe(sum(facts.map(({ amountMinor }) => amountMinor)));
        for (const one of built)
          expect(one.unitMinor * BigInt(one.quantity) - one.discountMinor).toBe(one.netMinor);
        const sums = sumByRate(built, rates);
        expect(sum(sums.map(({ taxMinor }) => taxMinor))).toBe(sum(built.map(({ taxMinor }) => taxMinor)));
        for (const { netMinor, taxMinor, rateBps } of sums) {
          // BR-CO-17, within the one minor unit that taking the tax out of gross amounts may cost.
          const off = taxMinor * 10_000n - netMinor * BigInt(rateBps);
          expect(off <= 10_000n && off >= -10_000n).toBe(true);
        }
      }),
    );
  });

  it('keep a price without tax and take it out of one with', () => {
    const [without, inside] = buildLines(
      [
        line({ amountMinor: 1_107n, unitMinor: 1_000n, discountMinor: 100n }),
        line({ amountMinor: 1_107n, unitMinor: 1_230n, discountMinor: 123n }),
      ],
      rates,
    );
    const expected = { netMinor: 900n, taxMinor: 207n, unitMinor: 1_000n, discountMinor: 100n };
    expect(without).toMatchObject(expected);
    expect(inside).toMatchObject(expected);
  });
});

describe('credit notes', () => {
  it('of any size end at exactly the net and the tax of the invoice', () => {
    const money = fc.bigInt({ min: 1n, max: 10n ** 6n });
    fc.assert(
      fc.property(fc.tuple(money, money), fc.array(money, { maxLength: 6 }), ([one, two], parts) => {
        const built = buildLines(
          [line({ amountMinor: one }), line({ amountMinor: two, taxRateId: 'b' })],
          rates,
        );
        const taxes = sumByRate(built, rates);
        const total = one + two;
        let before = 0n;
        const notes: TaxSum[][] = [];
        for (const part of [...parts, total]) {
          const amount = part < total - before ? part : total - before;
          if (amount === 0n) break;
          const shares = creditShares(taxes, total, before, amount);
          expect(sum(shares.map(({ netMinor, taxMinor }) => netMinor + taxMinor))).toBe(amount);
          for (const { netMinor, taxMinor } of shares) expect(netMinor >= 0n && taxMinor >= 0n).toBe(true);
          notes.push(shares);
          before += amount;
        }
        for (const [index, tax] of taxes.entries())
          expect(sum(notes.map((note) => note[index]?.taxMinor ?? 0n))).toBe(tax.taxMinor);
      }),
    );
  });
});

describe('arrears', () => {
  it('are counted in whole days after the due day', () => {
    const due = new Date('2026-11-21T00:00:00Z');
    const days = (at: string) => daysOverdue(due, new Date(at));
    expect([
      days('2026-11-21T23:59:59Z'),
      days('2026-11-22T00:00:00Z'),
      days('2026-12-21T12:00:00Z'),
    ]).toEqual([0, 1, 30]);
    expect(daysOverdue(null, due)).toBe(0);
  });
});
