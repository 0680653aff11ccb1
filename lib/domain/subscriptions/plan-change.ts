import type { Context } from '@/lib/core/context';
import { type CouponModel, type SubscriptionModel, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { addDays, zoned } from '@/lib/core/time';
import { priceTier } from '@/lib/domain/catalog/rules';
import { providersFor } from '@/lib/domain/payments/providers';
import { ensurePrice } from '@/lib/integrations/stripe/billing-catalogue';
import { type ChangeCost, previewPrice, readSubscription } from '@/lib/integrations/stripe/subscriptions';
import { hadTrial } from './can-try-tiers';
import { proratedCost } from './prorated-cost';
import { providerIdOf, readLive } from './read-live';
import { paidLotsOf } from './lots-of-period';
import { allowanceOf, effectOf, instantOf, periodEndAfter, turnedMicro, upgradeMicro } from './rules';
import { runningCoupon } from './running-coupon';
import { type Terms, type TierChoice, readTerms } from './terms';

/**
 * start: from no tier or the free one. now: at once, the difference charged to the card. invoiced: the difference is
 * invoiced, and the tier changes when that is paid. later: with the next period. `discountMinor` is what a coupon takes
 * off the next period; `creditsMicro` is what comes at once; `periodEnd` is that of the period that it leaves.
 */
export type Planned = { terms: Terms } & (
  | { kind: 'start'; live: SubscriptionModel | null; collection: 'stripe' | 'invoice'; trialDays: number }
  | (Upgrade & {
      kind: 'now';
      change: { id: string; itemId: string; priceId: string; endsTrial: boolean };
    })
  | (Upgrade & { kind: 'invoiced' })
  | { kind: 'later'; live: SubscriptionModel; discountMinor: bigint }
);
type Upgrade = {
  live: SubscriptionModel;
  at: Date;
  cost: ChangeCost;
  discountMinor: bigint;
  creditsMicro: bigint;
  periodEnd: Date;
};

/**
 * What a change of tier would be for an organisation, with what it costs now. Errors: those of the terms; `conflict` for
 * the tier that it has, while paused, or while a payment is missing; `provider_unavailable`.
 */
export async function planChange(
  organisationId: string,
  choice: TierChoice,
  ctx: Context,
  windowsAgo = 0,
): Promise<Planned> {
  const [terms, live] = [await readTerms(db, ctx, organisationId, choice), await readLive(organisationId)];
  if (!live || live.collection === 'free') {
    const collection = await collectionOf(terms, choice.payBy);
    const trialDays = collection === 'stripe' ? await trialDaysOf(organisationId, terms) : 0;
    return { kind: 'start', terms, live, collection, trialDays };
  }
  refuseChange(live, terms);
  const effect = effectOf(live, soldOf(terms));
  if (effect === 'later') {
    if (terms.coupon) throw refuseTyped('couponAtStart');
    const coupon = live.collection === 'stripe' ? await runningCoupon(db, live, live.periodEnd) : null;
    const { totalMinor } = priceTier({ ...terms.list, coupon });
    return { kind: 'later', terms, live, discountMinor: terms.price.fullMinor - totalMinor };
  }
  const next = await nextCoupon(terms, live);
  const { fullMinor } = terms.price;
  const discountMinor = fullMinor - priceTier({ ...terms.list, coupon: next }).totalMinor;
  if (live.collection === 'invoice') {
    const at = instantOf(ctx.now, live.periodStart, windowsAgo);
    const cost = await proratedCost(terms, live, at, ctx);
    return { kind: 'invoiced', terms, live, at, cost, discountMinor, ...broughtWithin(terms, live, at) };
  }
  const upgrade = await planUpgrade(ctx, terms, live, windowsAgo);
  const { at } = upgrade;
  const brings = effect === 'anew' ? await broughtAnew(ctx, terms, live, at) : broughtWithin(terms, live, at);
  return { ...upgrade, discountMinor, ...brings };
}

const soldOf = ({ tier, interval, price }: Terms) => ({
  ...{ tierCode: tier.code, interval, priceMinor: price.fullMinor },
  allowanceMicro: allowanceOf(tier.allowanceMicro, interval),
});

/** The difference of the allowances, for the rest of the period. */
function broughtWithin(terms: Terms, live: SubscriptionModel, at: Date) {
  const more = soldOf(terms).allowanceMicro - live.allowanceMicro;
  return { creditsMicro: upgradeMicro(more, at, live), periodEnd: live.periodEnd };
}

/** The allowance of the period that begins now, less what is left of that which was paid for before. */
async function broughtAnew(ctx: Context, terms: Terms, live: SubscriptionModel, at: Date) {
  const { periodEnd } = live;
  const lots = await paidLotsOf(db, live, live);
  const creditsMicro = turnedMicro(soldOf(terms).allowanceMicro, at, { periodEnd, lots });
  const agreement = { startedAt: ctx.now, anchorDay: zoned(ctx.now, 'UTC').day, timeZone: 'UTC' };
  return {
    creditsMicro,
    periodEnd: periodEndAfter({ ...agreement, interval: terms.interval }, ctx.now),
  };
}

const refuseTyped = (reason: string) => new AppError('invalid', reason, { fields: { couponCode: reason } });

/** What takes something off from the next period on: the coupon that was typed, or the one that runs. One at a time. */
async function nextCoupon({ coupon }: Terms, live: SubscriptionModel): Promise<CouponModel | null> {
  const running = await runningCoupon(db, live, live.periodEnd);
  if (coupon && running) throw refuseTyped('couponRuns');
  return coupon ?? running;
}

/** By card where the usual way to pay is Stripe, unless something else was asked for. Error: `invalid` beside `payBy`. */
async function collectionOf(terms: Terms, payBy: TierChoice['payBy']): Promise<'stripe' | 'invoice'> {
  const offered = await providersFor({ currency: terms.currency, country: terms.country });
  const ways = offered.map(({ code }) => (code === 'stripe' ? 'stripe' : 'invoice'));
  const wanted = payBy && (payBy === 'card' ? 'stripe' : 'invoice');
  const found = wanted ? ways.find((way) => way === wanted) : ways[0];
  if (!found) throw new AppError('invalid', 'providerNotOffered', { fields: { payBy: 'unknown' } });
  return found;
}

function refuseChange(live: SubscriptionModel, { tier, interval }: Terms): void {
  if (live.status === 'paused') throw new AppError('conflict', 'subscriptionPaused');
  if (live.status === 'past_due' || live.status === 'unpaid')
    throw new AppError('conflict', 'subscriptionUnpaid');
  const isSame = live.tierCode === tier.code && live.interval === interval;
  if (isSame) throw new AppError('conflict', 'subscribedAlready');
}

async function trialDaysOf(organisationId: string, { tier }: Terms): Promise<number> {
  if (tier.trialDays === 0) return 0;
  return (await hadTrial(organisationId)) ? 0 : tier.trialDays;
}

async function planUpgrade(ctx: Context, terms: Terms, live: SubscriptionModel, windowsAgo: number) {
  const { tier, interval, currency, price, taxRateId } = terms;
  const id = providerIdOf(live);
  const { itemId, periodStart, hasPendingUpdate } = await readSubscription(id);
  if (hasPendingUpdate) throw new AppError('conflict', 'changePending');
  const priceId = await ensurePrice({
    ...{ tierCode: tier.code, tierName: tier.name, interval, currency, amountMinor: price.fullMinor },
    taxRateId,
  });
  const at = instantOf(ctx.now, periodStart, windowsAgo);
  const change = { id, itemId, priceId, endsTrial: live.status === 'trialing' };
  const cost = await previewPrice({ ...change, prorationAt: at });
  return { kind: 'now' as const, terms, live, at, change, cost };
}

/** What is due at once, and the credits that come for it. Minor units and micro-credits. */
export function dueNow(planned: Planned): { dueMinor: bigint; creditsMicro: bigint } {
  const { terms } = planned;
  const allowanceMicro = allowanceOf(terms.tier.allowanceMicro, terms.interval);
  switch (planned.kind) {
    case 'start':
      return { dueMinor: planned.trialDays > 0 ? 0n : terms.price.totalMinor, creditsMicro: allowanceMicro };
    case 'now':
    case 'invoiced':
      return { dueMinor: planned.cost.dueMinor, creditsMicro: planned.creditsMicro };
    case 'later':
      return { dueMinor: 0n, creditsMicro: 0n };
  }
}

/** When a trial that begins now ends; null: none. */
export const trialEnd = (trialDays: number, now: Date): Date | null =>
  trialDays > 0 ? addDays(now, trialDays) : null;
