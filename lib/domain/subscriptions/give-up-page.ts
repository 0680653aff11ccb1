import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { releaseCoupon } from '@/lib/domain/coupons/steps';
import { recordSubscriptionEvent } from './record-event';

/** The page on which a subscription would have begun was never paid: it is over, and its coupon may be used again. */
export async function giveUpPage(tx: Tx, ctx: Context, organisationId: string, id: string): Promise<void> {
  const waiting = await tx.subscription.findFirst({
    where: { organisationId, status: 'incomplete', OR: [{ id }, { providerId: id }] },
  });
  if (!waiting) return;
  const { count } = await tx.subscription.updateMany({
    where: { organisationId, id: waiting.id, status: 'incomplete' },
    data: { status: 'cancelled', cancelledAt: ctx.now },
  });
  if (count === 0) return;
  const { couponUseId } = waiting;
  if (couponUseId) await releaseCoupon(tx, { organisationId, useId: couponUseId, now: ctx.now });
  await recordSubscriptionEvent(tx, ctx, waiting, 'given_up', { tier: waiting.tierName });
}
