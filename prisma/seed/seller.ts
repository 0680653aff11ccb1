import type { CouponModel, CurrencyRateModel, TaxRateModel } from '@/lib/core/db';
import { Prisma } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import type { Seller } from '@/lib/domain/billing/schema';
import type { World } from './world';

/** The company of the demo: its accounts are the examples of the IBAN registry. */
export const seller: Seller = {
  ...{ legalName: 'Meterdesk GmbH', line1: 'Lindenufer 9', line2: '', city: 'Berlin', region: '' },
  ...{ postalCode: '10969', country: 'DE', taxId: 'DE214748007', email: 'billing@meterdesk.test' },
  accounts: [
    { currency: 'EUR', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', bank: 'Commerzbank' },
    { currency: 'USD', iban: 'GB82WEST12345698765432', bic: 'WESTGB22XXX', bank: 'West Bank' },
    { currency: 'PLN', iban: 'PL61109010140000071219812874', bic: 'WBKPPLPPXXX', bank: 'Bank Zachodni' },
    { currency: 'EGP', iban: 'EG380019000500000000263180002', bic: 'NBEGEGCXXXX', bank: 'National Bank' },
  ].map((account) => ({ ...account, holder: 'Meterdesk GmbH' })),
  ...{ series: 'INV', creditSeries: 'CN' },
};

const firstDay = new Date('2024-01-01T00:00:00Z');

export function taxRates(world: World): TaxRateModel[] {
  const rate = (region: string, name: string, rateBps: number, category: TaxRateModel['category']) => ({
    id: world.ids.at('taxRate', firstDay),
    ...{ region, name, rateBps, isInclusive: false, category, validFrom: firstDay, validTo: null },
  });
  return [
    rate('DE', 'USt. 19 %', 1_900, 'S'),
    rate('PL', 'VAT 23 %', 2_300, 'S'),
    rate('EG', 'VAT 14 %', 1_400, 'S'),
    rate('EU', 'Reverse charge', 0, 'AE'),
    rate('*', 'Outside the scope of VAT', 0, 'O'),
  ];
}

/** What a unit was worth in US dollars, month by month: drifting a little, as such rates do. */
export function currencyRates(world: World): CurrencyRateModel[] {
  const random = world.random('currency-rates');
  const middle = { EUR: 1.08, GBP: 1.27, PLN: 0.25, EGP: 0.0205 };
  return Object.entries(middle).flatMap(([currency, worth]) =>
    [0, 31, 61, 92, 122, 153, 183].map((daysAgo) => {
      const setAt = addDays(world.end, -daysAgo);
      const rate = new Prisma.Decimal((worth * (1 + random.between(-150, 150) / 10_000)).toFixed(6));
      return { currency, validFrom: setAt, rate, setAt };
    }),
  );
}

export function coupons(world: World): CouponModel[] {
  const coupon = (code: string, name: string, over: Partial<CouponModel>): CouponModel => ({
    ...{ code, name, percentBps: null, amountOffMinor: null, capMinor: null, currency: null },
    ...{ duration: 'once', months: null, scope: 'both', onlyCodes: [], maxUses: null, uses: 0 },
    ...{ startsAt: addDays(world.end, -60), endsAt: null, active: true, createdAt: addDays(world.end, -61) },
    ...over,
  });
  return [
    coupon('WELCOME-20', '20 % off the first payment', { percentBps: 2_000 }),
    coupon('TIERS-3M', 'A quarter off for three months', {
      ...{ percentBps: 2_500, duration: 'repeating', months: 3, scope: 'tiers' },
    }),
    coupon('FRIENDS-10', '10 % off for good', { percentBps: 1_000, duration: 'forever', scope: 'tiers' }),
    coupon('EURO-5', 'Five euros off a large pack', {
      ...{ amountOffMinor: 500n, currency: 'EUR', scope: 'packs', onlyCodes: ['pack-500', 'pack-1000'] },
      ...{ maxUses: 50, endsAt: addDays(world.end, 60) },
    }),
    coupon('SUMMER-15', 'Summer offer', { percentBps: 1_500, endsAt: addDays(world.end, -20) }),
  ];
}
