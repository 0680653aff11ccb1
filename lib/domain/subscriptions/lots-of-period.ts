import type { SubscriptionModel, Tx } from '@/lib/core/db';

/** The paid lots of one period of a subscription: its own, and those of upgrades within it. */
export async function paidLotsOf(
  tx: Tx,
  { organisationId, id: subscriptionId }: Pick<SubscriptionModel, 'organisationId' | 'id'>,
  { periodStart, periodEnd }: { periodStart: Date; periodEnd: Date },
): Promise<{ grantedMicro: bigint; periodStart: Date }[]> {
  const rows = await tx.lot.findMany({
    where: {
      ...{ organisationId, subscriptionId, costMinor: { not: null } },
      periodStart: { gte: periodStart, lt: periodEnd },
    },
    select: { grantedMicro: true, periodStart: true },
  });
  return rows.map((lot) => ({ grantedMicro: lot.grantedMicro, periodStart: lot.periodStart ?? periodStart }));
}
