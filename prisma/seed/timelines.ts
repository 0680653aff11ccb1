import type { SubscriptionEventModel, SubscriptionModel } from '@/lib/core/db';
import type { SubscriptionEventKind } from '@/lib/domain/subscriptions/schema';
import type { Period } from './subscriptions';
import type { World } from './world';

/** What happened to a customer's tiers: each period that was paid, and each end. */
export function planTimeline(
  world: World,
  subscriptions: readonly SubscriptionModel[],
  periods: readonly Period[],
): SubscriptionEventModel[] {
  const line = (
    { organisationId, id: subscriptionId }: SubscriptionModel,
    kind: SubscriptionEventKind,
    at: Date,
    data: Record<string, string>,
  ) => ({
    ...{ organisationId, id: world.ids.at('event', at), subscriptionId, kind, data, at },
    ...{ actorKind: 'job', actorId: null },
  });
  const paid = periods.filter(
    ({ subscription, isUnpaid }) => subscription.collection !== 'free' && !isUnpaid,
  );
  return [
    ...paid.map(({ subscription: one, start }) => {
      const { tierName: tier, priceMinor, currency } = one;
      const kind = start.getTime() === one.startedAt.getTime() ? 'started' : 'renewed';
      return line(one, kind, start, { tier, amountMinor: priceMinor.toString(), currency });
    }),
    ...subscriptions.flatMap((one) =>
      one.cancelledAt ? [line(one, 'ended', one.cancelledAt, { tier: one.tierName })] : [],
    ),
  ];
}
