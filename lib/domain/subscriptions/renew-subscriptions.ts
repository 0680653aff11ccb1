import { type Context, authorise } from '@/lib/core/context';
import { type SubscriptionModel, type Tx, transaction } from '@/lib/core/db';
import { issueInvoices } from '@/lib/domain/invoices/steps';
import { grantToMany } from '@/lib/domain/wallet/steps';
import { backToFree } from './back-to-free';
import { followPlan } from './follow-plan';
import { giveUpChanges } from './give-up-changes';
import { allowanceGrant } from './grant-allowance';
import { recordMrr } from './record-mrr';
import { invoiceDraftOf } from './renewal-draft';
import { retire } from './retire';
import { periodEndAfter } from './rules';
import { startFreePeriod, startPaidPeriods } from './start-paid-period';

const BATCH = 200;

type Due = SubscriptionModel & { timeZone: string };

/**
 * Turns every subscription whose period is over. A free one goes straight to the period that `ctx.now` is in, after a
 * downtime too: allowances of periods that nobody could use are not granted. One that is paid by invoice gets the next
 * period's invoice, once; its period turns with the payment. Those that Stripe collects turn with what Stripe says.
 * Returns how many turned or were invoiced.
 */
export async function renewSubscriptions(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  let count = 0;
  for (const renew of [renewFree, renewInvoiced])
    for (;;) {
      const done = await transaction((tx) => renew(tx, ctx));
      count += done;
      if (done < BATCH) break;
    }
  return count;
}

/** Locks some that are due; what another worker holds is left to it. */
async function lockDue(tx: Tx, ctx: Context, collection: 'free' | 'invoice'): Promise<Due[]> {
  const keys = await tx.$queryRaw<{ organisationId: string; id: string }[]>`
    SELECT s."organisationId", s.id FROM "Subscription" s
    WHERE s.status = 'active' AND s.collection = ${collection}::"SubscriptionCollection"
      AND s."periodEnd" <= ${ctx.now.toISOString()}::timestamptz
      AND NOT EXISTS (SELECT FROM "Invoice" i WHERE i."organisationId" = s."organisationId"
        AND i."subscriptionId" = s.id AND i."periodStart" = s."periodEnd" AND i.status <> 'void')
    ORDER BY s.id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  if (keys.length === 0) return [];
  const found = await tx.subscription.findMany({
    where: { id: { in: keys.map(({ id }) => id) } },
    include: { organisation: { select: { timeZone: true } } },
    orderBy: { id: 'asc' },
  });
  return found.map(({ organisation, ...row }) => ({ ...row, timeZone: organisation.timeZone }));
}

async function renewFree(tx: Tx, ctx: Context): Promise<number> {
  const due = await lockDue(tx, ctx, 'free');
  const turned = due.map((row) => {
    let { periodStart, periodEnd } = row;
    while (periodEnd <= ctx.now) {
      periodStart = periodEnd;
      periodEnd = periodEndAfter(row, periodStart);
    }
    return { ...row, periodStart, periodEnd };
  });
  const periods = turned.map(({ organisationId, id, periodStart, periodEnd }) => ({
    ...{ organisationId, id, periodStart, periodEnd },
  }));
  await tx.$executeRaw`
    UPDATE "Subscription" s SET "periodStart" = p."periodStart", "periodEnd" = p."periodEnd"
    FROM jsonb_to_recordset(${JSON.stringify(periods)}::jsonb)
      AS p ("organisationId" text, id text, "periodStart" timestamptz, "periodEnd" timestamptz)
    WHERE s."organisationId" = p."organisationId" AND s.id = p.id`;
  const granting = turned.filter(({ allowanceMicro }) => allowanceMicro > 0n);
  const grants = granting.map((row) => allowanceGrant(row, row.timeZone, ctx));
  await grantToMany(tx, ctx, grants);
  return due.length;
}

async function renewInvoiced(tx: Tx, ctx: Context): Promise<number> {
  const due = await lockDue(tx, ctx, 'invoice');
  // An upgrade of the period that ends was for the rest of it.
  await giveUpChanges(tx, ctx, due);
  const runs = await runningUses(tx, due);
  const drafts = [];
  for (const row of due) {
    if (row.cancelAtPeriodEnd) {
      await retire(tx, ctx, row);
      await backToFree(tx, ctx, row.organisationId);
      continue;
    }
    const planned = row.pendingTierCode === null ? row : await followPlan(tx, ctx, row);
    const isOver = planned.discountMinor > 0n && !runs.has(row.id);
    const next = isOver ? await endDiscount(tx, ctx, planned) : planned;
    const periodStart = row.periodEnd;
    const periodEnd = periodEndAfter({ ...next, timeZone: row.timeZone }, periodStart);
    const isFree = next.discountMinor === next.priceMinor;
    if (isFree) await startFreePeriod(tx, ctx, next, { periodStart, periodEnd });
    else drafts.push(invoiceDraftOf(next, { periodStart, periodEnd }));
  }
  // Last: everybody who issues waits for the numbers until this transaction ends.
  const issued = await issueInvoices(tx, ctx, drafts);
  // Money on account paid these.
  const paid = issued.filter(({ status }) => status === 'paid');
  await startPaidPeriods(tx, ctx, paid);
  return due.length;
}

/** The subscriptions whose coupon takes something off the period that begins now. */
async function runningUses(tx: Tx, due: readonly Due[]): Promise<Set<string>> {
  const discounted = due.filter(({ discountMinor }) => discountMinor > 0n);
  if (discounted.length === 0) return new Set();
  const ids = discounted.flatMap(({ couponUseId }) => couponUseId ?? []);
  const uses = await tx.couponUse.findMany({
    where: {
      organisationId: { in: discounted.map(({ organisationId }) => organisationId) },
      id: { in: ids },
    },
  });
  const ends = new Map(uses.map(({ id, endsAt }) => [id, endsAt]));
  const runs = discounted.filter(({ couponUseId, periodEnd }) => {
    const endsAt = couponUseId === null ? undefined : ends.get(couponUseId);
    return endsAt === null || (endsAt !== undefined && endsAt >= periodEnd);
  });
  return new Set(runs.map(({ id }) => id));
}

/** The coupon has done its work: the next period costs its whole price again. */
async function endDiscount(tx: Tx, ctx: Context, row: SubscriptionModel): Promise<SubscriptionModel> {
  const { organisationId, id } = row;
  const where = { organisationId_id: { organisationId, id } };
  const next = await tx.subscription.update({ where, data: { discountMinor: 0n, couponUseId: null } });
  await recordMrr(tx, ctx, next);
  return next;
}
