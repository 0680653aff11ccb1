import type { Context } from '@/lib/core/context';
import type { InvoiceModel, SubscriptionModel, Tx } from '@/lib/core/db';
import { restrictWallet } from '@/lib/domain/wallet/steps';
import { followUpgrade } from './apply-upgrade';
import { grantAllowance } from './grant-allowance';
import { recordSubscriptionEvent } from './record-event';
import { recordMrr } from './record-mrr';
import { paidLotsOf } from './lots-of-period';
import { lockLive, lockSubscription, retire } from './retire';
import { turnedMicro } from './rules';

/**
 * An invoice of a subscription is paid whole: the period that it is for begins, and its allowance is granted, once, at
 * what was paid for it. Where the provider keeps the period (Stripe), it only grants. An invoice of an upgrade changes
 * the tier within its period; of one that the provider charged `grantUpgrade` grants, when the change has happened.
 */
export async function startPaidPeriod(tx: Tx, ctx: Context, invoice: InvoiceModel): Promise<void> {
  const { organisationId, id: invoiceId, subscriptionId, periodStart, periodEnd } = invoice;
  if (!subscriptionId || !periodStart || !periodEnd) return;
  const fees = await tx.invoiceLine.count({ where: { organisationId, invoiceId, kind: 'tier' } });
  if (fees === 0) return followUpgrade(tx, ctx, invoice);
  const known = await lockSubscription(tx, organisationId, subscriptionId);
  if (!known) return;
  const subscription = known.collection === 'invoice' ? await turn(tx, ctx, known, invoice) : known;
  const { timeZone } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { timeZone: true },
  });
  const cost = { costMinor: invoice.netMinor, reference: invoiceId };
  const allowanceMicro = await broughtBy(tx, subscription, invoice);
  await grantAllowance(tx, ctx, { ...subscription, allowanceMicro, periodStart, periodEnd }, timeZone, cost);
}

/** The allowance; of a period that began before another had ended, less what that one would have brought yet. */
async function broughtBy(tx: Tx, subscription: SubscriptionModel, { id: invoiceId }: InvoiceModel) {
  const { organisationId, id: subscriptionId, allowanceMicro } = subscription;
  const credit = await tx.invoiceLine.findFirst({
    where: { organisationId, invoiceId, kind: 'proration', netMinor: { lt: 0 } },
  });
  if (!credit?.periodStart || !credit.periodEnd) return allowanceMicro;
  const { periodStart: at, periodEnd } = credit;
  const fee = await tx.invoiceLine.findFirst({
    where: { organisationId, kind: 'tier', periodEnd, invoice: { subscriptionId, status: 'paid' } },
  });
  if (!fee?.periodStart) return allowanceMicro;
  const lots = await paidLotsOf(tx, subscription, { periodStart: fee.periodStart, periodEnd });
  return turnedMicro(allowanceMicro, at, { periodEnd, lots });
}

/**
 * A period of a subscription by invoice that costs nothing, since a coupon takes all of it off: it begins without an
 * invoice, and its allowance is free; of one that is over already nothing could be used. The caller holds the row.
 */
export async function startFreePeriod(
  tx: Tx,
  ctx: Context,
  known: SubscriptionModel,
  period: { periodStart: Date; periodEnd: Date },
): Promise<void> {
  const subscription = await turn(tx, ctx, known, { ...period, totalMinor: 0n, currency: known.currency });
  if (period.periodEnd <= ctx.now) return;
  const { timeZone } = await tx.organisation.findUniqueOrThrow({ where: { id: known.organisationId } });
  await grantAllowance(tx, ctx, subscription, timeZone);
}

type Paid = Pick<InvoiceModel, 'periodStart' | 'periodEnd' | 'totalMinor' | 'currency'>;

/** Of a subscription that is paid by invoice the period turns with the payment; the first one ends the free tier. */
async function turn(
  tx: Tx,
  ctx: Context,
  known: SubscriptionModel,
  { periodStart, periodEnd, totalMinor, currency }: Paid,
): Promise<SubscriptionModel> {
  const { organisationId, id } = known;
  // It was paid after all: the period is the customer's, and the subscription stays as it was left.
  if (known.status === 'cancelled') return known;
  const isFirst = known.status === 'incomplete';
  if (isFirst) {
    const before = await lockLive(tx, organisationId);
    if (before) await retire(tx, ctx, before);
  }
  const isNewer = isFirst || (periodStart !== null && periodStart >= known.periodEnd);
  const subscription = await tx.subscription.update({
    where: { organisationId_id: { organisationId, id } },
    data: {
      ...(isNewer && periodStart && periodEnd && { periodStart, periodEnd }),
      ...{ status: 'active', pastDueSince: null, dunningStep: 0, failedAttempts: 0 },
    },
  });
  const values = { tier: subscription.tierName, amountMinor: totalMinor.toString(), currency };
  await recordSubscriptionEvent(tx, ctx, subscription, isFirst ? 'started' : 'renewed', values);
  if (known.pastDueSince) await recordSubscriptionEvent(tx, ctx, subscription, 'recovered', values);
  await restrictWallet(tx, organisationId, null);
  await recordMrr(tx, ctx, subscription);
  return subscription;
}
