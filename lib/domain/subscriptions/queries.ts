import { type Context, authorise, can, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type SubscriptionModel, db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { readNextCharge } from './next-charge';
import type { SubscriptionDto, SubscriptionEventDto, SubscriptionEventKind } from './schema';

const EVENTS = 100;

/**
 * The caller's live subscription and its period's allowance; null without one. Amounts in micro-credits. `late`: the
 * invoices of a payment that is missing, and whether the card is charged for them; null while none is.
 */
export async function getAllowance(ctx: Context) {
  authorise(ctx, 'credits:read');
  const organisationId = tenant(ctx);
  const subscription = await db.subscription.findFirst({
    where: { organisationId, status: { notIn: ['cancelled', 'incomplete'] } },
  });
  if (!subscription) return null;
  const { totalMicro, usedMicro } = await allowanceIn(subscription);
  const { tierName, periodEnd: resetsAt } = subscription;
  return { tierName, totalMicro, usedMicro, resetsAt, late: await lateOf(subscription) };
}

async function lateOf({ organisationId, id: subscriptionId, status, collection }: SubscriptionModel) {
  if (status !== 'past_due' && status !== 'unpaid') return null;
  const open = await db.invoice.findMany({
    where: { organisationId, subscriptionId, status: 'open' },
    select: { id: true },
  });
  return { isByCard: collection === 'stripe', invoiceIds: open.map(({ id }) => id) };
}

/** The lots of the present period: its own, and those of upgrades within it. */
async function allowanceIn({
  organisationId,
  id: subscriptionId,
  periodStart,
  periodEnd,
}: SubscriptionModel) {
  const { _sum } = await db.lot.aggregate({
    where: { organisationId, subscriptionId, periodStart: { gte: periodStart, lt: periodEnd } },
    _sum: { grantedMicro: true, remainingMicro: true },
  });
  const totalMicro = _sum.grantedMicro ?? 0n;
  return { totalMicro, usedMicro: totalMicro - (_sum.remainingMicro ?? 0n) };
}

/**
 * The subscription of the caller's organisation as it stands: the live one; else the one that waits for its first
 * payment; null without either.
 */
export async function getSubscription(ctx: Context): Promise<SubscriptionDto | null> {
  authorise(ctx, can(ctx, 'billing:read') ? 'billing:read' : 'credits:read');
  const organisationId = tenant(ctx);
  const found = await db.subscription.findMany({
    where: { organisationId, status: { not: 'cancelled' } },
    orderBy: { startedAt: 'desc' },
  });
  const row = found.find(({ status }) => status !== 'incomplete') ?? found[0];
  return row ? dtoOf(ctx, row) : null;
}

async function dtoOf(ctx: Context, row: SubscriptionModel): Promise<SubscriptionDto> {
  const { organisationId } = row;
  const [wallet, use, planned, open, rules, allowance, awaited, nextCharge, late] = await Promise.all([
    db.wallet.findUnique({ where: { organisationId }, select: { restrictedAt: true } }),
    row.couponUseId &&
      db.couponUse.findUnique({
        where: { organisationId_id: { organisationId, id: row.couponUseId } },
      }),
    row.pendingTierCode && db.tier.findUnique({ where: { code: row.pendingTierCode } }),
    openPayment(row),
    readBillingSetting('dunning'),
    allowanceIn(row),
    awaitedUpgrade(row),
    readNextCharge(row, ctx),
    overdueInvoice(row),
  ]);
  const { restrictedAt } = wallet ?? {};
  const lateSince = row.pastDueSince;
  return {
    ...{ id: row.id, tierCode: row.tierCode, tierName: row.tierName, interval: row.interval },
    ...{ isFree: row.collection === 'free', collection: row.collection, status: row.status },
    ...{ priceMinor: row.priceMinor.toString(), discountMinor: row.discountMinor.toString() },
    discountEndsAt: (use && use.endsAt?.toISOString()) || null,
    currency: row.currency,
    allowance:
      allowance.totalMicro > 0n
        ? { total: creditsToDecimal(allowance.totalMicro), used: creditsToDecimal(allowance.usedMicro) }
        : null,
    ...{ periodStart: row.periodStart.toISOString(), periodEnd: row.periodEnd.toISOString() },
    trialEndsAt: row.status === 'trialing' ? (row.trialEndsAt?.toISOString() ?? null) : null,
    cancelAtPeriodEnd: row.cancelAtPeriodEnd,
    pending: row.pendingTierCode
      ? {
          ...{ tierCode: row.pendingTierCode, tierName: (planned && planned.name) || row.pendingTierCode },
          interval: row.pendingInterval ?? row.interval,
        }
      : null,
    awaited,
    resumesAt: row.resumesAt?.toISOString() ?? null,
    pastDueSince: lateSince?.toISOString() ?? null,
    nextRetryAt: row.nextRetryAt?.toISOString() ?? null,
    restrictedSince: restrictedAt?.toISOString() ?? null,
    restrictsAt: lateSince && !restrictedAt ? addDays(lateSince, rules.reduceAfterDays).toISOString() : null,
    nextCharge,
    overdueMinor: late && (late.totalMinor - late.paidMinor).toString(),
    openPaymentId: open,
    endsAtOnce: row.collection === 'invoice' && row.periodEnd <= ctx.now,
  };
}

async function overdueInvoice({ organisationId, id: subscriptionId, status }: SubscriptionModel) {
  if (status !== 'past_due' && status !== 'unpaid') return null;
  return db.invoice.findFirst({
    where: { organisationId, subscriptionId, status: 'open' },
    orderBy: { id: 'desc' },
  });
}

async function openPayment({ organisationId, id: subscriptionId, collection }: SubscriptionModel) {
  if (collection !== 'invoice') return null;
  const payment = await db.payment.findFirst({
    where: {
      ...{ organisationId, status: { in: ['open', 'processing'] } },
      invoice: { subscriptionId, status: 'open' },
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  return payment?.id ?? null;
}

/** An upgrade that waits for its invoice. */
async function awaitedUpgrade({ organisationId, id: subscriptionId, collection }: SubscriptionModel) {
  if (collection !== 'invoice') return null;
  const change = await db.subscriptionChange.findFirst({
    where: { organisationId, subscriptionId, invoice: { status: 'open' } },
    include: {
      invoice: {
        include: {
          payments: {
            where: { status: { in: ['open', 'processing'] } },
            orderBy: { createdAt: 'desc' },
            take: 1,
          },
        },
      },
    },
  });
  if (!change) return null;
  const { number, totalMinor, paidMinor, payments } = change.invoice;
  return {
    ...{ tierName: change.tierName, amountMinor: (totalMinor - paidMinor).toString() },
    ...{ invoiceNumber: number ?? '', paymentId: payments[0]?.id ?? null },
  };
}

/** What happened to the organisation's subscriptions, the newest first. */
export async function listSubscriptionEvents(ctx: Context): Promise<SubscriptionEventDto[]> {
  authorise(ctx, 'billing:read');
  const rows = await db.subscriptionEvent.findMany({
    where: { organisationId: tenant(ctx) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: EVENTS,
  });
  const people = await db.user.findMany({
    where: {
      id: {
        in: rows.flatMap(({ actorKind, actorId }) => (actorKind === 'member' && actorId ? [actorId] : [])),
      },
    },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as SubscriptionEventKind, at: row.at.toISOString() },
    actor: names.get(row.actorId ?? '') ?? null,
    values: row.data as Record<string, string>,
  }));
}
