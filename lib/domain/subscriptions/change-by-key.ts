import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { AppError, parse } from '@/lib/core/errors';
import { moneyToDecimal, parseMoney } from '@/lib/core/money';
import { type ApiSubscription, ChangeByKeyInput } from './api-schema';
import { changeSubscription } from './change-subscription';
import { previewChange } from './preview-change';
import { getSubscription } from './queries';
import type { SubscriptionDto } from './schema';

function toApi(dto: SubscriptionDto): ApiSubscription {
  const money = (minor: string) => moneyToDecimal(BigInt(minor), dto.currency);
  return {
    ...{ tier: dto.tierCode, name: dto.tierName, interval: dto.interval, status: dto.status },
    ...{ collection: dto.collection, price: money(dto.priceMinor), discount: money(dto.discountMinor) },
    currency: dto.currency as ApiSubscription['currency'],
    ...{ periodStart: dto.periodStart, periodEnd: dto.periodEnd, trialEndsAt: dto.trialEndsAt },
    endsWithPeriod: dto.cancelAtPeriodEnd,
    next: dto.pending && { tier: dto.pending.tierCode, interval: dto.pending.interval },
    ...{ overdueSince: dto.pastDueSince, restrictedSince: dto.restrictedSince },
  };
}

/** The subscription of the caller's organisation for programs. */
export async function getSubscriptionByKey(ctx: Context): Promise<{ subscription: ApiSubscription | null }> {
  authorise(ctx, 'billing:read');
  const dto = await getSubscription(ctx);
  return { subscription: dto && toApi(dto) };
}

type Changed = { subscription: ApiSubscription | null; url: string | null };

/**
 * `changeSubscription` for programs, which may name the amount that they agree to or leave it to the tier. Unlike other
 * verbs it calls two: a look, then the change that charges only what was seen. Errors: theirs.
 */
export async function changeSubscriptionByKey(
  ctx: Context,
  input: z.input<typeof ChangeByKeyInput>,
): Promise<Changed> {
  authorise(ctx, 'billing:manage');
  const { tier: tierCode, interval, coupon: couponCode, dueNow } = parse(ChangeByKeyInput, input);
  const choice = { tierCode, interval, couponCode };
  const { currency, dueNowMinor } = await previewChange(ctx, choice);
  if (dueNow !== undefined && parseMoney(dueNow, currency)?.toString() !== dueNowMinor)
    throw new AppError('conflict', 'changeCostDiffers');
  const { url } = await changeSubscription(ctx, { ...choice, dueNowMinor });
  const whole = url === null || url.startsWith('http') ? url : `${env.APP_URL}${url}`;
  return { ...(await getSubscriptionByKey(ctx)), url: whole };
}
