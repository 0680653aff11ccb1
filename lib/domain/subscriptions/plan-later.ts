import { type Context, tenant } from '@/lib/core/context';
import { type SubscriptionModel, type Tx, transaction } from '@/lib/core/db';
import { ensurePrice } from '@/lib/integrations/stripe/billing-catalogue';
import { schedulePrice } from '@/lib/integrations/stripe/schedules';
import { readSubscription, setCancelAtEnd } from '@/lib/integrations/stripe/subscriptions';
import { bringUp } from './bring-up';
import { carryCoupon } from './carry-coupon';
import { giveUpChanges } from './give-up-changes';
import type { Planned } from './plan-change';
import { providerIdOf } from './read-live';
import { recordSubscriptionEvent } from './record-event';
import type { ChangeOutcomeDto } from './schema';
import type { Terms } from './terms';

/** Lets another tier or interval follow at the end of the period; nothing is charged before. */
export async function planLater(
  { terms, live, discountMinor }: Extract<Planned, { kind: 'later' }>,
  ctx: Context,
): Promise<ChangeOutcomeDto> {
  if (live.collection === 'stripe') await schedule(live, terms, discountMinor);
  await transaction((tx) => writePlan(tx, ctx, live, terms));
  if (live.collection === 'stripe') await bringUp(tenant(ctx), live.id, ctx);
  return { url: null };
}

async function schedule(live: SubscriptionModel, terms: Terms, discountMinor: bigint): Promise<void> {
  const { tier, interval, currency, price, taxRateId } = terms;
  const id = providerIdOf(live);
  const priceId = await ensurePrice({
    ...{ tierCode: tier.code, tierName: tier.name, interval, currency, amountMinor: price.fullMinor },
    taxRateId,
  });
  const { scheduleId, cancelsAt } = await readSubscription(id);
  // A change that is planned takes the place of an end that was.
  if (cancelsAt && !scheduleId) await setCancelAtEnd(id, false);
  const couponId = await carryCoupon(live, { priceId, discountMinor });
  await schedulePrice({ subscriptionId: id, scheduleId, priceId, interval, couponId });
}

async function writePlan(tx: Tx, ctx: Context, live: SubscriptionModel, { tier, interval }: Terms) {
  const { organisationId, id } = live;
  const plan = { pendingTierCode: tier.code, pendingInterval: interval, cancelAtPeriodEnd: false };
  const where = { organisationId_id: { organisationId, id } };
  await tx.subscription.update({ where, data: plan });
  await giveUpChanges(tx, ctx, [live]);
  const date = live.periodEnd.toISOString();
  await recordSubscriptionEvent(tx, ctx, live, 'change_planned', { tier: tier.name, interval, date });
}
