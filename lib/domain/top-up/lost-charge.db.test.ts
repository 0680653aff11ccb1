import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { cancelCheckout } from '@/lib/domain/payments/cancel-checkout';
import { sweepPayments } from '@/lib/domain/payments/sweep-payments';
import { job } from '@/lib/testing/factories';
import { receive, settle } from '@/lib/testing/deliveries';
import {
  type TopUpShop,
  balance,
  inHours,
  onlyPurchase,
  openTopUpShop,
  paymentOf,
  run,
  watch,
} from '@/lib/testing/top-ups';
import { getAutoTopUp } from './get-auto-top-up';

let shop: TopUpShop;
beforeAll(async () => {
  shop = await openTopUpShop();
});
afterAll(() => shop.close());

describe('a charge whose answer was lost', () => {
  it('is settled by its event', async () => {
    const { org } = await shop.lowOrganisation();
    await shop.next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    const purchase = await onlyPurchase(org);
    expect(purchase).toMatchObject({ status: 'pending' });
    expect(await paymentOf(purchase.id)).toMatchObject({ status: 'open', providerPaymentId: null });
    const delivery = await shop.deliveryOf(purchase.id, 'payment_intent.succeeded');
    await receive(delivery);
    await settle(delivery);
    await run(org);
    expect(await shop.charges(purchase.id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is found by the job that is tried again, and charged once', async () => {
    const { org } = await shop.lowOrganisation();
    await shop.next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    await Promise.all([run(org), run(org)]);
    expect(await shop.charges((await onlyPurchase(org)).id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is charged once though the card was replaced meanwhile', async () => {
    const { org, ctx } = await shop.lowOrganisation();
    await shop.next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    await shop.saveCardOf(ctx);
    await run(org);
    expect(await shop.charges((await onlyPurchase(org)).id)).toBe(1);
    expect(await balance(org)).toBe(credits(260));
  });

  it('is found by the sweep', async () => {
    const { org } = await shop.lowOrganisation();
    await shop.next('lost');
    await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    await sweepPayments(job(inHours(3)));
    expect(await onlyPurchase(org)).toMatchObject({ status: 'paid' });
    expect(await balance(org)).toBe(credits(260));
  });

  it('that the provider never heard of is closed, and is no decline', async () => {
    const { org, ctx } = await shop.lowOrganisation();
    await shopIsAway(async () => {
      await expect(run(org)).rejects.toMatchObject({ code: 'provider_unavailable' });
    });
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'charging', spentMinor: '2000' });
    await run(org, inHours(0.95));
    await sweepPayments(job(inHours(1.1)));
    expect(await onlyPurchase(org)).toMatchObject({ status: 'expired' });
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'watching', spentMinor: '0' });
    await run(org);
    expect(await balance(org)).toBe(credits(260));
  });

  it('stays pending while the bank thinks, and ends as the bank says', async () => {
    const { org, ctx } = await shop.lowOrganisation();
    await shop.next('processes');
    await run(org);
    const { id } = await onlyPurchase(org);
    const { providerPaymentId: paymentIntentId } = await paymentOf(id);
    await run(org);
    await watch(org);
    await sweepPayments(job(inHours(5)));
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'charging' });
    await expect(cancelCheckout(ctx, { purchaseId: id })).rejects.toMatchObject({ code: 'conflict' });
    await shop.control(`/sandbox/charges/${paymentIntentId}/finish`, { outcome: 'declines' });
    await sweepPayments(job(inHours(6)));
    expect(await getAutoTopUp(ctx)).toMatchObject({ state: 'waiting', reason: 'declined' });
    expect(await shop.charges(id)).toBe(1);
    expect(await balance(org)).toBe(credits(10));
  });
});

/** The provider cannot be reached for charges: nothing is made there. */
async function shopIsAway(work: () => Promise<void>): Promise<void> {
  await shop.next('unreachable');
  try {
    await work();
  } finally {
    await shop.next(null);
  }
}
