import type Stripe from 'stripe';
import { invariant } from '@/lib/core/errors';
import { appMark, callStripe } from './client';

const idOf = (reference: string | { id: string } | null) =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

/**
 * Lets another price follow at the end of the present period. The present phase is repeated whole: what is left out of
 * it (discounts, a trial) is lost at Stripe. A schedule that stands already is changed, so that a call which was cut off
 * after its first half can be made again. Throws `not_found`, `provider_unavailable`.
 * Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules
 */
export async function schedulePrice(change: {
  subscriptionId: string;
  scheduleId: string | null;
  priceId: string;
  interval: 'month' | 'year';
  /** What takes something off the next price in place of what does now; null: that goes on. */
  couponId: string | null;
}): Promise<string> {
  const { subscriptionId, scheduleId } = change;
  return callStripe(async (stripe) => {
    const schedule = scheduleId
      ? await stripe.subscriptionSchedules.retrieve(scheduleId)
      : await stripe.subscriptionSchedules.create({ from_subscription: subscriptionId });
    const [now] = schedule.phases;
    invariant(now, `schedule ${schedule.id} has no phase`);
    await stripe.subscriptionSchedules.update(schedule.id, {
      ...{ end_behavior: 'release', proration_behavior: 'none', metadata: { app: appMark } },
      phases: [presentPhase(now), nextPhase(now, change)],
    });
    return schedule.id;
  });
}

type Phase = Stripe.SubscriptionScheduleUpdateParams.Phase;

const discountsOf = ({ discounts }: Stripe.SubscriptionSchedule.Phase) =>
  discounts.flatMap(({ discount, coupon }): { discount?: string; coupon?: string }[] => {
    const [kept, begun] = [idOf(discount), idOf(coupon)];
    return kept ? [{ discount: kept }] : begun ? [{ coupon: begun }] : [];
  });

function presentPhase(phase: Stripe.SubscriptionSchedule.Phase): Phase {
  const discounts = discountsOf(phase);
  return {
    items: phase.items.map(({ price, quantity }) => ({ price: idOf(price) ?? '', quantity: quantity ?? 1 })),
    ...{ start_date: phase.start_date, end_date: phase.end_date },
    ...(discounts.length > 0 && { discounts }),
    ...(phase.trial_end !== null && { trial_end: phase.trial_end }),
  };
}

function nextPhase(
  now: Stripe.SubscriptionSchedule.Phase,
  { priceId, interval, couponId }: { priceId: string; interval: 'month' | 'year'; couponId: string | null },
): Phase {
  const discounts = couponId ? [{ coupon: couponId }] : discountsOf(now);
  return {
    items: [{ price: priceId, quantity: 1 }],
    duration: { interval, interval_count: 1 },
    proration_behavior: 'none',
    ...(discounts.length > 0 && { discounts }),
  };
}

/**
 * Takes back what was to follow, or lets a schedule go that has done its work; the subscription runs on as it is.
 * Throws `not_found`, `provider_unavailable`.
 */
export async function releaseSchedule(id: string): Promise<void> {
  await callStripe(async (stripe) => {
    const { status } = await stripe.subscriptionSchedules.retrieve(id);
    if (status === 'active' || status === 'not_started') await stripe.subscriptionSchedules.release(id);
  });
}
