import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { saveSeller } from '@/lib/testing/by-invoice';
import { ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { openShop } from '@/lib/testing/shop';
import { change, expectTied, newSubscriber } from '@/lib/testing/tiers';
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
const business = { tierCode: 'business' };

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

  it.each([
    ['a cap', 'CARD-CAP', { percentBps: 5_000, capMinor: 6_000n, currency: 'USD' }, ['13900', '950']],
    ['an amount', 'CARD-OFF', { amountOffMinor: 6_000n, currency: 'USD' }, ['13900', '0']],
  ])('with %s take off each tier what the dialog says', async (_, code, terms, [high, low]) => {
    await coupon(code, { ...terms, duration: 'forever' });
    const one = await newSubscriber(shop, { ...starter, couponCode: code });
    const charged = async () => (await one.invoices()).at(-1)?.totalMinor.toString();
    const follow = async (choice: { tierCode: string }) => {
      const { nextChargeMinor } = await previewChange(one.at(), choice);
      await change(one.at(), choice);
      expect((await getSubscription(one.at()))?.nextCharge?.amountMinor).toBe(nextChargeMinor);
      await one.forward();
      await one.sync();
      return nextChargeMinor;
    };
    expect([await follow({ tierCode: 'business' }), await charged()]).toEqual([high, high]);
    expect(await follow(starter)).toBe(low);
    expect((await one.row()).priceMinor - (await one.row()).discountMinor).toBe(BigInt(low ?? ''));
    expect(await charged()).toBe(low === '0' ? high : low);
    // To and fro: the coupon of the price is found again.
    expect([await follow({ tierCode: 'business' }), await charged()]).toEqual([high, high]);
    await expectTied(one.org, BigInt(high ?? ''));
  });

  it('that run some months end with them, on whichever tier', async () => {
    const terms = { percentBps: 5_000, capMinor: 1_000n, currency: 'USD', duration: 'repeating', months: 3 };
    await coupon('CARD-MONTHS', terms);
    const one = await newSubscriber(shop, { ...starter, couponCode: 'CARD-MONTHS' });
    await one.forward({ until: addDays(new Date(), 5).toISOString() });
    await change(one.at(), professional);
    await one.forward();
    await one.forward();
    await one.forward();
    expect((await one.invoices()).slice(-3).map(({ totalMinor }) => totalMinor)).toEqual([
      6900n,
      6900n,
      7900n,
    ]);
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

/** A subscriber outside of tax, who is in the seller's country from now on. */
async function moved(choice: { tierCode: string }) {
  const one = await newSubscriber(shop, choice);
  await db.organisation.update({ where: { id: one.org }, data: { country: 'GB' } });
  return one;
}

describe('a change by card after the tax has changed', () => {
  beforeAll(async () => {
    await saveSeller();
    const validFrom = new Date('2020-01-01');
    const rate = { id: 'txr_card', region: 'GB', name: 'VAT 20 %', rateBps: 2_000, validFrom };
    await db.taxRate.create({ data: { ...rate, isInclusive: false, category: 'S' } });
  });

  it('is invoiced with the tax that is charged: the new price with its own, what comes back with the old', async () => {
    const one = await moved(starter);
    const preview = await previewChange(one.at(), business);
    await change(one.at(), business);
    const last = (await one.invoices()).at(-1);
    expect(last).toMatchObject({
      totalMinor: BigInt(preview.dueNowMinor),
      taxMinor: BigInt(preview.taxMinor),
    });
    const lines = await db.invoiceLine.findMany({
      where: { organisationId: one.org, invoiceId: last?.id },
      orderBy: { position: 'asc' },
    });
    expect(lines.map(({ taxRateId }) => taxRateId)).toEqual(['txr_card', null]);
    expect(await one.row()).toMatchObject({ priceMinor: 23_880n, taxRateId: 'txr_card' });
    expect(-((await booksOf(one.org))['tax_payable:txr_card'] ?? 0n)).toBe(last?.taxMinor);
    await expectTied(one.org, 19_900n);
  });

  it('that the card does not pay at first has the tax of the price that waits', async () => {
    const one = await moved(starter);
    const preview = await previewChange(one.at(), business);
    await one.fail(1);
    await change(one.at(), business);
    expect((await one.invoices()).at(-1)).toMatchObject({
      status: 'open',
      taxMinor: BigInt(preview.taxMinor),
    });
    expect((await one.row()).taxRateId).toBeNull();
  });

  it('that is planned has it from its period on', async () => {
    const one = await moved(business);
    await change(one.at(), starter);
    await one.forward();
    await one.sync();
    expect((await one.invoices()).at(-1)).toMatchObject({ netMinor: 1_900n, taxMinor: 380n });
    await expectTied(one.org, 1_900n);
  });
});
