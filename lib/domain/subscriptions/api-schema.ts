import { z } from 'zod';
import { Currency } from '@/lib/core/money';
import { Code } from '@/lib/domain/catalog/schema';
import { OptionalCouponCode } from '@/lib/domain/coupons/schema';

const money = (about: string) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .describe(`${about}, a decimal in the subscription's currency`);
const instant = (about: string) => z.iso.datetime().describe(about);
const maybe = (kind: typeof instant, about: string) => kind(about).nullable().describe(about);
const Interval = z.enum(['month', 'year']);

export const ApiSubscription = z.object({
  tier: z.string().describe('The code of the tier, from /catalogue/tiers'),
  name: z.string().describe('What the tier is called'),
  interval: Interval.describe('How long a period is'),
  status: z
    .enum(['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'cancelled'])
    .describe('Its state'),
  collection: z.enum(['free', 'invoice', 'stripe']).describe('How it is paid'),
  price: money('What a period costs'),
  discount: money('What a coupon takes off now'),
  currency: Currency.describe('The currency, as ISO 4217 has it'),
  periodStart: instant('When the present period began'),
  periodEnd: instant('When it ends'),
  trialEndsAt: maybe(instant, 'When the trial ends; null without one'),
  endsWithPeriod: z.boolean().describe('Whether it ends with the present period'),
  next: z
    .object({
      tier: z.string().describe('The code of the tier'),
      interval: Interval.describe('Its interval'),
    })
    .nullable()
    .describe('The tier that follows with the next period; null when this one goes on'),
  awaits: z
    .object({
      name: z.string().describe('What the tier is called'),
      amount: money('What is due for it'),
      invoice: z.string().describe('The number of its invoice'),
    })
    .nullable()
    .describe('A higher tier that begins when its invoice is paid; null without one'),
  overdueSince: maybe(instant, 'Since when a payment is missing; null while none is'),
  restrictedSince: maybe(instant, 'Since when services are reduced; null while they are not'),
});
export type ApiSubscription = z.output<typeof ApiSubscription>;

export const SubscriptionAnswer = z.object({
  subscription: ApiSubscription.nullable().describe('The subscription; null without one'),
});

export const ChangeByKeyInput = z.object({
  action: z
    .enum(['change', 'cancel', 'undo', 'pause', 'resume'])
    .default('change')
    .describe(
      'change: to `tier` or `interval`; a higher tier at once, all else with the next period. cancel: ends with the period. undo: takes back what is planned. pause and resume: only what is paid by card',
    ),
  tier: Code.optional().describe('The code of a tier, from /catalogue/tiers; the present one, when left out'),
  interval: Interval.optional().describe('How long a period shall be; as now, when left out'),
  coupon: OptionalCouponCode.describe('The code of a coupon'),
  /** In minor units of no currency: the verb knows which. */
  dueNow: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,3})?$/, 'money')
    .optional()
    .describe(
      'What may be charged at once, a decimal; another amount is refused. Whatever it costs, when left out',
    ),
  idempotencyKey: z.string().min(1).max(200).optional(),
});

export const ChangeAnswer = SubscriptionAnswer.extend({
  url: z.url().nullable().describe('Where the customer goes on to pay; null when nothing is left to be done'),
});
