import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { queuedJobs } from '@/lib/testing/queue';
import { card } from '@/lib/testing/shop';
import { receive, settle } from '@/lib/testing/deliveries';
import {
  type TopUpShop,
  HOUR_MS,
  balance,
  inHours,
  now,
  onlyPurchase,
  paymentOf,
  openTopUpShop,
  purchases,
  run,
} from '@/lib/testing/top-ups';
import { getAutoTopUp } from './get-auto-top-up';
import { removeCard } from './remove-card';
import { retryTopUp } from './retry-top-up';

let shop: TopUpShop;
beforeAll(async () => {
  shop = await openTopUpShop();
});
afterAll(() => shop.close());

describe('a declined card', () => {
  it('rests longer each time, then pauses until somebody acts', async () => {
    const { org, ctx } = await shop.lowOrganisation({}, card.shortOfFunds);
    let at = now();
    for (const hours of [1, 4, 24]) {
      await run(org, at);
      const { nextTryAt } = await db.autoTopUp.findUniqueOrThrow({ where: { organisationId: org } });
      expect(nextTryAt?.getTime()).toBe(at.getTime() + hours * HOUR_MS);
      const before = (await purchases(org)).length;
      await run(org, new Date((nextTryAt?.getTime() ?? 0) - 1));
      expect(await purchases(org)).toHaveLength(before);
      at = nextTryAt ?? at;
    }
    expect(await getAutoTopUp(ctx)).toMatchObject({
      ...{ state: 'waiting', reason: 'declined', declineCode: 'insufficient_funds' },
    });
    await run(org, at);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'paused', reason: 'declined' });
    const tried = await purchases(org);
    expect(tried.map(({ status }) => status)).toEqual(Array(4).fill('failed'));
    await run(org, inHours(1000));
    expect(await purchases(org)).toHaveLength(4);
    for (const { id } of tried)
      expect(await queuedJobs('email.send', `top-up:declined:${id}`)).toHaveLength(1);
    // The same decline by its event counts once.
    const delivery = await shop.deliveryOf(tried[0]?.id ?? '', 'payment_intent.payment_failed');
    await receive(delivery);
    await settle(delivery);
    expect(await db.autoTopUp.findUnique({ where: { organisationId: org } })).toMatchObject({ failures: 4 });
    await shop.saveCardOf(ctx, card.pays);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'watching', reason: null });
    await run(org);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is tried again at once when somebody says so', async () => {
    const { org, ctx } = await shop.lowOrganisation();
    await shop.next('declines');
    await run(org);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'waiting', declineCode: 'generic_decline' });
    await retryTopUp(ctx);
    await run(org);
    expect(await balance(org)).toBe(credits(260));
    expect(await db.autoTopUp.findUnique({ where: { organisationId: org } })).toMatchObject({
      ...{ failures: 0, nextTryAt: null, pausedReason: null },
    });
  });

  it('that wants its owner there pauses and leads to paying by hand', async () => {
    const { org, ctx } = await shop.lowOrganisation({}, card.wantsItsOwner);
    await run(org);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'paused', reason: 'authentication_required' });
    const [mail] = await queuedJobs('email.send', 'top-up:authentication_required');
    expect(mail).toMatchObject({
      template: 'top-up-stopped',
      props: { url: expect.stringMatching(/\/credits$/) },
    });
    await run(org, inHours(100));
    expect(await purchases(org)).toHaveLength(1);
  });

  it('that was removed meanwhile, here or at the provider, pauses', async () => {
    const { org, ctx } = await shop.lowOrganisation();
    await removeCard(ctx);
    await run(org);
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'paused', reason: 'card_missing', card: null });
    await expect(retryTopUp(ctx)).rejects.toMatchObject({ reason: 'topUpNeedsCard' });
    expect(await purchases(org)).toHaveLength(0);

    const other = await shop.lowOrganisation();
    await db.autoTopUp.update({
      where: { organisationId: other.org },
      data: { paymentMethodId: 'pm_gone' },
    });
    await run(other.org);
    expect(await getAutoTopUp(other.ctx)).toMatchObject({ state: 'paused', reason: 'card_missing' });
    const failed = await onlyPurchase(other.org);
    expect(failed).toMatchObject({ status: 'failed' });
    expect(await paymentOf(failed.id)).toMatchObject({ status: 'failed', providerPaymentId: null });
  });
});
