import type { SubscriptionModel } from '@/lib/core/db';
import { DAY_MS, zoned } from '@/lib/core/time';
import { priceTier } from '@/lib/domain/catalog/rules';
import { periodEndAfter } from '@/lib/domain/subscriptions/rules';
import type { Household } from './people';
import { HOUR_MS, type World, entry, later } from './world';

/** `isUnpaid`: its invoice is open still, so nothing was granted. */
export type Period = { subscription: SubscriptionModel; start: Date; end: Date; isUnpaid?: boolean };

/** Who forgot to pay: the invoice of the last period is overdue by then. */
const FORGETFUL = 'tidewater';
const FORGOTTEN_DAYS = 16;

type Tier = ReturnType<World['tiers']['get']> & {};

/** What a month of a tier costs this customer; nothing for one without a price. */
function monthOf(world: World, { organisation, tax }: Household, tier: Tier) {
  const { currency, customerClass } = organisation;
  const list = tier.prices.find((price) => price.currency === currency && price.interval === 'month');
  if (!list) return { priceMinor: 0n, currency, collection: 'free' as const, taxRateId: null };
  const { priceMinor } = list;
  const terms = { tier, interval: 'month' as const, priceMinor, currency, customerClass, coupon: null, tax };
  const { totalMinor } = priceTier({ ...terms, rules: world.priceRules });
  return { priceMinor: totalMinor, currency, collection: 'invoice' as const, taxRateId: tax.rateId };
}

/** Of a subscription that nothing special was agreed on or happened to. */
const plain = {
  ...{ interval: 'month' as const, discountMinor: 0n, trialEndsAt: null, cancelAtPeriodEnd: false },
  ...{ pendingTierCode: null, pendingInterval: null, pausedAt: null, resumesAt: null },
  ...{ pastDueSince: null, failedAttempts: 0, nextRetryAt: null, dunningStep: 0 },
  ...{ providerId: null, providerScheduleId: null, couponUseId: null, syncedAt: null },
};

/** The tiers that a customer went through, each with the periods that it turned through up to now. */
export function planSubscriptions(world: World, household: Household) {
  const { customer, organisation } = household;
  const random = world.random(`subscriptions:${customer.domain}`);
  const joined = organisation.createdAt;
  const beginnings = customer.tiers.map(([day, code]) => ({
    code,
    at: later(joined, day * DAY_MS + (day > 0 ? random.between(-2, 4) * HOUR_MS : 0)),
  }));
  const left = customer.leaves === undefined ? undefined : later(joined, customer.leaves * DAY_MS);
  const subscriptions: SubscriptionModel[] = [];
  const periods: Period[] = [];
  for (const [nth, { code, at }] of beginnings.entries()) {
    const cancelledAt = beginnings[nth + 1]?.at ?? left ?? null;
    const tier = entry(world.tiers, code);
    const { timeZone } = organisation;
    const agreement = { startedAt: at, anchorDay: zoned(at, timeZone).day, timeZone };
    const { anchorDay } = agreement;
    const subscription: SubscriptionModel = {
      ...{ organisationId: organisation.id, id: world.ids.at('subscription', at) },
      ...{ tierCode: tier.code, tierName: tier.name, ...monthOf(world, household, tier), ...plain },
      ...{ allowanceMicro: tier.allowanceMicro, rolloverMicro: tier.rolloverMicro },
      status: cancelledAt ? 'cancelled' : 'active',
      ...{ anchorDay, periodStart: at, periodEnd: at, startedAt: at, cancelledAt },
    };
    const until = cancelledAt ?? world.end;
    for (let start = at; start < until; start = subscription.periodEnd) {
      subscription.periodStart = start;
      subscription.periodEnd = periodEndAfter(agreement, start);
      periods.push({ subscription, start, end: subscription.periodEnd });
    }
    subscriptions.push(subscription);
  }
  if (customer.domain === FORGETFUL) forget(world, periods.at(-1));
  return { subscriptions, periods, left };
}

/** A period that began long enough ago is not paid yet; another one is paid as the rest. */
function forget(world: World, period: Period | undefined): void {
  const late = period && period.start < later(world.end, -FORGOTTEN_DAYS * DAY_MS);
  if (!late || period.subscription.collection === 'free') return;
  period.isUnpaid = true;
  Object.assign(period.subscription, { status: 'past_due', pastDueSince: period.start });
}
