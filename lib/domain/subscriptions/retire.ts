import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { giveUpChanges } from './give-up-changes';
import { recordSubscriptionEvent } from './record-event';
import { recordMrr } from './record-mrr';

/** Ends a subscription of ours. The caller holds its row; the credits that it brought stay to the end of their period. */
export async function retire(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
): Promise<SubscriptionModel> {
  const { organisationId, id } = subscription;
  await giveUpChanges(tx, ctx, [subscription]);
  const ended = await tx.subscription.update({
    where: { organisationId_id: { organisationId, id } },
    data: {
      ...{ status: 'cancelled', cancelledAt: ctx.now, cancelAtPeriodEnd: false, pausedAt: null },
      ...{ pendingTierCode: null, pendingInterval: null, nextRetryAt: null, pastDueSince: null },
    },
  });
  await recordSubscriptionEvent(tx, ctx, ended, 'ended', { tier: ended.tierName });
  await recordMrr(tx, ctx, ended);
  return ended;
}

/** The subscription that an organisation has now, locked: not one that is over, nor one that waits for its first payment. */
export async function lockLive(tx: Tx, organisationId: string): Promise<SubscriptionModel | null> {
  const [live] = await tx.$queryRaw<SubscriptionModel[]>`
    SELECT * FROM "Subscription" WHERE "organisationId" = ${organisationId} AND status NOT IN ('cancelled', 'incomplete')
    FOR UPDATE`;
  return live ?? null;
}

/** One subscription of an organisation, locked; null where it has none of that id. */
export async function lockSubscription(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<SubscriptionModel | null> {
  const [found] = await tx.$queryRaw<SubscriptionModel[]>`
    SELECT * FROM "Subscription" WHERE "organisationId" = ${organisationId} AND id = ${id} FOR UPDATE`;
  return found ?? null;
}
