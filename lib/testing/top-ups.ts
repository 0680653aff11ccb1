import { expect } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { finishCardSetup } from '@/lib/domain/top-up/finish-card-setup';
import { runTopUp } from '@/lib/domain/top-up/run-top-up';
import { saveAutoTopUp } from '@/lib/domain/top-up/save-auto-top-up';
import { startCardSetup } from '@/lib/domain/top-up/start-card-setup';
import { watchWallet } from '@/lib/domain/warnings/watch-wallet';
import { ensureCatalogue, job, memberOf, newOrganisation } from './factories';
import { type Delivery, card, openShop } from './shop';

export const HOUR_MS = 3_600_000;
// The provider's clock is the real one.
export const now = () => new Date();
export const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);

export const SETTINGS = {
  ...{ enabled: true, threshold: '50', packCode: 'pack-250', priceMinor: '2000', monthlyCap: '60.00' },
};

export const run = (organisationId: string, at = now()) => runTopUp(job(at), { organisationId });
export const watch = (organisationId: string, at = now()) => watchWallet(job(at), { organisationId });
export const purchases = (organisationId: string) =>
  db.purchase.findMany({ where: { organisationId, origin: 'auto_top_up' }, orderBy: { id: 'asc' } });
/** The one attempt to pay for a purchase. */
export const paymentOf = (purchaseId: string) => db.payment.findFirstOrThrow({ where: { purchaseId } });
export const balance = async (organisationId: string) =>
  (await db.wallet.findUniqueOrThrow({ where: { organisationId } })).balanceMicro;
export async function onlyPurchase(organisationId: string) {
  const all = await purchases(organisationId);
  expect(all).toHaveLength(1);
  return all[0] as (typeof all)[number];
}
export type TopUpShop = Awaited<ReturnType<typeof openTopUpShop>>;

/** The vendor's side as top-ups see it: cards that are saved, charges that are made, and what became of them. */
export async function openTopUpShop() {
  // First, because the environment is parsed at its first use.
  const shop = await openShop();
  await ensureCatalogue();

  const next = (nextCharge: string | null) => shop.control('/sandbox/settings', { nextCharge });

  async function saveCardOf(ctx: Context, number: string = card.pays) {
    const { url } = await startCardSetup(ctx);
    const response = await shop.pay(url, number);
    const sessionId = new URL(response.headers.get('location') ?? '').searchParams.get('card') ?? '';
    return { sessionId, saved: await finishCardSetup(ctx, { sessionId }) };
  }

  /** An organisation with ten credits, a saved card and an auto top-up below fifty. */
  async function lowOrganisation(over: Partial<typeof SETTINGS> = {}, number?: string) {
    const org = await newOrganisation({ grant: 10 });
    const ctx = await memberOf(org, 'owner', now());
    await saveCardOf(ctx, number);
    await saveAutoTopUp(ctx, { ...SETTINGS, ...over });
    return { org, ctx };
  }

  async function charges(purchaseId: string): Promise<number> {
    const answer = (await (await fetch(`${shop.url}/sandbox/charges`)).json()) as {
      charges: { metadata: { reference?: string } }[];
    };
    const { reference } = await paymentOf(purchaseId);
    return answer.charges.filter(({ metadata }) => metadata.reference === reference).length;
  }

  /** Of a purchase, or of whatever else its body names. */
  async function deliveryOf(about: string, type: string): Promise<Delivery> {
    const payment = await db.payment.findFirst({ where: { purchaseId: about } });
    const reference = payment?.reference ?? about;
    for (let i = 0; i < 200; i++) {
      const found = shop.deliveries.find(
        ({ body, event }) => event.type === type && body.includes(reference),
      );
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`no ${type} of ${about} came`);
  }

  return { ...shop, next, saveCardOf, lowOrganisation, charges, deliveryOf };
}
