import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { DAY_MS, addDays } from '@/lib/core/time';
import { issueInvoice } from '@/lib/domain/invoices/steps';
import { ordered } from '@/lib/testing/by-invoice';
import { ensureCatalogue, job, memberOf } from '@/lib/testing/factories';
import { openShop } from '@/lib/testing/shop';
import { change, expectTied, newSubscriber } from '@/lib/testing/tiers';
import { cancelSubscription } from './cancel-subscription';
import { changeSubscription } from './change-subscription';
import { pauseSubscription } from './pause-subscription';
import { previewChange } from './preview-change';
import { getSubscription } from './queries';
import { syncSubscription } from './sync-subscription';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
  await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 14 } });
});
afterAll(() => shop.close());

const starter = { tierCode: 'starter' };
const business = { tierCode: 'business' };
const yearly = { tierCode: 'starter', interval: 'year' } as const;

const granted = (lots: { grantedMicro: bigint; costMinor: bigint | null }[]) =>
  lots.map(({ grantedMicro, costMinor }) => [grantedMicro, costMinor]);

describe('an upgrade within a trial', () => {
  it('ends the trial: the whole price is shown and charged, and only that brings the credits', async () => {
    const one = await newSubscriber(shop, starter);
    const free = (await one.allowances()).at(-1);
    expect(free).toMatchObject({ grantedMicro: credits(200), costMinor: null });
    const preview = await previewChange(one.at(), business);
    expect(preview).toMatchObject({ dueNowMinor: '19900', creditsNow: '3000', endsTrial: true });
    await expect(changeSubscription(one.at(), { ...business, dueNowMinor: '0' })).rejects.toMatchObject({
      reason: 'changeCostDiffers',
    });
    expect(await change(one.at(), business)).toEqual({ url: null });
    expect(await one.row()).toMatchObject({ status: 'active', tierCode: 'business', priceMinor: 19_900n });
    expect(granted((await one.allowances()).slice(-1))).toEqual([[credits(3_000), 19_900n]]);
    expect(await one.invoices()).toMatchObject([{ status: 'paid', totalMinor: 19_900n }]);
    const { nextCharge } = (await getSubscription(one.at())) ?? {};
    expect([nextCharge?.amountMinor, nextCharge?.at.slice(0, 10)]).toEqual([
      '19900',
      preview.nextChargeAt?.slice(0, 10),
    ]);
    expect(await one.events()).not.toContain('renewed');
    await expectTied(one.org, 19_900n);
    await one.forward();
    expect(granted((await one.allowances()).slice(-1))).toEqual([[credits(3_000), 19_900n]]);
    expect(await one.invoices()).toHaveLength(2);
  });

  it('that the card does not pay leaves the trial as it was, without a credit more', async () => {
    const one = await newSubscriber(shop, starter);
    const before = await one.allowances();
    await one.fail(1);
    const { url } = await change(one.at(), business);
    expect(url).toContain('/invoice/');
    expect(await one.row()).toMatchObject({ status: 'trialing', tierCode: 'starter' });
    expect(await one.allowances()).toHaveLength(before.length);
    expect((await shop.pay(url ?? '')).status).toBe(200);
    await one.sync();
    expect(await one.row()).toMatchObject({ status: 'active', tierCode: 'business' });
    expect(granted((await one.allowances()).slice(-1))).toEqual([[credits(3_000), 19_900n]]);
    await expectTied(one.org, 19_900n);
  });

  it('and another after it: each brings its credits at what was paid for them', async () => {
    const one = await newSubscriber(shop, starter);
    await change(one.at(), { tierCode: 'professional' });
    await one.forward({ until: new Date(Date.now() + 5 * DAY_MS).toISOString() });
    await change(one.at(), business);
    const paid = (await one.invoices()).map(({ totalMinor }) => totalMinor);
    expect(paid).toHaveLength(2);
    expect((await one.allowances()).slice(-2).map(({ costMinor }) => costMinor)).toEqual(paid);
    await expectTied(one.org, 19_900n);
  });

  it('of its interval alone waits for its end, and nothing is charged', async () => {
    const one = await newSubscriber(shop, starter);
    expect(await previewChange(one.at(), yearly)).toMatchObject({ dueNowMinor: '0', endsTrial: false });
    await change(one.at(), yearly);
    expect(await one.row()).toMatchObject({ status: 'trialing', pendingInterval: 'year' });
  });
});

