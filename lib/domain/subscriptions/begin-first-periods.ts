import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { zoned } from '@/lib/core/time';
import { beginCoupon } from '@/lib/domain/coupons/steps';
import { lockSubscription } from './retire';
import { periodEndAfter } from './rules';

/**
 * The first period of a tier that is paid by invoice begins when that is paid, however long it took: the invoice, which
 * names none before, gets it, and the agreement counts from here. Gives the invoices as they are then.
 */
export async function beginFirstPeriods(
  tx: Tx,
  ctx: Context,
  invoices: readonly InvoiceModel[],
): Promise<readonly InvoiceModel[]> {
  if (invoices.every(({ subscriptionId, periodStart }) => !subscriptionId || periodStart)) return invoices;
  const begun = [];
  for (const invoice of invoices) {
    const isFirst = invoice.subscriptionId !== null && invoice.periodStart === null;
    begun.push(isFirst ? await begin(tx, ctx, invoice, invoice.subscriptionId ?? '') : invoice);
  }
  return begun;
}

async function begin(tx: Tx, ctx: Context, invoice: InvoiceModel, id: string): Promise<InvoiceModel> {
  const { organisationId, id: invoiceId } = invoice;
  const subscription = await lockSubscription(tx, organisationId, id);
  if (subscription?.collection !== 'invoice') return invoice;
  const { timeZone } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const periodStart = ctx.now;
  const agreement = { startedAt: periodStart, anchorDay: zoned(periodStart, timeZone).day };
  const periodEnd = periodEndAfter({ ...subscription, ...agreement, timeZone }, periodStart);
  const where = { organisationId_id: { organisationId, id } };
  await tx.subscription.update({ where, data: agreement });
  const { couponUseId: useId } = subscription;
  if (useId) await beginCoupon(tx, { organisationId, useId, at: periodStart });
  const period = { periodStart, periodEnd };
  await tx.invoiceLine.updateMany({ where: { organisationId, invoiceId }, data: period });
  return tx.invoice.update({
    where: { organisationId_id: { organisationId, id: invoiceId } },
    data: period,
  });
}
