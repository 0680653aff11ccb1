import { type Context, tenant } from '@/lib/core/context';
import { type SubscriptionModel, db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { openSubscriptionCheckout } from '@/lib/integrations/stripe/billing-checkout';
import { ensurePrice } from '@/lib/integrations/stripe/billing-catalogue';
import { expireCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { bringUp } from './bring-up';
import { ensureCustomer } from './customer';
import { giveUpPage } from './give-up-page';
import { mirrorCoupon } from './mirror-coupon';
import type { Planned } from './plan-change';
import { isPage } from './remote';
import { readLive } from './read-live';
import type { ChangeOutcomeDto } from './schema';
import { writeWaiting } from './write-waiting';

const PAGE_LIFETIME_MS = 60 * 60 * 1000;

type Start = Extract<Planned, { kind: 'start' }>;

/**
 * Opens Stripe's page for a tier. The row is written first, so that nothing can be paid that we do not know; the pages
 * that were open before are closed, so that two tabs buy one tier.
 */
export async function startByCard(start: Start, ctx: Context): Promise<ChangeOutcomeDto> {
  const organisationId = tenant(ctx);
  await closePages(ctx, organisationId);
  const customerId = await ensureCustomer(organisationId);
  const waiting = await transaction((tx) => writeWaiting(tx, ctx, organisationId, start));
  try {
    return { url: await openPage(ctx, start, waiting, customerId) };
  } catch (error) {
    // Nobody has the address of the page, if there is one: it can be asked for again.
    await transaction((tx) => giveUpPage(tx, ctx, organisationId, waiting.id));
    throw error;
  }
}

/** Closes what was opened before; one that was paid meanwhile is the organisation's tier. */
async function closePages(ctx: Context, organisationId: string): Promise<void> {
  // A row without a page is of another tab, at this moment: of two that are paid, the second is kept for finance.
  const open = await db.subscription.findMany({
    where: { organisationId, status: 'incomplete', collection: 'stripe', providerId: { not: null } },
  });
  for (const { id, providerId } of open) {
    if (providerId && isPage(providerId)) await expireCheckoutSession(providerId);
    await bringUp(organisationId, id, ctx);
  }
  if (open.length === 0) return;
  const live = await readLive(organisationId);
  if (live && live.collection !== 'free') throw new AppError('conflict', 'subscribedAlready');
}

async function openPage(
  ctx: Context,
  { terms, trialDays }: Start,
  waiting: SubscriptionModel,
  customerId: string,
): Promise<string> {
  const { tier, interval, currency, price, taxRateId } = terms;
  const { organisationId, id: subscriptionId } = waiting;
  const priceId = await ensurePrice({
    ...{ tierCode: tier.code, tierName: tier.name, interval, currency, amountMinor: price.fullMinor },
    taxRateId,
  });
  const page = await openSubscriptionCheckout({
    ...{ organisationId, subscriptionId, customerId, priceId, trialDays, description: tier.name },
    couponId: await couponAt(terms, waiting),
    successUrl: `${env.APP_URL}/billing?started=${subscriptionId}`,
    cancelUrl: `${env.APP_URL}/billing/tiers`,
    expiresAt: new Date(ctx.now.getTime() + PAGE_LIFETIME_MS),
  });
  await db.subscription.update({
    where: { organisationId_id: { organisationId, id: subscriptionId } },
    data: { providerId: page.id },
  });
  return page.url;
}

async function couponAt({ coupon, currency }: Start['terms'], waiting: SubscriptionModel) {
  const { couponUseId: id, discountMinor, organisationId } = waiting;
  if (!coupon || !id || discountMinor === 0n) return null;
  return mirrorCoupon(coupon, { organisationId, id, currency, discountMinor });
}
