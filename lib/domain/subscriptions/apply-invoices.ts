import type { Context } from '@/lib/core/context';
import type { InvoiceModel, SubscriptionModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { accounts } from '@/lib/domain/invoices/accounts';
import { issueInvoices, voidInvoice, writeOffInvoice } from '@/lib/domain/invoices/steps';
import type { DraftLine, InvoiceDraft } from '@/lib/domain/invoices/steps';
import { payAndStart } from '@/lib/domain/payments/settle-subject';
import { recordProviderPayments, settlePayments } from '@/lib/domain/payments/steps';
import type { BillingInvoice } from '@/lib/integrations/stripe/invoices';
import { asCharged } from './as-charged';
import { grantAllowance } from './grant-allowance';
import { inOurWords, tierNames } from './line-words';
import { ownInstant } from './own-instant';

/** One invoice of the provider's for a subscription of ours, and ours of it where there is one. */
type Charged = { subscription: SubscriptionModel; remote: BillingInvoice; known?: InvoiceModel };

/**
 * What was paid for a subscription that there is no room for (two pages were paid at once): the money is kept on the
 * customer's account, its payments marked for finance to send back, and nothing is granted.
 */
export async function keepAside(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  invoices: readonly BillingInvoice[],
): Promise<void> {
  for (const remote of invoices) {
    if (remote.status !== 'paid' || remote.totalMinor === 0n) continue;
    const known = await tx.invoice.findUnique({ where: { providerInvoiceId: remote.id } });
    if (known) continue;
    for (const { invoice } of await issue(tx, ctx, [{ subscription, remote }])) {
      await voidInvoice(tx, ctx, { organisationId: invoice.organisationId, invoiceId: invoice.id });
      await collect(tx, ctx, [{ invoice, remote }]);
    }
  }
}

/**
 * Makes the provider's invoices ours, the oldest of each subscription first: issued when they were finalised, paid when
 * they were paid, each once by its id. One that comes to nothing makes no invoice; its period's allowance is free. Of
 * subscriptions of different organisations, in as many statements as for one.
 */
export async function applyInvoices(
  tx: Tx,
  ctx: Context,
  of: readonly { subscription: SubscriptionModel; invoices: readonly BillingInvoice[] }[],
): Promise<void> {
  const ids = of.flatMap(({ invoices }) => invoices.map(({ id }) => id));
  if (ids.length === 0) return;
  const rows = await tx.invoice.findMany({ where: { providerInvoiceId: { in: ids } } });
  const known = new Map(rows.map((row) => [row.providerInvoiceId, row]));
  const left = of.map(({ subscription, invoices }) =>
    invoices
      .map((remote): Charged => ({ subscription, remote, known: known.get(remote.id) }))
      .filter(isToBeDone),
  );
  const most = Math.max(...left.map(({ length }) => length));
  for (let nth = 0; nth < most; nth++)
    await applyRound(
      tx,
      ctx,
      left.flatMap((some) => some[nth] ?? []),
    );
}

function isToBeDone({ remote, known }: Charged): boolean {
  if (remote.status === 'draft' || !remote.finalisedAt) return false;
  if (remote.totalMinor <= 0n) return remote.status === 'paid';
  // One that was given up here may be paid there all the same.
  if (known) return known.status === 'open' || (known.status !== 'paid' && remote.status === 'paid');
  // Nobody owes what was given up before we heard of it.
  return remote.status !== 'void' && remote.status !== 'uncollectible';
}

const earlier = (a: Date | null, b: Date) => (a && a < b ? a : b);

/** At most one invoice of each subscription. */
async function applyRound(tx: Tx, ctx: Context, round: readonly Charged[]): Promise<void> {
  const free = round.filter(({ remote }) => remote.totalMinor <= 0n);
  for (const charged of free) await grantFree(tx, ctx, charged);
  const owed = round.filter(({ remote }) => remote.totalMinor > 0n);
  const fresh = await issue(
    tx,
    ctx,
    owed.filter(({ known }) => !known),
  );
  const open = [
    ...owed.flatMap(({ known, remote }) => (known ? [{ invoice: known, remote }] : [])),
    ...fresh,
  ];
  for (const { invoice, remote } of open) {
    const ids = { organisationId: invoice.organisationId, invoiceId: invoice.id };
    if (remote.status === 'void') await voidInvoice(tx, ctx, ids);
    if (remote.status === 'uncollectible') await writeOffInvoice(tx, ctx, ids);
  }
  await collect(
    tx,
    ctx,
    open.filter(({ remote }) => remote.status === 'open' || remote.status === 'paid'),
  );
}

type Open = { invoice: InvoiceModel; remote: BillingInvoice };

async function collect(tx: Tx, ctx: Context, open: readonly Open[]): Promise<void> {
  await payFromCredit(tx, ctx, open);
  const tried = open.filter(
    ({ remote }) => remote.dueMinor > 0n && (remote.status === 'paid' || remote.attemptCount > 0),
  );
  const payments = await recordProviderPayments(
    tx,
    ctx,
    tried.map(({ invoice: { organisationId, id: invoiceId, currency }, remote }) => ({
      ...{ organisationId, provider: 'stripe', invoiceId, currency, amountMinor: remote.dueMinor },
      ...{ providerId: remote.id, providerPaymentId: remote.paymentIntentId, attempts: remote.attemptCount },
      status: remote.status === 'paid' ? 'processing' : 'failed',
    })),
  );
  const arrivals = payments.flatMap((payment, n) => {
    const remote = tried[n]?.remote;
    if (remote?.status !== 'paid') return [];
    const { paidMinor: amountMinor, currency, paymentIntentId: providerPaymentId, paidAt } = remote;
    const occurredAt = earlier(paidAt, ctx.now);
    return { payment, received: { amountMinor, currency, providerPaymentId, occurredAt } };
  });
  await settlePayments(tx, ctx, arrivals);
}

/** What Stripe took of a credit that somebody gave the customer on its pages is paid as well; no money came for it. */
async function payFromCredit(tx: Tx, ctx: Context, open: readonly Open[]): Promise<void> {
  for (const { invoice, remote } of open) {
    const receivedMinor = remote.totalMinor - remote.dueMinor;
    if (remote.status !== 'paid' || receivedMinor <= 0n) continue;
    const { organisationId, id: invoiceId } = invoice;
    await payAndStart(tx, ctx, {
      ...{ organisationId, invoiceId, receivedMinor, provider: 'stripe', account: accounts.promotionCost },
      occurredAt: earlier(remote.paidAt, ctx.now),
    });
  }
}

async function issue(tx: Tx, ctx: Context, fresh: readonly Charged[]): Promise<Open[]> {
  if (fresh.length === 0) return [];
  const names = await tierNames(
    tx,
    fresh.flatMap(({ remote }) => remote.lines),
  );
  const drafts: InvoiceDraft[] = [];
  for (const charged of fresh) drafts.push(await draftOf(tx, charged, names));
  const issued = await issueInvoices(tx, ctx, drafts);
  return fresh.map(({ remote }, n) => {
    const invoice = issued[n];
    invariant(invoice, `invoice ${remote.id} was not issued`);
    return { invoice, remote };
  });
}

async function draftOf(
  tx: Tx,
  { subscription, remote }: Charged,
  names: ReadonlyMap<string, string>,
): Promise<InvoiceDraft> {
  const { organisationId, id: subscriptionId, taxRateId } = subscription;
  const period = remote.lines.find(({ isProration }) => !isProration) ?? remote.lines.at(-1);
  const lines = inOurWords(names, remote.lines, subscription).map((line): DraftLine => ({
    kind: line.isProration ? 'proration' : 'tier',
    description: line.words,
    amountMinor: line.amountMinor - line.discountMinor,
    taxRateId: line.tax ? line.tax.rateId : taxRateId,
    ...{ periodStart: line.periodStart, periodEnd: line.periodEnd },
    ...(!line.isProration && line.tierCode && { tierCode: line.tierCode }),
  }));
  // A period that a change began now has its own instant too: a trial may have begun in this second.
  const periodStart =
    period && (period.isProration || remote.reason === 'update')
      ? await ownInstant(tx, subscription, period.periodStart)
      : period?.periodStart;
  return {
    ...{ organisationId, subscriptionId, currency: remote.currency, lines, providerInvoiceId: remote.id },
    ...{ periodStart, periodEnd: period?.periodEnd, dueOn: remote.createdAt },
  };
}

/** A trial, or a period that a coupon pays for whole: its credits cost nothing. */
async function grantFree(tx: Tx, ctx: Context, { subscription, remote }: Charged): Promise<void> {
  const line = remote.lines.find(({ isProration }) => !isProration);
  if (!line || subscription.status === 'cancelled' || line.periodEnd <= ctx.now) return;
  const { periodStart, periodEnd } = line;
  const { timeZone } = await tx.organisation.findUniqueOrThrow({
    where: { id: subscription.organisationId },
    select: { timeZone: true },
  });
  const charged = await asCharged(tx, subscription, line);
  await grantAllowance(tx, ctx, { ...charged, periodStart, periodEnd }, timeZone);
}
