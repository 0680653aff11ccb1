import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { recogniseFee } from './grant-allowance';
import { upgradeMicro } from './rules';

/**
 * A tier that was changed for a higher one within its period brings the difference of the allowances for what is left of
 * it, by the second, at the net of the proration that was paid; once for each change. The lot ends with the period.
 */
export async function grantUpgrade(
  tx: Tx,
  ctx: Context,
  before: SubscriptionModel,
  after: SubscriptionModel,
): Promise<void> {
  const { organisationId, id: subscriptionId, currency, periodEnd } = after;
  const isSamePeriod = before.periodStart.getTime() === after.periodStart.getTime();
  const isUpgrade = before.tierCode !== after.tierCode && before.status !== 'incomplete' && isSamePeriod;
  if (!isUpgrade) return;
  const line = await tx.invoiceLine.findFirst({
    where: { organisationId, kind: 'proration', invoice: { subscriptionId, status: 'paid' }, periodEnd },
    orderBy: { periodStart: 'desc' },
    include: { invoice: { select: { netMinor: true } } },
  });
  const isPaid = line?.periodStart && after.status !== 'trialing';
  const at = (isPaid && line.periodStart) || ctx.now;
  const amountMicro = upgradeMicro(after.allowanceMicro - before.allowanceMicro, at, after);
  const cost = isPaid && { costMinor: line.invoice.netMinor, reference: line.invoiceId };
  if (amountMicro === 0n) {
    if (cost) await recogniseFee(tx, ctx, organisationId, currency, cost);
    return;
  }
  await grantCredits(tx, ctx, organisationId, {
    ...{ amountMicro, source: 'allowance', effectiveAt: at < ctx.now ? at : ctx.now, expiresAt: periodEnd },
    ...{ subscriptionId, periodStart: at, reference: after.tierName },
    ...(cost && { costMinor: cost.costMinor, currency }),
  });
}
