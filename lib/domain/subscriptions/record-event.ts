import { type Context, actorId } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import type { SubscriptionEventKind } from './schema';

/** Adds a line to a subscription's timeline. Values are texts: amounts in minor units, instants in ISO 8601. */
export async function recordSubscriptionEvent(
  tx: Tx,
  ctx: Context,
  subscription: { organisationId: string; id: string },
  kind: SubscriptionEventKind,
  data: Record<string, string> = {},
): Promise<void> {
  await tx.subscriptionEvent.create({
    data: {
      ...{ organisationId: subscription.organisationId, subscriptionId: subscription.id },
      ...{
        id: newId('event'),
        kind,
        data,
        actorKind: ctx.actor.kind,
        actorId: actorId(ctx.actor),
        at: ctx.now,
      },
    },
  });
}
