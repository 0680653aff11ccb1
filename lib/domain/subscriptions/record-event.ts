import { type Context, actorId } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import type { SubscriptionEventKind } from './schema';

/** A line of a subscription's timeline. Values are texts: amounts in minor units, instants in ISO 8601. */
export type TimelineLine = {
  of: { organisationId: string; id: string };
  kind: SubscriptionEventKind;
  data?: Record<string, string>;
};

/** Adds lines to timelines, in their order, in one statement. */
export async function recordSubscriptionEvents(
  tx: Tx,
  ctx: Context,
  lines: readonly TimelineLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const who = { actorKind: ctx.actor.kind, actorId: actorId(ctx.actor), at: ctx.now };
  await tx.subscriptionEvent.createMany({
    data: lines.map(({ of: { organisationId, id: subscriptionId }, kind, data = {} }) => ({
      ...{ organisationId, subscriptionId, id: newId('event'), kind, data, ...who },
    })),
  });
}

/** Adds a line to a subscription's timeline. */
export const recordSubscriptionEvent = (
  tx: Tx,
  ctx: Context,
  of: TimelineLine['of'],
  kind: SubscriptionEventKind,
  data: Record<string, string> = {},
): Promise<void> => recordSubscriptionEvents(tx, ctx, [{ of, kind, data }]);
