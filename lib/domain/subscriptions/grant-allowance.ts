import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { periodEndAfter } from './rules';

type Period = Pick<
  SubscriptionModel,
  | 'organisationId'
  | 'id'
  | 'tierName'
  | 'allowanceMicro'
  | 'rolloverMicro'
  | 'startedAt'
  | 'anchorDay'
  | 'periodStart'
  | 'periodEnd'
>;

/**
 * Posts the current period's allowance as a lot that expires with it; once a (subscription, period). What is left of it
 * then lives on to the end of the next period, up to the cap that was agreed.
 */
export async function grantAllowance(tx: Tx, ctx: Context, period: Period, timeZone: string): Promise<void> {
  if (period.allowanceMicro === 0n) return;
  const { allowanceMicro, rolloverMicro } = period;
  const cap = rolloverMicro < allowanceMicro ? rolloverMicro : allowanceMicro;
  const rolloverUntil = periodEndAfter({ ...period, timeZone }, period.periodEnd);
  await grantCredits(tx, ctx, period.organisationId, {
    amountMicro: allowanceMicro,
    source: 'allowance',
    effectiveAt: period.periodStart,
    expiresAt: period.periodEnd,
    subscriptionId: period.id,
    periodStart: period.periodStart,
    reference: period.tierName,
    ...(cap > 0n && { rolloverMicro: cap, rolloverUntil }),
  });
}
