import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { accounts } from '@/lib/domain/invoices/accounts';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { recogniseFee } from './grant-allowance';
import { instantOf, upgradeMicro } from './rules';

/**
 * A tier that was changed for a higher one within its period brings the difference of the allowances for what is left of
 * it, in whole credits, at the net of the prorations that were paid; once for each change. The lot ends with the period.
 * Nothing comes of a change that nobody paid for, unless it is known to be free.
 */
export async function grantUpgrade(
  tx: Tx,
  ctx: Context,
  before: SubscriptionModel,
  after: SubscriptionModel,
  isFree: boolean,
): Promise<void> {
  const { organisationId, id: subscriptionId, currency, periodEnd } = after;
  const isSamePeriod =
    before.periodStart.getTime() === after.periodStart.getTime() &&
    before.periodEnd.getTime() === after.periodEnd.getTime();
  if (before.tierCode === after.tierCode || before.status === 'incomplete') return;
  const paid = await paidProrations(tx, after);
  // With a new period a tier changes without a charge for the change, unless both are heard of at once.
  if (!paid && !(isFree && isSamePeriod)) return;
  const at = paid?.at ?? instantOf(ctx.now, after.periodStart);
  const amountMicro = upgradeMicro(after.allowanceMicro - before.allowanceMicro, at, after);
  if (amountMicro === 0n) {
    const cost = paid && { costMinor: paid.costMinor, reference: paid.invoiceId };
    return cost ? recogniseFee(tx, ctx, organisationId, currency, cost) : undefined;
  }
  const periodStart = paid?.lotStart ?? (await freeInstant(tx, after, at));
  const granted = await grantCredits(tx, ctx, organisationId, {
    ...{ amountMicro, source: 'allowance', effectiveAt: at < ctx.now ? at : ctx.now, expiresAt: periodEnd },
    ...{ subscriptionId, periodStart, reference: after.tierName },
    ...(paid && { costMinor: paid.costMinor, currency }),
  });
  invariant(granted.status === 'ok', `the upgrade of ${subscriptionId} was granted before`);
}

/** Another lot may begin in this second: the period's own, or that of a change before. */
async function freeInstant(tx: Tx, { organisationId, id: subscriptionId }: SubscriptionModel, at: Date) {
  const second = { gte: at, lt: new Date(at.getTime() + 1_000) };
  const taken = await tx.lot.count({ where: { organisationId, subscriptionId, periodStart: second } });
  return new Date(at.getTime() + taken + 1);
}

/** What was paid for changes within the present period and is not yet in a lot or earned; with the last of them. */
async function paidProrations(tx: Tx, { organisationId, id: subscriptionId, periodEnd }: SubscriptionModel) {
  const lines = await tx.invoiceLine.findMany({
    where: { organisationId, kind: 'proration', periodEnd, invoice: { subscriptionId, status: 'paid' } },
    orderBy: { invoiceId: 'asc' },
    include: { invoice: { select: { netMinor: true, periodStart: true } } },
  });
  const last = lines.at(-1);
  if (!last?.periodStart) return null;
  const invoices = new Map(lines.map(({ invoiceId, invoice }) => [invoiceId, invoice.netMinor]));
  const netMinor = [...invoices.values()].reduce((sum, net) => sum + net, 0n);
  // A lot bears the instant of its invoice; the period's own, which may have begun with a change too, is not among them.
  const starts = lines.flatMap(({ invoice }) => invoice.periodStart ?? []);
  const lots = await tx.lot.aggregate({
    where: { organisationId, subscriptionId, periodStart: { in: starts } },
    _sum: { costMinor: true },
  });
  const earned = await tx.journalLine.aggregate({
    where: {
      ...{ organisationId, account: accounts.deferredRevenue },
      entry: { kind: 'recognition', reference: { in: [...invoices.keys()] } },
    },
    _sum: { amountMinor: true },
  });
  const costMinor = netMinor - (lots._sum.costMinor ?? 0n) - (earned._sum.amountMinor ?? 0n);
  if (costMinor <= 0n) return null;
  const { periodStart: at, invoiceId, invoice } = last;
  // The lot bears the invoice's own instant: so a refund finds it.
  return { costMinor, at, invoiceId, lotStart: invoice.periodStart ?? at };
}
