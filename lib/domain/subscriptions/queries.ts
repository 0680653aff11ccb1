import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';

/** The caller's live subscription and its period's allowance lot; null without one. Amounts in micro-credits. */
export async function getAllowance(ctx: Context) {
  authorise(ctx, 'credits:read');
  const organisationId = tenant(ctx);
  const subscription = await db.subscription.findFirst({
    where: { organisationId, status: { not: 'cancelled' } },
  });
  if (!subscription) return null;
  const { id: subscriptionId, periodStart } = subscription;
  const lot = await db.lot.findFirst({ where: { organisationId, subscriptionId, periodStart } });
  return {
    tierName: subscription.tierName,
    totalMicro: lot?.grantedMicro ?? 0n,
    usedMicro: lot ? lot.grantedMicro - lot.remainingMicro : 0n,
    resetsAt: subscription.periodEnd,
  };
}
