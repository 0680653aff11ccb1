import { type Context, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { releaseCoupon, useCoupon } from '@/lib/domain/coupons/steps';
import { releaseSchedule } from '@/lib/integrations/stripe/schedules';
import { addDiscount, changePrice } from '@/lib/integrations/stripe/subscriptions';
import { bringUp } from './bring-up';
import { carryCoupon } from './carry-coupon';
import { mirrorCoupon } from './mirror-coupon';
import type { Planned } from './plan-change';
import type { ChangeOutcomeDto } from './schema';

type Upgrade = Extract<Planned, { kind: 'now' }>;

/**
 * Charges the difference and changes the tier at once; what was planned for the end of the period is dropped. One that
 * the card does not pay changes nothing yet: the answer is the page at which it can be paid. A coupon takes something off
 * from the next period on.
 */
export async function upgradeNow(planned: Upgrade, ctx: Context): Promise<ChangeOutcomeDto> {
  const { live, change, at } = planned;
  const organisationId = tenant(ctx);
  const useId = await takeCoupon(planned, ctx);
  try {
    if (live.providerScheduleId) await releaseSchedule(live.providerScheduleId);
    // The same press twice within a window is one change.
    const key = `${change.id}:${change.priceId}:${at.getTime()}`;
    const { priceId } = change;
    const carriedId = useId
      ? null
      : await carryCoupon(live, { priceId, discountMinor: planned.discountMinor });
    const { waitsFor } = await changePrice({ ...change, prorationAt: at, key });
    // One that waits for its payment gets it when it has happened.
    if (carriedId && !waitsFor) await addDiscount(change.id, carriedId);
    // From here on the coupon is the subscription's: whoever brings it up next hands it to Stripe.
    const where = { organisationId_id: { organisationId, id: live.id } };
    if (useId) await db.subscription.update({ where, data: { couponUseId: useId } });
    await bringUp(organisationId, change.id, ctx);
    return { url: waitsFor };
  } catch (error) {
    await giveBack(organisationId, live.id, useId, ctx);
    throw error;
  }
}

async function takeCoupon({ terms, live, discountMinor }: Upgrade, ctx: Context): Promise<string | null> {
  const { coupon, currency } = terms;
  if (!coupon) return null;
  const { organisationId, id: subscriptionId, periodEnd: firstPaidAt } = live;
  const target = { organisationId, subscriptionId, firstPaidAt };
  const { id } = await transaction((tx) => useCoupon(tx, ctx, coupon, target));
  await mirrorCoupon(coupon, { organisationId, id, currency, discountMinor });
  return id;
}

/** Nothing was changed: the coupon may be used again. */
async function giveBack(organisationId: string, id: string, useId: string | null, ctx: Context) {
  if (!useId) return;
  const where = { organisationId_id: { organisationId, id } };
  await transaction(async (tx) => {
    const { couponUseId } = await tx.subscription.findUniqueOrThrow({ where });
    if (couponUseId !== useId) await releaseCoupon(tx, { organisationId, useId, now: ctx.now });
  });
}
