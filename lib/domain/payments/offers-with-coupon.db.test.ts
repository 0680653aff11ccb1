import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { createCoupon } from '@/lib/domain/coupons/create-coupon';
import { setCouponActive } from '@/lib/domain/coupons/set-coupon-active';
import { anonymous, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { listOffers } from './list-offers';
import { listOffersWithCoupon } from './list-offers-with-coupon';
import { startCheckout } from './start-checkout';

let admin: Context;
beforeAll(async () => {
  await ensureCatalogue();
  admin = await staff(['admin']);
});

async function coupon(over: Partial<Parameters<typeof createCoupon>[1]> = {}) {
  const code = `C-${randomUUID().slice(0, 8).toUpperCase()}`;
  await createCoupon(admin, { code, name: 'x', takesOff: 'percent', percent: '50', ...over });
  return code;
}
const buyer = async () => memberOf(await newOrganisation(), 'billing');
const payIn = (ctx: Context, currency: string) =>
  db.organisation.update({ where: { id: tenant(ctx) }, data: { currency } });

describe('listOffers', () => {
  it('shows the packs that have a price in the currency of the organisation, and no others', async () => {
    const ctx = await buyer();
    expect((await listOffers(ctx)).find(({ code }) => code === 'pack-100')).toMatchObject({
      ...{ priceMinor: '1000', totalMinor: '1000', taxMinor: '0', currency: 'USD', couponCode: null },
    });
    await payIn(ctx, 'PLN');
    expect((await listOffers(ctx)).find(({ code }) => code === 'pack-100')).toMatchObject({
      ...{ priceMinor: '3900', currency: 'PLN' },
    });
    await payIn(ctx, 'JPY');
    expect(await listOffers(ctx)).toEqual([]);
  });
});

describe('listOffersWithCoupon', () => {
  it('takes it off where it is good, as often as one looks', async () => {
    const ctx = await buyer();
    const code = await coupon({ onlyCodes: ['pack-100'] });
    for (let time = 1; time <= 25; time++) {
      const offers = await listOffersWithCoupon(ctx, { coupon: code.toLowerCase() });
      const of = (pack: string) => offers.find((one) => one.code === pack);
      expect(of('pack-100')).toMatchObject({ totalMinor: '500', discountMinor: '500', couponCode: code });
      expect(of('pack-250')).toMatchObject({ totalMinor: '2000', couponCode: null });
    }
    expect(await db.coupon.findUnique({ where: { code } })).toMatchObject({ uses: 0 });
  });

  it('says beside the field why one is no good', async () => {
    const ctx = await buyer();
    const refused = (code: string, reason: string) =>
      expect(listOffersWithCoupon(ctx, { coupon: code })).rejects.toMatchObject({
        ...{ code: 'invalid', reason, fields: { coupon: reason } },
      });
    await refused('NO-SUCH-CODE', 'couponUnknown');
    await refused(await coupon({ scope: 'tiers' }), 'couponOther');
    await refused(await coupon({ cap: '1', currency: 'EUR' }), 'couponOther');
    const stopped = await coupon();
    await setCouponActive(admin, { code: stopped, active: false });
    await refused(stopped, 'couponOver');
  });

  it('lets nobody guess', async () => {
    const ctx = await buyer();
    const results = await Promise.allSettled(
      Array.from({ length: 24 }, (_, nth) => listOffersWithCoupon(ctx, { coupon: `GUESS-${nth}` })),
    );
    const reasons = results.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code);
    expect(reasons.filter((code) => code === 'limit_reached')).toHaveLength(4);
  });

  it('counts guesses at the checkout with those at the shelf', async () => {
    const ctx = await buyer();
    const pack = { packCode: 'pack-100', totalMinor: '1000' };
    const wrong = (nth: number) => startCheckout(ctx, { ...pack, couponCode: `GUESS-${nth}` });
    for (let nth = 1; nth <= 20; nth++) await expect(wrong(nth)).rejects.toMatchObject({ code: 'invalid' });
    const refused = { code: 'limit_reached' };
    await expect(wrong(21)).rejects.toMatchObject(refused);
    await expect(listOffersWithCoupon(ctx, { coupon: 'GUESS-22' })).rejects.toMatchObject(refused);
    expect(await db.purchase.count({ where: { organisationId: tenant(ctx) } })).toBe(0);
  });

  it('is for who may buy', async () => {
    for (const ctx of [await memberOf(await newOrganisation(), 'member'), admin])
      await expect(listOffersWithCoupon(ctx, { coupon: 'ABC' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listOffersWithCoupon(anonymous(), { coupon: 'ABC' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
