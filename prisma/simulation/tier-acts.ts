import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { cancelSubscription } from '@/lib/domain/subscriptions/cancel-subscription';
import { changeSubscription } from '@/lib/domain/subscriptions/change-subscription';
import { pauseSubscription } from '@/lib/domain/subscriptions/pause-subscription';
import { previewChange } from '@/lib/domain/subscriptions/preview-change';
import { restartSubscription } from '@/lib/domain/subscriptions/restart-subscription';
import { resumeSubscription } from '@/lib/domain/subscriptions/resume-subscription';
import { undoChange } from '@/lib/domain/subscriptions/undo-change';
import { failNext, payAtPaymob, payByCard } from './vendors';
import { type Act, at } from './world';

const ladder = ['starter', 'professional', 'business'];

export type TierAct =
  | ('subscribe' | 'upgrade' | 'downgrade' | 'cancel' | 'undo')
  | ('pause' | 'resume' | 'failNextRenewals' | 'updateCard');

const live = (organisationId: string) =>
  db.subscription.findFirst({ where: { organisationId, status: { notIn: ['cancelled', 'incomplete'] } } });

/** Pays on whatever page the provider opened. */
const payPage = (url: string) => (url.includes('/paymob/') ? payAtPaymob(url) : payByCard(url));

type Choice = Parameters<typeof previewChange>[1];

/** Looks at what a change costs, agrees, and pays on the provider's page where there is one. */
async function change(ctx: Context, choice: Choice): Promise<boolean> {
  const { dueNowMinor } = await previewChange(ctx, choice);
  const { url } = await changeSubscription(ctx, { ...choice, dueNowMinor });
  if (url?.startsWith('http') && !url.includes('/billing/')) await payPage(url);
  return true;
}

const move =
  (by: 1 | -1): Act =>
  async (world, { id, owner }) => {
    const now = await live(id);
    const next = ladder[ladder.indexOf(now?.tierCode ?? '') + by];
    if (!now || now.collection === 'free' || !next) return false;
    return change(at(world, owner), { tierCode: next, interval: now.interval });
  };

/** For verbs of the owner that need nothing but a tier that is paid for. */
const simple =
  (verb: (ctx: Context) => Promise<{ url: string | null }>): Act =>
  async (world, { id, owner }) => {
    if (((await live(id))?.collection ?? 'free') === 'free') return false;
    const { url } = await verb(at(world, owner));
    if (url?.startsWith('http')) await payPage(url);
    return true;
  };

export const tierActs: Record<TierAct, Act> = {
  /** One in seven by the year, one in four of the others by invoice. */
  subscribe: async (world, { id, owner }, { a, b }) => {
    if ((await live(id))?.collection !== 'free') return false;
    const tierCode = ladder[Math.floor(a * ladder.length)] ?? 'starter';
    const payBy = b < 0.25 ? 'invoice' : undefined;
    return change(at(world, owner), { tierCode, interval: b > 0.85 ? 'year' : 'month', payBy });
  },
  upgrade: move(1),
  downgrade: move(-1),
  cancel: simple((ctx) => cancelSubscription(ctx, {})),
  undo: simple(undoChange),
  pause: simple(pauseSubscription),
  resume: simple(resumeSubscription),
  failNextRenewals: async (_, { id }, { a }) => {
    const subscription = await live(id);
    if (!subscription?.providerId) return false;
    await failNext(subscription.providerId, 1 + Math.floor(a * 6));
    return true;
  },
  /** A new card: what was declined is paid, what was given up goes on. */
  updateCard: async (world, { id, owner }) => {
    const subscription = await live(id);
    if (!subscription?.providerId || subscription.status === 'active') return false;
    await failNext(subscription.providerId, 0);
    const { url } = await restartSubscription(at(world, owner));
    if (url?.startsWith('http')) await payPage(url);
    return true;
  },
};
