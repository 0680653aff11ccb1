import type { SubscriptionModel, SubscriptionStatus, Tx } from '@/lib/core/db';
import type { BillingInvoice } from '@/lib/integrations/stripe/invoices';
import type { BillingSubscription } from '@/lib/integrations/stripe/subscriptions';
import { zoned } from '@/lib/core/time';
import { allowanceOf, discountOf } from './rules';
import type { State } from './write-states';

/** Our word for where the provider's subscription stands. */
export function stateOf({ status }: BillingSubscription): SubscriptionStatus {
  if (status === 'canceled' || status === 'incomplete_expired') return 'cancelled';
  return status;
}

/** The provider's clock may be ahead of ours. */
const earlier = (at: Date, now: Date) => (at < now ? at : now);

const late = new Set<SubscriptionStatus>(['past_due', 'unpaid']);

/** Our row as the provider's answer makes it. What was agreed (name, allowance) changes with the tier alone. */
export async function readState(
  tx: Tx,
  known: SubscriptionModel,
  remote: BillingSubscription,
  invoices: readonly BillingInvoice[],
  now: Date,
): Promise<State> {
  const status = stateOf(remote);
  const open = invoices.filter((invoice) => invoice.status === 'open').at(-1);
  const isLate = late.has(status);
  const isOver = status === 'cancelled';
  return {
    ...{ status, providerId: remote.id, interval: remote.interval },
    ...{ priceMinor: remote.priceMinor, discountMinor: discountOf(remote.priceMinor, remote.discount) },
    // The tax travels with the price: what is charged is split by what it was made of.
    ...(remote.tax && { taxRateId: remote.tax.rateId }),
    ...(await tierOf(tx, known, remote)),
    ...periodOf(remote),
    trialEndsAt: remote.trialEndsAt,
    cancelAtPeriodEnd: !isOver && remote.cancelsAt !== null,
    ...{ pausedAt: remote.pausedAt, providerScheduleId: remote.scheduleId },
    pastDueSince: isLate ? (known.pastDueSince ?? earlier(open?.createdAt ?? remote.periodStart, now)) : null,
    failedAttempts: isLate ? (open?.attemptCount ?? known.failedAttempts) : 0,
    nextRetryAt: isLate ? (open?.nextAttemptAt ?? null) : null,
    dunningStep: isLate ? known.dunningStep : 0,
    cancelledAt: isOver ? (known.cancelledAt ?? remote.endedAt ?? remote.periodEnd) : null,
    ...pendingOf(known, remote, isOver),
  };
}

/** Stripe cuts the period of a paused one short, maybe to nothing; the credits of ours stay to its end. */
function periodOf({ status, periodStart, periodEnd }: BillingSubscription) {
  return status === 'paused' || periodEnd <= periodStart
    ? {}
    : { periodStart, periodEnd, anchorDay: dayOf(periodEnd) };
}

const dayOf = (instant: Date) => zoned(instant, 'UTC').day;

/** A tier that is not in the catalogue any more goes on as it was agreed. */
async function tierOf(tx: Tx, known: SubscriptionModel, remote: BillingSubscription) {
  const code = remote.tierCode ?? known.tierCode;
  if (code === known.tierCode && remote.interval === known.interval) return {};
  const tier = await tx.tier.findUnique({ where: { code } });
  if (!tier) return {};
  return {
    ...{ tierCode: tier.code, tierName: tier.name },
    allowanceMicro: allowanceOf(tier.allowanceMicro, remote.interval),
    rolloverMicro: tier.rolloverMicro,
  };
}

/** What was to follow has come, or was taken back where the schedule is gone. */
function pendingOf(known: SubscriptionModel, remote: BillingSubscription, isOver: boolean) {
  const hasCome =
    known.pendingTierCode === remote.tierCode &&
    (known.pendingInterval ?? remote.interval) === remote.interval;
  const stays = known.pendingTierCode !== null && !hasCome && !isOver && remote.scheduleId !== null;
  return stays ? {} : { pendingTierCode: null, pendingInterval: null };
}

/** A change within the period that the provider charged nothing for: a coupon, or what was paid before, pays all of it. */
export function isFreeChange(
  { priceMinor, discountMinor, periodEnd }: SubscriptionModel,
  invoices: readonly BillingInvoice[],
): boolean {
  const isWithin = (line: BillingInvoice['lines'][number]) =>
    line.isProration && line.periodEnd.getTime() === periodEnd.getTime();
  const isNothing = ({ status, totalMinor, lines }: BillingInvoice) =>
    status === 'paid' && totalMinor <= 0n && lines.some(isWithin);
  return priceMinor === discountMinor || invoices.some(isNothing);
}
