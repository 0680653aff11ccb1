import type { Context } from '@/lib/core/context';
import type { InvoiceLineModel, InvoiceModel, SubscriptionModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { lockRows } from '@/lib/core/lock-rows';
import { followUpgrade } from './apply-upgrade';
import { asCharged } from './as-charged';
import { beginFirstPeriods } from './begin-first-periods';
import { grantAllowance, grantAllowances } from './grant-allowance';
import { paidLotsOf } from './lots-of-period';
import { turnedMicro } from './rules';
import { type Turn, turnPeriods } from './turn-periods';

type Paid = Turn & { invoice: InvoiceModel; lines: InvoiceLineModel[] };

/**
 * An invoice of a subscription is paid whole: the period that it is for begins, and its allowance is granted, once, at
 * what was paid for it. Where the provider keeps the period (Stripe), it only grants. An invoice of an upgrade changes
 * the tier within its period; of one that the provider charged `grantUpgrade` grants, when the change has happened.
 */
export const startPaidPeriod = (tx: Tx, ctx: Context, invoice: InvoiceModel): Promise<void> =>
  startPaidPeriods(tx, ctx, [invoice]);

/** The same for invoices of different organisations: renewals in as many statements as for one. */
export async function startPaidPeriods(
  tx: Tx,
  ctx: Context,
  invoices: readonly InvoiceModel[],
): Promise<void> {
  const begun = await beginFirstPeriods(tx, ctx, invoices);
  const due = begun.filter(
    ({ subscriptionId, periodStart, periodEnd }) => subscriptionId && periodStart && periodEnd,
  );
  if (due.length === 0) return;
  const lines = await tx.invoiceLine.findMany({
    where: {
      organisationId: { in: due.map(({ organisationId }) => organisationId) },
      invoiceId: { in: due.map(({ id }) => id) },
    },
  });
  const linesOf = ({ id }: InvoiceModel) => lines.filter(({ invoiceId }) => invoiceId === id);
  const isFee = (invoice: InvoiceModel) => linesOf(invoice).some(({ kind }) => kind === 'tier');
  for (const invoice of due) if (!isFee(invoice)) await followUpgrade(tx, ctx, invoice);
  const fees = due.filter(isFee);
  const keys = fees.map(({ organisationId, subscriptionId }) => ({
    organisationId,
    id: subscriptionId ?? '',
  }));
  const known = await lockRows(tx, 'Subscription', keys);
  const paid = fees.flatMap((invoice): Paid[] => {
    const { subscriptionId, periodStart, periodEnd, totalMinor, currency } = invoice;
    const subscription = known.get(subscriptionId ?? '');
    if (!subscription || !periodStart || !periodEnd) return [];
    const lines = linesOf(invoice);
    return [{ known: subscription, periodStart, periodEnd, totalMinor, currency, invoice, lines }];
  });
  const ours = paid.filter(({ known: { collection } }) => collection === 'invoice');
  await grantPaid(tx, ctx, paid, await turnPeriods(tx, ctx, ours));
}

async function grantPaid(
  tx: Tx,
  ctx: Context,
  paid: readonly Paid[],
  turned: Map<string, SubscriptionModel>,
): Promise<void> {
  const periods = [];
  for (const { known, periodStart, periodEnd, invoice, lines } of paid) {
    const tierCode = lines.find(({ kind }) => kind === 'tier')?.tierCode;
    const present = turned.get(known.id) ?? known;
    const subscription = await asCharged(tx, present, { tierCode, periodStart, periodEnd });
    const allowanceMicro = await broughtBy(tx, subscription, lines);
    const cost = { costMinor: invoice.netMinor, reference: invoice.id };
    periods.push({ period: { ...subscription, allowanceMicro, periodStart, periodEnd }, cost });
  }
  await grantAllowances(tx, ctx, periods);
}

/** The allowance; of a period that began before another had ended, less what that one would have brought yet. */
async function broughtBy(tx: Tx, subscription: SubscriptionModel, lines: readonly InvoiceLineModel[]) {
  const { organisationId, id: subscriptionId, allowanceMicro } = subscription;
  const credit = lines.find(({ kind, netMinor }) => kind === 'proration' && netMinor < 0n);
  if (!credit?.periodStart || !credit.periodEnd) return allowanceMicro;
  // One that is settled with a renewal is of the period before, which has ended by itself.
  const own = lines.find(({ kind }) => kind === 'tier');
  if (own?.periodStart && credit.periodEnd <= own.periodStart) return allowanceMicro;
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
  const turned = await turnPeriods(tx, ctx, [{ known, ...period, totalMinor: 0n, currency: known.currency }]);
  const subscription = turned.get(known.id);
  invariant(subscription, `the period of ${known.id} did not turn`);
  if (period.periodEnd <= ctx.now) return;
  const { timeZone } = await tx.organisation.findUniqueOrThrow({ where: { id: known.organisationId } });
  await grantAllowance(tx, ctx, subscription, timeZone);
}
