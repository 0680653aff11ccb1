import type { Context } from '@/lib/core/context';
import type { InvoiceModel, SubscriptionModel, Tx } from '@/lib/core/db';
import { issueInvoice, voidInvoice, writeOffInvoice } from '@/lib/domain/invoices/steps';
import type { DraftLine } from '@/lib/domain/invoices/steps';
import { recordProviderPayment, settlePayment } from '@/lib/domain/payments/steps';
import type { BillingInvoice } from '@/lib/integrations/stripe/invoices';
import { grantAllowance } from './grant-allowance';
import { inOurWords } from './line-words';
import { ownInstant } from './own-instant';

/**
 * What was paid for a subscription that there is no room for (two pages were paid at once): the money is kept on the
 * customer's account, its payments marked for finance to send back, and nothing is granted.
 */
export async function keepAside(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  invoices: BillingInvoice[],
): Promise<void> {
  for (const remote of invoices) {
    if (remote.status !== 'paid' || remote.totalMinor === 0n) continue;
    const known = await tx.invoice.findUnique({ where: { providerInvoiceId: remote.id } });
    if (known) continue;
    const invoice = await issue(tx, ctx, subscription, remote);
    await voidInvoice(tx, ctx, { organisationId: invoice.organisationId, invoiceId: invoice.id });
    await collect(tx, ctx, invoice, remote);
  }
}

/**
 * Makes the provider's invoices ours, the oldest first: issued when they were finalised, paid when they were paid, each
 * once by its id. One that comes to nothing makes no invoice; its period's allowance is free.
 */
export async function applyInvoices(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  invoices: BillingInvoice[],
): Promise<void> {
  for (const invoice of invoices) {
    if (invoice.status === 'draft' || !invoice.finalisedAt) continue;
    if (invoice.totalMinor > 0n) await applyInvoice(tx, ctx, subscription, invoice);
    else if (invoice.status === 'paid') await grantFree(tx, ctx, subscription, invoice);
  }
}

const earlier = (a: Date | null, b: Date) => (a && a < b ? a : b);

async function applyInvoice(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  remote: BillingInvoice,
): Promise<void> {
  const { organisationId } = subscription;
  const known = await tx.invoice.findUnique({ where: { providerInvoiceId: remote.id } });
  const isSettled = known && known.status !== 'open';
  if (isSettled) return;
  // Nobody owes what was given up before we heard of it.
  if (!known && (remote.status === 'void' || remote.status === 'uncollectible')) return;
  const invoice = known ?? (await issue(tx, ctx, subscription, remote));
  const ids = { organisationId, invoiceId: invoice.id };
  if (remote.status === 'void') return void (await voidInvoice(tx, ctx, ids));
  if (remote.status === 'uncollectible') return void (await writeOffInvoice(tx, ctx, ids));
  await collect(tx, ctx, invoice, remote);
}

async function collect(tx: Tx, ctx: Context, invoice: InvoiceModel, remote: BillingInvoice): Promise<void> {
  const { organisationId, id: invoiceId, currency } = invoice;
  const isPaid = remote.status === 'paid';
  if (!isPaid && remote.attemptCount === 0) return;
  const payment = await recordProviderPayment(tx, ctx, {
    ...{ organisationId, provider: 'stripe', invoiceId, currency, amountMinor: remote.dueMinor },
    ...{ providerId: remote.id, providerPaymentId: remote.paymentIntentId, attempts: remote.attemptCount },
    status: isPaid ? 'processing' : 'failed',
  });
  if (!isPaid) return;
  await settlePayment(tx, ctx, payment, {
    ...{ amountMinor: remote.paidMinor, currency: remote.currency },
    ...{ providerPaymentId: remote.paymentIntentId, occurredAt: earlier(remote.paidAt, ctx.now) },
  });
}

async function issue(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  remote: BillingInvoice,
): Promise<InvoiceModel> {
  const { organisationId, id: subscriptionId, taxRateId, tierName } = subscription;
  const period = remote.lines.find(({ isProration }) => !isProration) ?? remote.lines.at(-1);
  const lines = (await inOurWords(tx, remote.lines, tierName)).map((line): DraftLine => ({
    kind: line.isProration ? 'proration' : 'tier',
    description: line.words,
    amountMinor: line.amountMinor - line.discountMinor,
    taxRateId,
    ...{ periodStart: line.periodStart, periodEnd: line.periodEnd },
  }));
  // A period that a change began now has its own instant too: a trial may have begun in this second.
  const periodStart =
    period && (period.isProration || remote.reason === 'update')
      ? await ownInstant(tx, subscription, period.periodStart)
      : period?.periodStart;
  return issueInvoice(tx, ctx, {
    ...{ organisationId, subscriptionId, currency: remote.currency, lines, providerInvoiceId: remote.id },
    ...{ periodStart, periodEnd: period?.periodEnd, dueOn: remote.createdAt },
  });
}

/** A trial, or a period that a coupon pays for whole: its credits cost nothing. */
async function grantFree(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  remote: BillingInvoice,
): Promise<void> {
  const line = remote.lines.find(({ isProration }) => !isProration);
  if (!line || subscription.status === 'cancelled' || line.periodEnd <= ctx.now) return;
  const { periodStart, periodEnd } = line;
  const { timeZone } = await tx.organisation.findUniqueOrThrow({
    where: { id: subscription.organisationId },
    select: { timeZone: true },
  });
  await grantAllowance(tx, ctx, { ...subscription, periodStart, periodEnd }, timeZone);
}
