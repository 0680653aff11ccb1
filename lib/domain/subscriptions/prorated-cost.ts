import type { Context } from '@/lib/core/context';
import { type SubscriptionModel, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { priceTier } from '@/lib/domain/catalog/rules';
import type { ChangeCost } from '@/lib/integrations/stripe/subscriptions';
import { changeWords, unusedWords } from './line-words';
import { restOf } from './rules';
import { runningCoupon } from './running-coupon';
import type { Terms } from './terms';

/**
 * What a higher tier costs for the rest of a period that was paid by invoice, as Stripe reckons it for a card: what was
 * charged and is not used comes off, what is left of the period is paid at the new price; each line is rounded, and the
 * denominator is the whole period. Never below zero. Error: `conflict` while the period's own invoice is awaited.
 */
export async function proratedCost(
  terms: Terms,
  live: SubscriptionModel,
  at: Date,
  ctx: Context,
): Promise<ChangeCost> {
  const { periodStart: start, periodEnd: end, tierName } = live;
  if (end <= ctx.now) throw new AppError('conflict', 'subscriptionUnpaid');
  const { totalMinor } = priceTier({ ...terms.list, coupon: await runningCoupon(db, live, ctx.now) });
  const debitMinor = restOf(totalMinor, at, { start, end });
  const unusedMinor = await unusedOf(live, at);
  const creditMinor = unusedMinor < debitMinor ? unusedMinor : debitMinor;
  const lines = [
    { description: unusedWords(tierName), amountMinor: -creditMinor },
    { description: changeWords(tierName, terms.tier.name), amountMinor: debitMinor },
  ].filter(({ amountMinor }) => amountMinor !== 0n);
  return { dueMinor: debitMinor - creditMinor, currency: terms.currency, lines };
}

/** What is not used of what was last charged for this period; nothing where nothing was charged. */
async function unusedOf({ organisationId, id, periodEnd }: SubscriptionModel, at: Date): Promise<bigint> {
  const charged = await db.invoiceLine.findFirst({
    where: {
      ...{ organisationId, kind: { in: ['tier', 'proration'] }, periodEnd, netMinor: { gt: 0n } },
      invoice: { subscriptionId: id, status: 'paid' },
    },
    orderBy: [{ periodStart: 'desc' }, { invoiceId: 'desc' }],
  });
  if (!charged?.periodStart) return 0n;
  const { periodStart: start, netMinor, taxMinor } = charged;
  return restOf(netMinor + taxMinor, at > start ? at : start, { start, end: periodEnd });
}
