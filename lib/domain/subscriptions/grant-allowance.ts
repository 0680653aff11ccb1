import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { grantCredits, grantToMany } from '@/lib/domain/wallet/steps';
import { periodEndAfter } from './rules';

type Period = Pick<
  SubscriptionModel,
  | 'organisationId'
  | 'id'
  | 'tierName'
  | 'allowanceMicro'
  | 'rolloverMicro'
  | 'startedAt'
  | 'anchorDay'
  | 'periodStart'
  | 'periodEnd'
  | 'interval'
  | 'currency'
>;

/** What was paid for a period, without tax: minor units of the subscription's currency; none of what was free. */
type Cost = { costMinor: bigint; reference: string };

/**
 * Posts a period's allowance as a lot that expires with it; once a (subscription, period). What is left of it then lives
 * on to the end of the next period, up to the cap that was agreed. The lot costs what was paid for the period; where a
 * tier brings no credits, that is revenue at once.
 */
export async function grantAllowance(
  tx: Tx,
  ctx: Context,
  period: Period,
  timeZone: string,
  paid?: Cost,
): Promise<void> {
  const { organisationId, allowanceMicro, currency } = period;
  if (allowanceMicro === 0n) return paid && recogniseFee(tx, ctx, organisationId, currency, paid);
  const { organisationId: _, ...grant } = allowanceGrant(period, timeZone, ctx);
  await grantCredits(tx, ctx, organisationId, {
    ...grant,
    ...(paid && { costMinor: paid.costMinor, currency }),
  });
}

/**
 * The same for paid periods of different organisations, in as many statements as for one; those that bring no credits
 * one at a time.
 */
export async function grantAllowances(
  tx: Tx,
  ctx: Context,
  paid: readonly { period: Period; cost: Cost }[],
): Promise<void> {
  const zones = await tx.organisation.findMany({
    where: { id: { in: paid.map(({ period }) => period.organisationId) } },
    select: { id: true, timeZone: true },
  });
  const zoneOf = new Map(zones.map(({ id, timeZone }) => [id, timeZone]));
  const grants = [];
  for (const { period, cost } of paid) {
    const { organisationId, currency, allowanceMicro } = period;
    const timeZone = zoneOf.get(organisationId) ?? 'UTC';
    if (allowanceMicro === 0n) await recogniseFee(tx, ctx, organisationId, currency, cost);
    else grants.push({ ...allowanceGrant(period, timeZone, ctx), costMinor: cost.costMinor, currency });
  }
  await grantToMany(tx, ctx, grants);
}

/** The lot that a period brings, as the wallet posts it. */
export function allowanceGrant(period: Period, timeZone: string, ctx: Context) {
  const { organisationId, allowanceMicro, rolloverMicro } = period;
  const cap = rolloverMicro < allowanceMicro ? rolloverMicro : allowanceMicro;
  const rolloverUntil = periodEndAfter({ ...period, timeZone }, period.periodEnd);
  // A provider's clock may be ahead of ours: what was paid for can be spent now.
  const effectiveAt = period.periodStart < ctx.now ? period.periodStart : ctx.now;
  return {
    ...{ organisationId, amountMicro: allowanceMicro, source: 'allowance' as const },
    effectiveAt,
    expiresAt: period.periodEnd,
    subscriptionId: period.id,
    periodStart: period.periodStart,
    reference: period.tierName,
    ...(cap > 0n && { rolloverMicro: cap, rolloverUntil }),
  };
}

/** What was paid for a period that brings no credits is earned with the payment, and when it is: `reference` is its invoice. */
export async function recogniseFee(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  currency: string,
  { costMinor, reference }: Cost,
): Promise<void> {
  const where = { organisationId_id: { organisationId, id: reference } };
  const invoice = await tx.invoice.findUnique({ where, select: { paidAt: true } });
  const occurredAt = invoice?.paidAt ?? undefined;
  await postJournal(tx, {
    ...{ organisationId, kind: 'recognition', reference, now: ctx.now, occurredAt },
    lines: [
      { account: accounts.deferredRevenue, amountMinor: costMinor, currency },
      { account: accounts.revenue, amountMinor: -costMinor, currency },
    ],
  });
}
