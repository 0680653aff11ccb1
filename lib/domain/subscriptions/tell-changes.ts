import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { restrictWallet } from '@/lib/domain/wallet/steps';
import { mailTierChanged, mailTrialStarted } from './mail-tier';
import { recordSubscriptionEvent, recordSubscriptionEvents } from './record-event';
import type { SubscriptionEventKind } from './schema';

type Line = [kind: SubscriptionEventKind, data?: Record<string, string>];

/** A subscription before and after a step. */
export type Step = { before: SubscriptionModel; after: SubscriptionModel };

/** What changed between two states of subscriptions, for their timelines; and what a payment restores. */
export async function tellChanges(tx: Tx, ctx: Context, steps: readonly Step[]): Promise<void> {
  const told = steps.map((step) => ({ ...step, lines: changesOf(step.before, step.after) }));
  await recordSubscriptionEvents(
    tx,
    ctx,
    told.flatMap(({ after, lines }) =>
      lines.map(([kind, data]) => ({
        ...{ of: after, kind },
        data: { tier: after.tierName, interval: after.interval, ...data },
      })),
    ),
  );
  for (const { before, after, lines } of told) {
    const kinds = lines.map(([kind]) => kind);
    if (kinds.includes('trial_started')) await mailTrialStarted(tx, after);
    if (kinds.includes('upgraded') || kinds.includes('downgraded')) await mailTierChanged(tx, ctx, after);
    const isPaid = before.pastDueSince !== null && after.pastDueSince === null;
    if (isPaid && (await restrictWallet(tx, after.organisationId, null)))
      await recordSubscriptionEvent(tx, ctx, after, 'restored');
  }
}

/** Pure: the lines of the timeline that a step from one state to another makes. */
export function changesOf(before: SubscriptionModel, after: SubscriptionModel): Line[] {
  const lines: Line[] = [];
  const money = {
    amountMinor: (after.priceMinor - after.discountMinor).toString(),
    currency: after.currency,
  };
  const wasLive = before.status !== 'incomplete' && before.status !== 'cancelled';
  const isNew = !wasLive && after.status !== before.status && after.status !== 'incomplete';
  if (isNew && after.status === 'trialing')
    lines.push(['trial_started', { date: (after.trialEndsAt ?? after.periodEnd).toISOString() }]);
  else if (isNew && after.status !== 'cancelled') lines.push(['started', money]);
  if (isNew) return after.status === 'cancelled' ? [['given_up']] : lines;
  if (before.tierCode !== after.tierCode || before.interval !== after.interval)
    lines.push([after.priceMinor >= before.priceMinor ? 'upgraded' : 'downgraded', money]);
  if (after.failedAttempts > before.failedAttempts)
    lines.push([
      'payment_failed',
      { ...money, ...(after.nextRetryAt && { date: after.nextRetryAt.toISOString() }) },
    ]);
  if (before.pastDueSince && !after.pastDueSince && after.status === 'active')
    lines.push(['recovered', money]);
  if (before.status !== 'paused' && after.status === 'paused') lines.push(['paused']);
  if (before.status === 'paused' && after.status === 'active') lines.push(['resumed', money]);
  if (!before.cancelAtPeriodEnd && after.cancelAtPeriodEnd)
    lines.push(['cancel_planned', { date: after.periodEnd.toISOString() }]);
  const isOver = before.status !== 'cancelled' && after.status === 'cancelled';
  if (before.cancelAtPeriodEnd && !after.cancelAtPeriodEnd && !isOver) lines.push(['change_undone']);
  // A change may begin a period before the one before has ended: that is no renewal.
  const isDue =
    after.periodStart >= before.periodEnd ||
    (before.tierCode === after.tierCode && before.interval === after.interval);
  const renewed =
    after.periodStart > before.periodStart &&
    isDue &&
    after.status === 'active' &&
    before.status !== 'paused';
  if (renewed) lines.push(['renewed', money]);
  if (isOver) lines.push(['ended']);
  return lines;
}
