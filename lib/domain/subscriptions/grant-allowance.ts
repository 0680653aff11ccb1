import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { grantCredits } from '@/lib/domain/wallet/steps';

type Period = Pick<
  SubscriptionModel,
  'organisationId' | 'id' | 'tierName' | 'allowanceMicro' | 'periodStart' | 'periodEnd'
>;

/** Posts the current period's allowance as a lot that expires with it; once a (subscription, period). */
export async function grantAllowance(tx: Tx, ctx: Context, period: Period): Promise<void> {
  if (period.allowanceMicro === 0n) return;
  await grantCredits(tx, ctx, period.organisationId, {
    amountMicro: period.allowanceMicro,
    source: 'allowance',
    effectiveAt: period.periodStart,
    expiresAt: period.periodEnd,
    subscriptionId: period.id,
    periodStart: period.periodStart,
    reference: period.tierName,
  });
}
