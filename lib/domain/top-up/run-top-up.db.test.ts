import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { sweepWallets } from '@/lib/domain/warnings/sweep-wallets';
import { job, newOrganisation } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { receive, settle } from '@/lib/testing/deliveries';
import {
  type TopUpShop,
  SETTINGS,
  balance,
  inHours,
  now,
  onlyPurchase,
  openTopUpShop,
  purchases,
  run,
  watch,
} from '@/lib/testing/top-ups';
import { getAutoTopUp } from './get-auto-top-up';
import { retryTopUp } from './retry-top-up';
import { saveAutoTopUp } from './save-auto-top-up';

let shop: TopUpShop;
beforeAll(async () => {
  shop = await openTopUpShop();
});
afterAll(() => shop.close());

describe('a low wallet', () => {
  it('is topped up: one purchase, one charge, one lot, journal and receipts', async () => {
    const { org, ctx } = await shop.lowOrganisation();
    await watch(org);
    expect(await queuedJobs('payments.top-up', org)).toHaveLength(1);
    await run(org);
    await run(org);
    const purchase = await onlyPurchase(org);
    expect(purchase).toMatchObject({ status: 'paid', createdById: null, totalMinor: 2000n });
    expect(await shop.charges(purchase.id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
    const lines = await db.journalLine.findMany({
      where: { organisationId: org },
      orderBy: { position: 'asc' },
    });
    expect(lines.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ['cash:stripe', 2000n],
      ['deferred_revenue', -2000n],
    ]);
    expect(await queuedJobs('email.send', `purchase-receipt:${purchase.id}`)).toHaveLength(1);
    // Events that come afterwards, twice, change nothing.
    const delivery = await shop.deliveryOf(purchase.id, 'payment_intent.succeeded');
    expect(await receive(delivery)).toEqual({ received: true });
    expect(await receive(delivery)).toEqual({ received: true, duplicate: true });
    await Promise.all([settle(delivery), settle(delivery), settle(delivery)]);
    expect(await balance(org)).toBe(credits(260));
    expect(await onlyPurchase(org)).toEqual(purchase);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'watching', spentMinor: '2000' });
  });

  it('has one charge in flight, however many look at once', async () => {
    const { org } = await shop.lowOrganisation();
    await Promise.all(Array.from({ length: 8 }, () => run(org)));
    await Promise.all(Array.from({ length: 4 }, () => watch(org)));
    const purchase = await onlyPurchase(org);
    expect(await shop.charges(purchase.id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is not charged for credits that came while the job waited', async () => {
    const { org } = await shop.lowOrganisation();
    const early = inHours(-0.1);
    await run(org);
    await run(org, early);
    expect(await purchases(org)).toHaveLength(1);
  });

  it('waits for the next month at its cap, says so once, and goes on then', async () => {
    const { org, ctx } = await shop.lowOrganisation({ monthlyCap: '39.99', threshold: '300' });
    await run(org);
    expect(await balance(org)).toBe(credits(260));
    await run(org);
    await run(org);
    const { monthEndsAt, ...dto } = await getAutoTopUp(ctx);
    expect(dto).toMatchObject({ state: 'waiting', reason: 'cap_reached', nextTryAt: monthEndsAt });
    expect(await queuedJobs('email.send', `top-up:cap_reached:${org}`)).toHaveLength(1);
    await expect(retryTopUp(ctx)).rejects.toMatchObject({ reason: 'topUpNeedsReview' });
    await run(org, new Date(monthEndsAt));
    expect(await balance(org)).toBe(credits(510));
  });
});

describe('a pack', () => {
  it('that is gone or dearer than agreed is not charged', async () => {
    const dearer = await shop.lowOrganisation();
    await db.autoTopUp.update({ where: { organisationId: dearer.org }, data: { agreedMinor: 1999n } });
    await run(dearer.org);
    expect(await getAutoTopUp(dearer.ctx)).toMatchObject({ state: 'paused', reason: 'price_changed' });
    const gone = await shop.lowOrganisation();
    await db.autoTopUp.update({ where: { organisationId: gone.org }, data: { packCode: 'pack-none' } });
    await run(gone.org);
    expect(await getAutoTopUp(gone.ctx)).toMatchObject({
      ...{ state: 'paused', reason: 'pack_gone', packName: null },
    });
    await saveAutoTopUp(gone.ctx, SETTINGS);
    await run(gone.org);
    expect(await balance(gone.org)).toBe(credits(260));
  });
});

it('the sweep wakes a top-up whose rest is over, and grants move the mark', async () => {
  const { org } = await shop.lowOrganisation();
  await shop.next('declines');
  await run(org);
  await sweepWallets(job(inHours(2)));
  expect((await queuedJobs('payments.top-up', org)).length).toBe(1);
  const filled = await newOrganisation();
  await transaction((tx) =>
    grantCredits(tx, job(now()), filled, { amountMicro: credits(100), source: 'adjustment' }),
  );
  await sweepWallets(job(now()));
  expect(await db.wallet.findUnique({ where: { organisationId: filled } })).toMatchObject({
    watchMicro: credits(4) + 1n,
  });
});
