import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { booksOf } from '@/lib/testing/invoices';
import { openShop } from '@/lib/testing/shop';
import { change, expectTied, newSubscriber } from '@/lib/testing/tiers';
import { cancelSubscription } from './cancel-subscription';
import { changeSubscription } from './change-subscription';
import { giveUpPage } from './give-up-page';
import { pauseSubscription } from './pause-subscription';
import { previewChange } from './preview-change';
import { getSubscription, listSubscriptionEvents } from './queries';
import { restartSubscription } from './restart-subscription';
import { resumeSubscription } from './resume-subscription';
import { sweepWaiting } from './sweep-waiting';
import { syncSubscription } from './sync-subscription';
import { undoChange } from './undo-change';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

const starter = { tierCode: 'starter' };
const professional = { tierCode: 'professional' };

describe('terms', () => {
  it('of a year bring twelve allowances and a twelfth of the price each month', async () => {
    const tier = await db.tierPrice.findFirst({
      where: { tierCode: 'starter', interval: 'year', currency: 'USD' },
    });
    const priceMinor = tier?.priceMinor ?? 19_000n;
    if (!tier)
      await db.tierPrice.create({
        data: { tierCode: 'starter', currency: 'USD', interval: 'year', priceMinor },
      });
    const one = await newSubscriber(shop, { ...starter, interval: 'year' });
    expect((await one.allowances()).at(-1)).toMatchObject({
      grantedMicro: credits(2400),
      costMinor: priceMinor,
    });
    await expectTied(one.org, priceMinor / 12n);
  });

  it('with a trial charge nothing, grant the allowance, and are given once', async () => {
    await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 14 } });
    try {
      const one = await newSubscriber(shop, starter);
      expect((await one.row()).status).toBe('trialing');
      expect((await one.allowances()).at(-1)).toMatchObject({ grantedMicro: credits(200), costMinor: null });
      expect([await one.invoices(), await one.movements()]).toEqual([[], []]);
      await one.forward();
      expect(await one.events()).toContain('trial_ending');
      await one.forward();
      expect((await one.row()).status).toBe('active');
      expect((await one.allowances()).at(-1)).toMatchObject({ costMinor: 1900n });
      await cancelSubscription(one.at());
      await one.forward();
      expect(await previewChange(one.at(), starter)).toMatchObject({
        trialEndsAt: null,
        dueNowMinor: '1900',
      });
    } finally {
      await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 0 } });
    }
  });

  it('with a coupon take it off for its months, and MRR knows', async () => {
    await db.coupon.create({
      data: {
        ...{
          code: 'SPRING',
          name: 'Spring',
          percentBps: 2000,
          duration: 'repeating',
          months: 3,
          scope: 'tiers',
        },
        ...{ startsAt: new Date('2020-01-01'), createdAt: new Date('2020-01-01') },
      },
    });
    const one = await newSubscriber(shop, { ...starter, couponCode: 'SPRING' });
    await one.forward({ times: 3 });
    expect((await one.invoices()).map(({ totalMinor }) => totalMinor)).toEqual([1520n, 1520n, 1520n, 1900n]);
    await expectTied(one.org, 1900n);
    const again = previewChange(one.at(), { ...professional, couponCode: 'SPRING' });
    await expect(again).rejects.toMatchObject({
      fields: { couponCode: 'couponUsed' },
    });
  });

  it('are shown, but not agreed to, before it is known who the invoice is for', async () => {
    const nobody = await memberOf(await newOrganisation({ country: null }), 'owner');
    expect(await previewChange(nobody, starter)).toMatchObject({ dueNowMinor: '1900' });
    await expect(change(nobody, starter)).rejects.toMatchObject({ reason: 'buyerMissing' });
    expect(await db.subscription.count({ where: { organisationId: nobody.organisationId } })).toBe(0);
  });

  it('of a tier that left the catalogue go on as they were agreed', async () => {
    const one = await newSubscriber(shop, starter);
    await db.tier.update({ where: { code: 'starter' }, data: { active: false, allowanceMicro: 1n } });
    try {
      await one.forward();
      expect((await one.allowances()).at(-1)).toMatchObject({ grantedMicro: credits(200), costMinor: 1900n });
      await expect(change(await memberOf(await newOrganisation(), 'owner'), starter)).rejects.toMatchObject({
        reason: 'tierGone',
      });
    } finally {
      await db.tier.update({
        where: { code: 'starter' },
        data: { active: true, allowanceMicro: credits(200) },
      });
    }
  });

  it('in a currency without a price are refused', async () => {
    const org = await newOrganisation();
    await db.organisation.update({ where: { id: org }, data: { currency: 'KWD' } });
    await expect(previewChange(await memberOf(org), starter)).rejects.toMatchObject({
      reason: 'tierWithoutPrice',
    });
  });
});

