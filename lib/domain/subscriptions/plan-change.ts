import type { Context } from '@/lib/core/context';
import { type CouponModel, type SubscriptionModel, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { priceTier } from '@/lib/domain/catalog/rules';
import { providersFor } from '@/lib/domain/payments/providers';
import { ensurePrice } from '@/lib/integrations/stripe/billing-catalogue';
import { type ChangeCost, previewPrice, readSubscription } from '@/lib/integrations/stripe/subscriptions';
import { proratedCost } from './prorated-cost';
import { providerIdOf, readLive } from './read-live';
import { allowanceOf, upgradeMicro } from './rules';
import { runningCoupon } from './running-coupon';
import { type Terms, type TierChoice, readTerms } from './terms';

/**
 * start: from no tier or the free one. now: at once, the difference charged to the card. invoiced: the difference is
 * invoiced, and the tier changes when that is paid. later: with the next period. `discountMinor` is what a coupon takes
 * off the next period.
 */
export type Planned = { terms: Terms } & (
  | { kind: 'start'; live: SubscriptionModel | null; collection: 'stripe' | 'invoice'; trialDays: number }
  | (Upgrade & { kind: 'now'; change: { id: string; itemId: string; priceId: string } })
  | (Upgrade & { kind: 'invoiced' })
  | { kind: 'later'; live: SubscriptionModel }
);
type Upgrade = { live: SubscriptionModel; at: Date; cost: ChangeCost; discountMinor: bigint };

/** Both the amount that is shown and the one that is charged are of the last whole ten minutes: the same to the cent. */
const WINDOW_MS = 600_000;

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
  const isMore = live.interval === terms.interval && terms.price.fullMinor > live.priceMinor;
  if (!isMore) {
    if (terms.coupon) throw refuseTyped('couponAtStart');
    return { kind: 'later', terms, live };
  }
  const next = await nextCoupon(terms, live);
  const { fullMinor } = terms.price;
  const discountMinor = fullMinor - priceTier({ ...terms.list, coupon: next }).totalMinor;
  const at = instantOf(ctx, live.periodStart, windowsAgo);
  if (live.collection === 'invoice') {
    const cost = await proratedCost(ctx, terms, live, at);
    return { kind: 'invoiced', terms, live, at, cost, discountMinor };
  }
  return { ...(await planUpgrade(ctx, terms, live, windowsAgo)), discountMinor };
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

/** A trial is given once an organisation, whatever the tier. */
async function trialDaysOf(organisationId: string, { tier }: Terms): Promise<number> {
  if (tier.trialDays === 0) return 0;
  const before = await db.subscription.findFirst({ where: { organisationId, trialEndsAt: { not: null } } });
  return before ? 0 : tier.trialDays;
}

/** The last whole ten minutes before now, or so many windows earlier; within the present period. */
function instantOf(ctx: Context, periodStart: Date, windowsAgo: number): Date {
  const at = Math.floor(ctx.now.getTime() / WINDOW_MS) * WINDOW_MS - windowsAgo * WINDOW_MS;
  return at > periodStart.getTime() ? new Date(at) : periodStart;
}

async function planUpgrade(ctx: Context, terms: Terms, live: SubscriptionModel, windowsAgo: number) {
  const { tier, interval, currency, price } = terms;
  const id = providerIdOf(live);
  const { itemId, periodStart, hasPendingUpdate } = await readSubscription(id);
  if (hasPendingUpdate) throw new AppError('conflict', 'changePending');
  const priceId = await ensurePrice({
    ...{ tierCode: tier.code, tierName: tier.name, interval, currency, amountMinor: price.fullMinor },
  });
  const at = instantOf(ctx, periodStart, windowsAgo);
  const change = { id, itemId, priceId };
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
    case 'invoiced': {
      const { at, cost, live } = planned;
      const more = allowanceMicro - live.allowanceMicro;
      return { dueMinor: cost.dueMinor, creditsMicro: upgradeMicro(more, at, live) };
    }
    case 'later':
      return { dueMinor: 0n, creditsMicro: 0n };
  }
}

/** When a trial that begins now ends; null: none. */
export const trialEnd = (trialDays: number, now: Date): Date | null =>
  trialDays > 0 ? addDays(now, trialDays) : null;
