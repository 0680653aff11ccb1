import { type Context, authorise } from '@/lib/core/context';
import { type SubscriptionModel, db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { type BillingSubscription, listSubscriptions } from '@/lib/integrations/stripe/subscriptions';
import { stateOf } from './remote-state';

export type Found = {
  organisationId: string;
  subscriptionId: string;
  field: string;
  here: string;
  there: string;
};

/**
 * Compares every subscription that Stripe collects with Stripe's own list, and keeps what differs: found anew, seen
 * again, or resolved since. It changes nothing else. Returns how many were compared and how many differences stand.
 */
export async function compareSubscriptions(ctx: Context): Promise<{ compared: number; differences: number }> {
  authorise(ctx, 'jobs:manage');
  const rows = await db.subscription.findMany({
    where: { collection: 'stripe', status: { not: 'incomplete' } },
  });
  const here = new Map(rows.flatMap((row) => (row.providerId ? [[row.providerId, row] as const] : [])));
  const found: Found[] = [];
  const seen = new Set<string>();
  for await (const there of listSubscriptions()) {
    const row = here.get(there.id);
    seen.add(there.id);
    if (row) found.push(...differencesOf(row, there));
    else found.push(...(await strangerOf(there)));
  }
  for (const [providerId, row] of here)
    if (!seen.has(providerId) && row.status !== 'cancelled')
      found.push({ ...idsOf(row), field: 'missing_there', here: row.status, there: 'missing' });
  await keep(ctx, found);
  if (found.length > 0)
    log.error({ requestId: ctx.requestId, found: found.length }, 'subscriptions differ from Stripe');
  return { compared: here.size, differences: found.length };
}

const idsOf = ({ organisationId, id }: SubscriptionModel) => ({ organisationId, subscriptionId: id });

/** Pure: where our row is not what the provider says. */
export function differencesOf(row: SubscriptionModel, there: BillingSubscription): Found[] {
  const state = stateOf(there);
  const pairs: [field: string, here: string, there: string][] = [['status', row.status, state]];
  // What has ended is compared by that alone.
  if (row.status !== 'cancelled' && state !== 'cancelled')
    pairs.push(
      ['tier', row.tierCode, there.tierCode ?? ''],
      ['interval', row.interval, there.interval],
      ['priceMinor', row.priceMinor.toString(), there.priceMinor.toString()],
      ['currency', row.currency, there.currency],
      ['cancelAtPeriodEnd', String(row.cancelAtPeriodEnd), String(there.cancelsAt !== null)],
    );
  // The provider cuts the period of a paused one short.
  if (row.status !== 'cancelled' && row.status !== 'paused' && state !== 'cancelled')
    pairs.push(['periodEnd', row.periodEnd.toISOString(), there.periodEnd.toISOString()]);
  return pairs
    .filter(([, mine, theirs]) => mine !== theirs)
    .map(([field, mine, theirs]) => ({ ...idsOf(row), field, here: mine, there: theirs }));
}

/** One that runs at the provider and that we do not know. */
async function strangerOf(there: BillingSubscription): Promise<Found[]> {
  if (stateOf(there) === 'cancelled' || !there.organisationId) return [];
  const known = await db.organisation.findUnique({
    where: { id: there.organisationId },
    select: { id: true },
  });
  if (!known) return [];
  const ids = { organisationId: known.id, subscriptionId: there.subscriptionId ?? there.id };
  return [{ ...ids, field: 'missing_here', here: 'missing', there: there.status }];
}

async function keep(ctx: Context, found: Found[]): Promise<void> {
  const open = await db.subscriptionDifference.findMany({ where: { resolvedAt: null } });
  const keyOf = ({ organisationId, subscriptionId, field, here, there }: Found) =>
    JSON.stringify([organisationId, subscriptionId, field, here, there]);
  const now = new Set(found.map(keyOf));
  const before = new Set(open.map(keyOf));
  for (const row of open) {
    const { organisationId, subscriptionId, field, foundAt } = row;
    const where = {
      organisationId_subscriptionId_field_foundAt: { organisationId, subscriptionId, field, foundAt },
    };
    const data = now.has(keyOf(row)) ? { seenAt: ctx.now } : { resolvedAt: ctx.now };
    await db.subscriptionDifference.update({ where, data });
  }
  await db.subscriptionDifference.createMany({
    data: found
      .filter((one) => !before.has(keyOf(one)))
      .map((one) => ({ ...one, foundAt: ctx.now, seenAt: ctx.now })),
    skipDuplicates: true,
  });
}
