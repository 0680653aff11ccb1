import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { zoned } from '@/lib/core/time';
import { useCoupon } from '@/lib/domain/coupons/steps';
import { type Planned, trialEnd } from './plan-change';
import { allowanceOf, periodEndAfter } from './rules';

/** Writes a subscription that waits for its first payment: what was agreed, its period as if it began now. */
export async function writeWaiting(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  { terms, collection, trialDays }: Extract<Planned, { kind: 'start' }>,
): Promise<SubscriptionModel> {
  const { tier, interval, currency, price, coupon, taxRateId } = terms;
  const { timeZone } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const anchorDay = zoned(ctx.now, timeZone).day;
  const agreement = { startedAt: ctx.now, anchorDay, timeZone, interval };
  const id = newId('subscription');
  const written = await tx.subscription.create({
    data: {
      ...{ organisationId, id, tierCode: tier.code, tierName: tier.name, interval, currency, taxRateId },
      ...{ priceMinor: price.fullMinor, discountMinor: price.fullMinor - price.totalMinor },
      allowanceMicro: allowanceOf(tier.allowanceMicro, interval),
      ...{ rolloverMicro: tier.rolloverMicro, collection, status: 'incomplete', anchorDay },
      ...{ periodStart: ctx.now, periodEnd: periodEndAfter(agreement, ctx.now), startedAt: ctx.now },
    },
  });
  if (!coupon) return written;
  const firstPaidAt = trialEnd(trialDays, ctx.now) ?? ctx.now;
  const use = await useCoupon(tx, ctx, coupon, { organisationId, subscriptionId: id, firstPaidAt });
  const where = { organisationId_id: { organisationId, id } };
  return tx.subscription.update({ where, data: { couponUseId: use.id } });
}
