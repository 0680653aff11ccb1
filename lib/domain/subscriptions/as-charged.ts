import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { allowanceOf } from './rules';

type Fee = { tierCode: string | null | undefined; periodStart: Date; periodEnd: Date };

/**
 * The subscription as a fee was charged for it: a period that began just before an upgrade may be paid, or heard of, only
 * after it, and brings the credits of the tier that it was charged for. One that the catalogue has no more is as it is now.
 */
export async function asCharged(
  tx: Tx,
  subscription: SubscriptionModel,
  { tierCode, periodStart, periodEnd }: Fee,
): Promise<SubscriptionModel> {
  if (!tierCode || tierCode === subscription.tierCode) return subscription;
  const tier = await tx.tier.findUnique({ where: { code: tierCode } });
  if (!tier) return subscription;
  const interval = periodEnd.getTime() - periodStart.getTime() > 40 * DAY_MS ? 'year' : 'month';
  return {
    ...{ ...subscription, tierCode, tierName: tier.name, interval, rolloverMicro: tier.rolloverMicro },
    allowanceMicro: allowanceOf(tier.allowanceMicro, interval),
  };
}
