import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { AppError, parse } from '@/lib/core/errors';
import { moneyToDecimal, parseMoney } from '@/lib/core/money';
import { answerOnce } from './answer-once';
import { type ApiSubscription, ChangeByKeyInput } from './api-schema';
import { cancelSubscription } from './cancel-subscription';
import { changeSubscription } from './change-subscription';
import { pauseSubscription } from './pause-subscription';
import { previewChange } from './preview-change';
import { getSubscription } from './queries';
import { resumeSubscription } from './resume-subscription';
import type { ChangeOutcomeDto, SubscriptionDto } from './schema';
import { undoChange } from './undo-change';

function toApi(dto: SubscriptionDto): ApiSubscription {
  const money = (minor: string) => moneyToDecimal(BigInt(minor), dto.currency);
  return {
    ...{ tier: dto.tierCode, name: dto.tierName, interval: dto.interval, status: dto.status },
    ...{ collection: dto.collection, price: money(dto.priceMinor), discount: money(dto.discountMinor) },
    currency: dto.currency as ApiSubscription['currency'],
    ...{ periodStart: dto.periodStart, periodEnd: dto.periodEnd, trialEndsAt: dto.trialEndsAt },
    endsWithPeriod: dto.cancelAtPeriodEnd,
    next: dto.pending && { tier: dto.pending.tierCode, interval: dto.pending.interval },
    awaits: dto.awaited && {
      ...{ name: dto.awaited.tierName, amount: money(dto.awaited.amountMinor) },
      invoice: dto.awaited.invoiceNumber,
    },
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

const acts = {
  cancel: cancelSubscription,
  undo: undoChange,
  pause: pauseSubscription,
  resume: resumeSubscription,
};

/**
 * Every change of a subscription for programs: to another tier or interval, an end, a pause, and what takes them back.
 * Unlike other verbs it calls others, which authorise by themselves. The same key with the same request gives the same
 * answer. Errors: theirs; `conflict` when the key was used for another request.
 */
export async function changeSubscriptionByKey(
  ctx: Context,
  input: z.input<typeof ChangeByKeyInput>,
): Promise<Changed & { replayed?: true }> {
  authorise(ctx, 'billing:manage');
  const { idempotencyKey, ...request } = parse(ChangeByKeyInput, input);
  const run = () => make(ctx, request);
  return idempotencyKey ? answerOnce({ idempotencyKey, request }, run, ctx) : run();
}

type Asked = Omit<z.output<typeof ChangeByKeyInput>, 'idempotencyKey'>;

async function make(ctx: Context, { action, ...choice }: Asked): Promise<Changed> {
  const { url } = action === 'change' ? await changeTier(ctx, choice) : await acts[action](ctx);
  const whole = url === null || url.startsWith('http') ? url : `${env.APP_URL}${url}`;
  return { ...(await getSubscriptionByKey(ctx)), url: whole };
}

/** A look, then the change that charges only what was seen, and only what the caller agreed to. */
async function changeTier(
  ctx: Context,
  { tier, interval, coupon: couponCode, dueNow }: Omit<Asked, 'action'>,
): Promise<ChangeOutcomeDto> {
  const live = await getSubscription(ctx);
  const tierCode = tier ?? live?.tierCode;
  if (!tierCode) throw new AppError('conflict', 'noSubscription');
  const asNow = live && !live.isFree ? live.interval : 'month';
  const choice = { tierCode, interval: interval ?? asNow, couponCode };
  const { currency, dueNowMinor } = await previewChange(ctx, choice);
  if (dueNow !== undefined && parseMoney(dueNow, currency)?.toString() !== dueNowMinor)
    throw new AppError('conflict', 'changeCostDiffers');
  return changeSubscription(ctx, { ...choice, dueNowMinor });
}
