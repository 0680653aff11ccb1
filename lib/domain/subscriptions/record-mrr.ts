import type { Context } from '@/lib/core/context';
import { type SubscriptionModel, type Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { monthlyMinor, mrrKind } from './rules';

/**
 * Writes what a change did to what recurs, in the change's own transaction; nothing where nothing changed. It compares
 * with the last movement of the subscription, so the deltas add up whatever came between. The caller holds its row.
 */
export const recordMrr = (tx: Tx, ctx: Context, subscription: SubscriptionModel): Promise<void> =>
  recordMrrs(tx, ctx, [subscription]);

/** The same for subscriptions of different organisations, in as many statements as for one. */
export async function recordMrrs(
  tx: Tx,
  ctx: Context,
  subscriptions: readonly SubscriptionModel[],
): Promise<void> {
  if (subscriptions.length === 0) return;
  const last = await lastMovements(tx, subscriptions);
  const rates = await ratesOf(tx, subscriptions);
  const moved = subscriptions.flatMap((subscription) => {
    const { id, taxRateId } = subscription;
    const beforeMinor = last.get(id)?.afterMinor ?? 0n;
    const afterMinor = monthlyMinor(subscription, rates.get(taxRateId ?? '') ?? 0);
    return beforeMinor === afterMinor ? [] : [{ subscription, beforeMinor, afterMinor }];
  });
  if (moved.length === 0) return;
  const known = await whoPaidBefore(
    tx,
    moved.filter(({ beforeMinor }) => beforeMinor === 0n).map(({ subscription }) => subscription),
  );
  await tx.mrrMovement.createMany({
    data: moved.map(({ subscription, beforeMinor, afterMinor }) => {
      const { organisationId, id: subscriptionId, tierCode, currency } = subscription;
      const lastAt = last.get(subscriptionId)?.at;
      return {
        ...{ organisationId, id: newId('mrrMovement'), subscriptionId, currency, tierCode, afterMinor },
        kind: mrrKind(beforeMinor, afterMinor, known.has(organisationId)),
        deltaMinor: afterMinor - beforeMinor,
        at: lastAt && lastAt > ctx.now ? lastAt : ctx.now,
      };
    }),
  });
}

type Movement = { id: string; afterMinor: bigint; at: Date };

async function lastMovements(
  tx: Tx,
  subscriptions: readonly SubscriptionModel[],
): Promise<Map<string, Movement>> {
  const organisations = subscriptions.map(({ organisationId }) => organisationId);
  const ids = subscriptions.map(({ id }) => id);
  const rows = await tx.$queryRaw<Movement[]>`
    SELECT s.id, m."afterMinor", m.at FROM unnest(${organisations}::text[], ${ids}::text[]) AS s (org, id),
    LATERAL (SELECT "afterMinor", at FROM "MrrMovement" WHERE "organisationId" = s.org AND "subscriptionId" = s.id
      ORDER BY "MrrMovement".at DESC, "MrrMovement".id DESC LIMIT 1) m`;
  return new Map(rows.map((row) => [row.id, row]));
}

async function ratesOf(tx: Tx, subscriptions: readonly SubscriptionModel[]): Promise<Map<string, number>> {
  const ids = [...new Set(subscriptions.flatMap(({ taxRateId }) => taxRateId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx.taxRate.findMany({ where: { id: { in: ids } }, select: { id: true, rateBps: true } });
  return new Map(rows.map(({ id, rateBps }) => [id, rateBps]));
}

/** Organisations in which something has recurred before. */
async function whoPaidBefore(tx: Tx, subscriptions: readonly SubscriptionModel[]): Promise<Set<string>> {
  if (subscriptions.length === 0) return new Set();
  const rows = await tx.mrrMovement.groupBy({
    by: ['organisationId'],
    where: { organisationId: { in: subscriptions.map(({ organisationId }) => organisationId) } },
  });
  return new Set(rows.map(({ organisationId }) => organisationId));
}