describe('a year instead of a month', () => {
  it('begins at once: what is left of the month comes off, in money and in credits', async () => {
    await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 0 } });
    const one = await newSubscriber(shop, starter);
    const { periodStart, periodEnd } = await one.row();
    await one.forward({ until: new Date(periodStart.getTime() + 10 * DAY_MS).toISOString() });
    const preview = await previewChange(one.at(), yearly);
    const { priceMinor } = await db.tierPrice.findFirstOrThrow({
      where: { tierCode: 'starter', interval: 'year', currency: 'USD' },
    });
    const [credit, whole] = preview.lines.map(({ amountMinor }) => BigInt(amountMinor));
    expect(whole).toBe(priceMinor);
    expect(BigInt(preview.dueNowMinor)).toBe(priceMinor + (credit ?? 0n));
    const leftShare =
      (periodEnd.getTime() - one.at().now.getTime()) / (periodEnd.getTime() - periodStart.getTime());
    expect(Number(credit)).toBeCloseTo(-1_900 * leftShare, -1);
    expect(Number(preview.creditsNow)).toBe(Math.ceil(2_400 - 200 * leftShare));
    await change(one.at(), yearly);
    expect(await one.row()).toMatchObject({ interval: 'year', status: 'active', pendingTierCode: null });
    expect((await one.row()).periodEnd.getTime()).toBeGreaterThan(periodEnd.getTime() + 300 * DAY_MS);
    expect(granted((await one.allowances()).slice(-1))).toEqual([
      [BigInt(preview.creditsNow) * 1_000_000n, BigInt(preview.dueNowMinor)],
    ]);
    await one.sync();
    expect(await one.allowances()).toHaveLength(3);
    await expectTied(one.org, priceMinor / 12n);
  });

  it('of a lower tier waits for the end of the month', async () => {
    const one = await newSubscriber(shop, business);
    expect(await previewChange(one.at(), yearly)).toMatchObject({ dueNowMinor: '0', creditsNow: '0' });
  });
});

describe('the next charge', () => {
  it('of a change that is planned is its price, on the day that the dialog named', async () => {
    const one = await newSubscriber(shop, business);
    const preview = await previewChange(one.at(), { tierCode: 'professional' });
    await change(one.at(), { tierCode: 'professional' });
    expect((await getSubscription(one.at()))?.nextCharge).toEqual({
      at: preview.nextChargeAt,
      amountMinor: preview.nextChargeMinor,
    });
    expect(preview.nextChargeMinor).toBe('7900');
  });

  it('of a payment that is missing is the next try of it', async () => {
    const one = await newSubscriber(shop, starter);
    await one.fail(2);
    await one.forward();
    const subscription = await getSubscription(one.at());
    expect(subscription).toMatchObject({ status: 'past_due', nextCharge: { amountMinor: '1900' } });
    expect(subscription?.nextCharge?.at).toBe(subscription?.nextRetryAt);
    await one.fail(10);
    await one.forward({ times: 4 });
    expect(await getSubscription(one.at())).toMatchObject({ status: 'unpaid', nextCharge: null });
  });
});

describe('an upgrade', () => {
  it.each([
    ['heard of before it', true],
    ['heard of with it', false],
  ])('in the moment of a renewal that is %s brings both, each at what was paid', async (_, isHeard) => {
    const one = await newSubscriber(shop, { tierCode: 'professional' });
    const before = await one.allowances();
    await one.forward({ sync: isHeard });
    await change(one.at(), business);
    const lots = (await one.allowances()).slice(before.length);
    const renewed = lots.find(({ grantedMicro }) => grantedMicro === credits(1000));
    const rest = lots.find(({ grantedMicro }) => grantedMicro === credits(2000));
    expect([lots.length, renewed?.costMinor, rest?.costMinor]).toEqual([2, 7900n, 12_000n]);
    await expectTied(one.org, 19_900n);
  });
});

it('a renewal that settles a change of the period before brings its whole allowance', async () => {
  const one = await ordered();
  await one.pay();
  const { periodEnd } = await one.row();
  const period = { periodStart: periodEnd, periodEnd: addDays(periodEnd, 30) };
  const before = { periodStart: addDays(periodEnd, -10), periodEnd };
  await transaction((tx) =>
    issueInvoice(tx, job(periodEnd), {
      ...{ organisationId: one.org, subscriptionId: one.id, currency: 'USD', ...period },
      lines: [
        { kind: 'tier', description: 'Starter', amountMinor: 1900n, taxRateId: null, ...period },
        { kind: 'proration', description: 'Unused', amountMinor: -600n, taxRateId: null, ...before },
      ],
    }),
  );
  await one.pay(periodEnd);
  expect(granted(await one.lots()).at(-1)).toEqual([credits(200), 1300n]);
});

it('a pause in the very second of a renewal, and then the end, is heard of', async () => {
  const one = await newSubscriber(shop, business);
  await one.forward();
  await pauseSubscription(one.at());
  await cancelSubscription(one.at(), {});
  await one.sync();
  expect((await one.row()).status).toBe('cancelled');
});

it('a tier that begins by card ends an order of one by invoice: nobody owes that any more', async () => {
  const { org, open, row } = await ordered();
  const owner = await memberOf(org, 'owner', new Date());
  const { url } = await change(owner, { tierCode: 'professional' });
  await shop.pay(url ?? '');
  const where = { organisationId: org, collection: 'stripe' } as const;
  const { id: subscriptionId } = await db.subscription.findFirstOrThrow({ where });
  expect(await open()).not.toBeNull();
  await syncSubscription(job(new Date(), org), { organisationId: org, subscriptionId });
  expect(await db.subscription.findFirst({ where })).toMatchObject({ status: 'active' });
  expect([await open(), (await row()).status]).toEqual([null, 'cancelled']);
  await expectTied(org, 7900n);
});
