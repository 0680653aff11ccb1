import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { openShop } from '@/lib/testing/shop';
import { expectTied, newSubscriber } from '@/lib/testing/tiers';
import { changeSubscription } from './change-subscription';
import { previewChange } from './preview-change';
import { getSubscription } from './queries';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

const starter = { tierCode: 'starter' };
const professional = { tierCode: 'professional' };

describe('coupons by card', () => {
  const coupon = (code: string, terms: object) => {
    const from = new Date('2020-01-01');
    const base = { code, name: code, scope: 'tiers' as const, startsAt: from, createdAt: from };
    return db.coupon.create({ data: { ...base, ...terms } });
  };

  it('that take all of it off begin without a charge, and charge when they are over', async () => {
    await coupon('CARD-GIFT', { percentBps: 10_000, duration: 'repeating', months: 2 });
    const one = await newSubscriber(shop, { ...starter, couponCode: 'CARD-GIFT' });
    expect((await one.row()).status).toBe('active');
    expect((await one.allowances()).at(-1)).toMatchObject({ grantedMicro: credits(200), costMinor: null });
    expect([await one.invoices(), await one.movements()]).toEqual([[], []]);
    await one.forward();
    await one.forward();
    expect((await one.invoices()).map(({ totalMinor }) => totalMinor)).toEqual([1900n]);
    expect(await one.allowances()).toHaveLength(4);
    await expectTied(one.org, 1900n);
  });

  it('of an upgrade take something off the next period, not the proration', async () => {
    await coupon('CARD-GROW', { percentBps: 2_000, duration: 'once' });
    const one = await newSubscriber(shop, starter);
    const plain = await previewChange(one.at(), professional);
    const choice = { ...professional, couponCode: 'CARD-GROW' };
    const preview = await previewChange(one.at(), choice);
    expect([preview.dueNowMinor, preview.nextChargeMinor]).toEqual([plain.dueNowMinor, '6320']);
    expect(await changeSubscription(one.at(), { ...choice, dueNowMinor: preview.dueNowMinor })).toEqual({
      url: null,
    });
    expect((await one.invoices()).at(-1)?.totalMinor).toBe(BigInt(plain.dueNowMinor));
    expect(await getSubscription(one.at())).toMatchObject({ nextCharge: { amountMinor: '6320' } });
    await one.forward();
    await one.sync();
    await one.forward();
    expect((await one.invoices()).slice(-2).map(({ totalMinor }) => totalMinor)).toEqual([6320n, 7900n]);
    await expectTied(one.org, 7900n);
  });

  it('are refused with a lower tier, and beside one that runs', async () => {
    await coupon('CARD-LONG', { percentBps: 1_000, duration: 'forever' });
    await coupon('CARD-OTHER', { percentBps: 1_000, duration: 'forever' });
    const one = await newSubscriber(shop, { ...professional, couponCode: 'CARD-LONG' });
    const typed = (choice: { tierCode: string }) =>
      previewChange(one.at(), { ...choice, couponCode: 'CARD-OTHER' });
    await expect(typed({ tierCode: 'business' })).rejects.toMatchObject({
      fields: { couponCode: 'couponRuns' },
    });
    await expect(typed(starter)).rejects.toMatchObject({ fields: { couponCode: 'couponAtStart' } });
  });

  it('cannot be guessed: after twenty wrong codes in an hour no other is looked at', async () => {
    const owner = await memberOf(await newOrganisation({ freeTier: true }), 'owner', new Date());
    const guess = (couponCode: string) => previewChange(owner, { ...starter, couponCode });
    for (let nth = 0; nth < 20; nth++)
      await expect(guess(`NONE-${nth}`)).rejects.toMatchObject({ fields: { couponCode: 'couponUnknown' } });
    await expect(guess('CARD-OTHER')).rejects.toMatchObject({ code: 'limit_reached' });
  });
});