describe('two tabs', () => {
  it('buy one tier: the page that was open before is closed', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org, 'owner', new Date());
    const first = await change(owner, starter);
    const second = await change(owner, professional);
    expect((await shop.pay(first.url ?? '')).status).not.toBe(303);
    expect((await shop.pay(second.url ?? '')).status).toBe(303);
    await expect(change(owner, starter)).rejects.toMatchObject({ code: 'conflict' });
    expect(await getSubscription(owner)).toMatchObject({ tierCode: 'professional', status: 'active' });
  });

  it('that pay at the same moment: one tier begins, what the other paid is kept for finance', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org, 'owner', new Date());
    const first = await change(owner, starter);
    const [row] = await db.subscription.findMany({ where: { organisationId: org, status: 'incomplete' } });
    const where = { organisationId: org, id: row?.id };
    // As the second tab sees the first, which has not got its page yet.
    await db.subscription.updateMany({ where, data: { providerId: null } });
    const pages = [first, await change(owner, professional)];
    await db.subscription.updateMany({ where, data: { providerId: row?.providerId } });
    const waiting = await db.subscription.findMany({ where: { organisationId: org, status: 'incomplete' } });
    expect(waiting).toHaveLength(2);
    for (const { url } of pages) expect((await shop.pay(url ?? '')).status).toBe(303);
    for (const { id } of waiting)
      await syncSubscription(job(new Date()), { organisationId: org, subscriptionId: id });
    const rows = await db.subscription.findMany({ where: { organisationId: org, collection: 'stripe' } });
    expect(rows.map(({ status }) => status).sort()).toEqual(['active', 'cancelled']);
    const payments = await db.payment.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } });
    expect(payments.map(({ difference }) => difference)).toEqual([null, 'invoice_closed']);
    expect(await db.lot.count({ where: { organisationId: org, costMinor: { not: null } } })).toBe(1);
    const books = await booksOf(org);
    expect(books.customer_balance).toBe(-(payments[1]?.receivedMinor ?? 0n));
  });

  it('whose page was given up and paid all the same begin', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org, 'owner', new Date());
    const [code, from] = ['GIVEN-UP', new Date('2020-01-01')];
    const terms = { percentBps: 1_000, maxUses: 1, duration: 'forever', scope: 'tiers' } as const;
    await db.coupon.create({ data: { code, name: code, ...terms, startsAt: from, createdAt: from } });
    const { url } = await change(owner, { ...starter, couponCode: code });
    const [waiting] = await db.subscription.findMany({
      where: { organisationId: org, status: 'incomplete' },
    });
    const ids = { organisationId: org, subscriptionId: waiting?.id ?? '' };
    await transaction((tx) => giveUpPage(tx, owner, org, ids.subscriptionId));
    const uses = async () => (await db.coupon.findUniqueOrThrow({ where: { code } })).uses;
    expect(await uses()).toBe(0);
    await shop.pay(url ?? '');
    await syncSubscription(job(new Date()), ids);
    expect(await getSubscription(owner)).toMatchObject({ tierCode: 'starter', status: 'active' });
    expect(await getSubscription(owner)).toMatchObject({ nextCharge: { amountMinor: '1710' } });
    expect(await uses()).toBe(1);
    await expectTied(org, 1710n);
  });

  it('left alone are given up; one whose event never came begins', async () => {
    const org = await newOrganisation({ freeTier: true });
    const owner = await memberOf(org, 'owner', new Date());
    const { url } = await change(owner, starter);
    await shop.pay(url ?? '');
    const other = await newOrganisation({ freeTier: true });
    await change(await memberOf(other, 'owner', new Date()), starter);
    const waits = await db.subscription.findFirstOrThrow({
      where: { organisationId: other, status: 'incomplete' },
    });
    await shop.control(`/sandbox/checkout/${waits.providerId}/expire`);
    await sweepWaiting(job(new Date(Date.now() + 2 * 3_600_000)));
    expect(await getSubscription(owner)).toMatchObject({ tierCode: 'starter', status: 'active' });
    expect(await db.subscription.count({ where: { organisationId: other, status: 'cancelled' } })).toBe(1);
  });

  it('of others see nothing, and members without the right change nothing', async () => {
    const one = await newSubscriber(shop, starter);
    const stranger = await memberOf(await newOrganisation({ freeTier: true }), 'owner', new Date());
    expect(await getSubscription(stranger)).toMatchObject({ isFree: true });
    expect(await listSubscriptionEvents(stranger)).toEqual([]);
    await syncSubscription(job(new Date()), {
      organisationId: stranger.organisationId ?? '',
      subscriptionId: one.providerId,
    });
    expect(await getSubscription(stranger)).toMatchObject({ isFree: true });
    const member = await memberOf(one.org, 'member', new Date());
    for (const verb of [
      cancelSubscription,
      undoChange,
      pauseSubscription,
      resumeSubscription,
      restartSubscription,
    ])
      await expect(verb(member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeSubscription(member, { ...professional, dueNowMinor: '0' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
