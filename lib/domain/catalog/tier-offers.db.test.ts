import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { anonymous, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { setItemActive } from './set-item-active';
import { tierOffers } from './tier-offers';

const organisationOf = async (over: { currency?: string; customerClass?: 'vip' }) => {
  const ctx = await memberOf(await newOrganisation(), 'member');
  await db.organisation.update({ where: { id: tenant(ctx) }, data: over });
  return ctx;
};
const codes = async (ctx: Context) => (await tierOffers(ctx)).map(({ code }) => code);

beforeAll(() => ensureCatalogue());

describe('tierOffers', () => {
  it('tells the price of a month and of a year in the currency of the organisation', async () => {
    const [free, starter] = await tierOffers(await organisationOf({ currency: 'PLN' }));
    expect(free).toMatchObject({ code: 'free', isFree: true, prices: [], allowance: '20' });
    expect(starter).toMatchObject({ code: 'starter', isFree: false, trialDays: 14, allowance: '200' });
    expect(starter?.prices).toMatchObject([
      { interval: 'month', listMinor: '7500', totalMinor: '7500', taxMinor: '0', currency: 'PLN' },
      { interval: 'year', listMinor: '75000', totalMinor: '75000' },
    ]);
  });

  it('takes off what the class of the customer saves, and says so', async () => {
    const [, starter] = await tierOffers(await organisationOf({ customerClass: 'vip' }));
    expect(starter?.prices[0]).toMatchObject({
      ...{ listMinor: '1900', totalMinor: '1710' },
      factors: [{ kind: 'base' }, { kind: 'customer_class', key: 'vip', bps: 1_000, after: '1710' }],
    });
  });

  it('offers nothing but the free tier where there is no price in the currency', async () => {
    expect(await codes(await organisationOf({ currency: 'KWD' }))).toEqual(['free']);
  });

  it('leaves out what is no longer sold', async () => {
    const [ctx, admin] = [await organisationOf({}), await staff(['admin'])];
    expect(await codes(ctx)).toEqual(['free', 'starter', 'professional', 'business']);
    await setItemActive(admin, { kind: 'tier', code: 'business', active: false });
    try {
      expect(await codes(ctx)).toEqual(['free', 'starter', 'professional']);
    } finally {
      await setItemActive(admin, { kind: 'tier', code: 'business', active: true });
    }
  });

  it('is for members', async () => {
    await expect(tierOffers(await staff(['admin']))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(tierOffers(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
