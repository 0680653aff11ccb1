import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { monthlyMinor, mrrKind } from './rules';

/**
 * Writes what a change did to what recurs, in the change's own transaction; nothing where nothing changed. It compares
 * with the last movement of the subscription, so the deltas add up whatever came between. The caller holds its row.
 */
export async function recordMrr(tx: Tx, ctx: Context, subscription: SubscriptionModel): Promise<void> {
  const { organisationId, id: subscriptionId, tierCode, currency, taxRateId } = subscription;
  const [last, rate] = [
    await tx.mrrMovement.findFirst({
      where: { organisationId, subscriptionId },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      select: { afterMinor: true, at: true },
    }),
    taxRateId ? await tx.taxRate.findUnique({ where: { id: taxRateId }, select: { rateBps: true } }) : null,
  ];
  const beforeMinor = last?.afterMinor ?? 0n;
  const afterMinor = monthlyMinor(subscription, rate?.rateBps ?? 0);
  if (beforeMinor === afterMinor) return;
  const isKnown =
    beforeMinor === 0n && (await tx.mrrMovement.findFirst({ where: { organisationId } })) !== null;
  await tx.mrrMovement.create({
    data: {
      ...{ organisationId, id: newId('mrrMovement'), subscriptionId, currency, tierCode, afterMinor },
      ...{ kind: mrrKind(beforeMinor, afterMinor, isKnown), deltaMinor: afterMinor - beforeMinor },
      at: last && last.at > ctx.now ? last.at : ctx.now,
    },
  });
}
