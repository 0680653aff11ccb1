import type { MrrMovementModel, SubscriptionModel } from '@/lib/core/db';
import { monthlyMinor, mrrKind } from '@/lib/domain/subscriptions/rules';
import type { Household } from './people';
import type { World } from './world';

/**
 * What each change of tier did to what recurs. The story keeps a row of its own for each tier that a customer had, so a
 * change takes the former one's off and puts the new one's on, both under the name of the whole change.
 */
export function planMovements(
  world: World,
  { tax }: Household,
  subscriptions: readonly SubscriptionModel[],
): MrrMovementModel[] {
  const rows: MrrMovementModel[] = [];
  const recurs = (one: SubscriptionModel | undefined) =>
    one ? monthlyMinor({ ...one, status: 'active' }, tax.rateBps) : 0n;
  const move = (one: SubscriptionModel, at: Date, kind: MrrMovementModel['kind'], afterMinor: bigint) => {
    const before = rows.findLast(({ subscriptionId }) => subscriptionId === one.id)?.afterMinor ?? 0n;
    if (before === afterMinor) return;
    const { organisationId, id: subscriptionId, currency, tierCode } = one;
    const id = world.ids.at('mrrMovement', at);
    const deltaMinor = afterMinor - before;
    rows.push({ organisationId, id, subscriptionId, kind, deltaMinor, afterMinor, currency, tierCode, at });
  };
  for (const [nth, one] of subscriptions.entries()) {
    const former = subscriptions[nth - 1];
    const kind = mrrKind(recurs(former), recurs(one), rows.length > 0);
    if (former) move(former, one.startedAt, kind, 0n);
    move(one, one.startedAt, kind, recurs(one));
  }
  const last = subscriptions.at(-1);
  if (last?.cancelledAt) move(last, last.cancelledAt, 'churn', 0n);
  return rows;
}
