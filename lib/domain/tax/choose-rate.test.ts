import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TaxRow, chooseRate } from './choose-rate';
import { noTax } from './schema';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const rate = (region: string, rateBps: number, over: Partial<TaxRow> = {}): TaxRow => ({
  ...{ id: `${region}-${rateBps}`, region, name: `VAT ${rateBps / 100} %`, rateBps, isInclusive: false },
  ...{ category: rateBps > 0 ? 'S' : 'O', validFrom: day('2020-01-01'), validTo: null },
  ...over,
});
const reverse = rate('EU', 0, { category: 'AE', name: 'Reverse charge' });
const rows = [rate('DE', 1_900), rate('PL', 2_300), rate('EG', 1_400), reverse, rate('*', 0)];
const at = day('2026-11-21');
const business = (country: string, taxId: string | null = null) => ({
  country,
  isBusiness: true,
  taxId,
});
const chosen = (country: string, taxId: string | null = null, seller = 'DE') =>
  chooseRate(rows, seller, business(country, taxId), at).rateId;

describe('the tax on a sale', () => {
  it.each([
    ['at home', 'DE', null, 'DE-1900'],
    ['at home, with a tax id', 'DE', 'DE319022003', 'DE-1900'],
    ['to a business in another state of the EU', 'PL', 'PL5213000400', 'EU-0'],
    ['to somebody without a tax id there', 'PL', null, 'PL-2300'],
    ['to a state of the EU without a rate of its own', 'IE', null, 'DE-1900'],
    ['to a country with a rate of its own', 'EG', '402001000', 'EG-1400'],
    ['to anywhere else', 'US', null, '*-0'],
  ])('%s', (_, country, taxId, id) => {
    expect(chosen(country, taxId)).toBe(id);
  });

  it('knows no reverse charge for a private person, nor across the border of the EU', () => {
    const person = { country: 'PL', isBusiness: false, taxId: 'PL5213000400' };
    expect(chooseRate(rows, 'DE', person, at).rateId).toBe('PL-2300');
    expect(chosen('PL', 'PL5213000400', 'EG')).toBe('PL-2300');
    expect(chosen('NO', 'NO995525828MVA')).toBe('*-0');
  });

  it('falls back on a rate for the whole EU', () => {
    const wide = [rate('EU', 2_100), rate('EG', 1_400)];
    expect(chooseRate(wide, 'EG', business('FR'), at).rateId).toBe('EU-2100');
    expect(chooseRate(wide, 'EG', business('US'), at)).toEqual(noTax);
  });

  it('changes on the day, and ends after the last one', () => {
    const former = rate('DE', 1_600, { validTo: day('2026-12-01') });
    const next = rate('DE', 1_900, { validFrom: day('2026-12-01'), validTo: day('2027-01-01') });
    const on = (text: string) => chooseRate([next, former], 'DE', business('DE'), new Date(text)).rateBps;
    expect(on('2026-11-30T23:59:59.999Z')).toBe(1_600);
    expect(on('2026-12-01T00:00:00.000Z')).toBe(1_900);
    expect(on('2027-01-01T00:00:00.000Z')).toBe(0);
  });

  it('is one of the table that holds, in whatever order it stands', () => {
    const countries = fc.constantFrom('DE', 'PL', 'EG', 'US', 'FR');
    fc.assert(
      fc.property(
        countries,
        fc.boolean(),
        fc.shuffledSubarray(rows, { minLength: 5 }),
        (country, has, mixed) => {
          const buyer = business(country, has ? 'X1234567' : null);
          expect(chooseRate(mixed, 'DE', buyer, at)).toEqual(chooseRate(rows, 'DE', buyer, at));
        },
      ),
    );
  });
});
