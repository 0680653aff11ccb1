import { type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { changeSubscription } from '@/lib/domain/subscriptions/change-subscription';
import { previewChange } from '@/lib/domain/subscriptions/preview-change';
import { syncSubscription } from '@/lib/domain/subscriptions/sync-subscription';
import { expect } from 'vitest';
import { job, memberOf, newOrganisation } from './factories';
import { booksOf } from './invoices';
import type { openShop } from './shop';

type Shop = Awaited<ReturnType<typeof openShop>>;
type Choice = {
  tierCode: string;
  interval?: 'month' | 'year';
  couponCode?: string;
  payBy?: 'card' | 'invoice';
};

/** Looks at a change and agrees to what it costs. */
export async function change(ctx: Context, choice: Choice) {
  const { dueNowMinor } = await previewChange(ctx, choice);
  return changeSubscription(ctx, { ...choice, dueNowMinor });
}

/** Asks the sandbox to do something with a subscription and answers its clock. */
async function ask(shop: Shop, id: string, what: string, body: object): Promise<Date> {
  const headers = { 'content-type': 'application/json' };
  const url = `${shop.url}/sandbox/subscriptions/${id}/${what}`;
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${what} answered ${response.status}: ${await response.text()}`);
  const { now } = (await response.json()) as { now: number };
  return new Date(now * 1_000);
}

/** An organisation on the free tier that buys a tier by card; with the ways to move its time on. */
export async function newSubscriber(shop: Shop, choice: Choice) {
  const org = await newOrganisation({ freeTier: true });
  const owner = await memberOf(org, 'owner', new Date());
  const { url } = await change(owner, choice);
  const paid = await shop.pay(url ?? '');
  if (paid.status !== 303) throw new Error(`the page answered ${paid.status}`);
  const row = () =>
    db.subscription.findFirstOrThrow({
      where: { organisationId: org, collection: 'stripe' },
      orderBy: { startedAt: 'desc' },
    });
  const sync = async (now = new Date()) =>
    syncSubscription(job(now, org), { organisationId: org, subscriptionId: (await row()).id });
  await sync();
  const providerId = (await row()).providerId ?? '';
  let clock = new Date();
  return {
    org,
    owner,
    providerId,
    row,
    sync: () => sync(clock),
    /** The owner, at the sandbox's time. */
    at: () => ({ ...owner, now: clock }),
    job: () => job(clock),
    fail: (times: number) => ask(shop, providerId, 'fail-next', { times }),
    drift: (body: object) => ask(shop, providerId, 'drift', body),
    /** To what comes next, or to an instant; then the worker hears of it, unless said. */
    forward: async ({ sync: isHeard = true, ...body }: { sync?: boolean; [by: string]: unknown } = {}) => {
      clock = await ask(shop, providerId, 'advance', body);
      if (isHeard) await sync(clock);
      return clock;
    },
    allowances: () =>
      db.lot.findMany({
        where: { organisationId: org, subscriptionId: { not: null } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      }),
    movements: () =>
      db.mrrMovement.findMany({ where: { organisationId: org }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
    invoices: () => db.invoice.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } }),
    events: async () =>
      (await db.subscriptionEvent.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } })).map(
        ({ kind }) => kind,
      ),
  };
}

/** Deltas of MRR sum to what recurs, and the wallet's paid lots are what is deferred. */
export async function expectTied(org: string, mrrMinor: bigint) {
  const moves = await db.mrrMovement.findMany({ where: { organisationId: org } });
  expect(moves.reduce((sum, { deltaMinor }) => sum + deltaMinor, 0n)).toBe(mrrMinor);
  const lots = await db.lot.findMany({ where: { organisationId: org, costMinor: { not: null } } });
  const deferred = lots.reduce((sum, lot) => sum + (lot.costMinor ?? 0n) - lot.recognisedMinor, 0n);
  expect((await booksOf(org)).deferred_revenue ?? 0n).toBe(-deferred);
}
