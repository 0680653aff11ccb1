import type { Context } from '@/lib/core/context';
import type { InvoiceModel, PurchaseModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { invariant } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { keepCoupon } from '@/lib/domain/coupons/steps';
import { bookedAt } from '@/lib/domain/invoices/accounts';
import { issuePaidInvoice } from '@/lib/domain/invoices/steps';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { holdForRequest } from './hold-for-request';
import { readPayers } from './payers';

/**
 * Money came for a purchase: it is paid, its lot granted (once a purchase), the journal posted and the receipt queued.
 * What was bought for a request is held for it at once.
 * The caller holds the lock of a purchase that is not paid yet.
 */
export async function grantPurchase(
  tx: Tx,
  ctx: Context,
  purchase: PurchaseModel,
  paid: { provider: string; occurredAt?: Date },
): Promise<void> {
  const { organisationId, id, couponUseId: useId } = purchase;
  if (useId && purchase.status !== 'pending') await keepCoupon(tx, { organisationId, useId });
  const paidAt = await bookedAt(tx, ctx.now, paid.occurredAt);
  await tx.purchase.update({
    where: { organisationId_id: { organisationId, id } },
    data: { status: 'paid', paidAt, closedAt: ctx.now },
  });
  await grantCredits(tx, ctx, organisationId, {
    amountMicro: purchase.creditsMicro,
    source: 'purchase',
    costMinor: purchase.totalMinor - purchase.taxMinor,
    currency: purchase.currency,
    purchaseId: id,
    expiresAt: purchase.validityDays ? addDays(ctx.now, purchase.validityDays) : undefined,
    reference: purchase.packName,
  });
  if (purchase.requestId) await holdForRequest(tx, ctx, { ...purchase, requestId: purchase.requestId });
  const invoice = await issueInvoiceOf(tx, ctx, purchase, paid);
  await queueReceipts(tx, ctx, purchase, invoice);
}

/** Late, because everybody who issues a document waits for its number. */
async function issueInvoiceOf(
  tx: Tx,
  ctx: Context,
  purchase: PurchaseModel,
  paid: { provider: string; occurredAt?: Date },
): Promise<InvoiceModel> {
  const { organisationId, id: purchaseId, currency, taxRateId, totalMinor } = purchase;
  const invoice = await issuePaidInvoice(
    tx,
    ctx,
    {
      ...{ organisationId, purchaseId, currency },
      lines: [
        {
          ...{ kind: 'pack', description: purchase.packName, taxRateId, amountMinor: totalMinor },
          ...{ unitMinor: purchase.listPriceMinor, discountMinor: purchase.discountMinor },
        },
      ],
    },
    paid,
  );
  invariant(
    invoice.taxMinor === purchase.taxMinor && invoice.totalMinor === totalMinor,
    `invoice ${invoice.id} differs from purchase ${purchaseId}`,
  );
  await tx.payment.updateMany({
    where: { organisationId, purchaseId, status: 'succeeded', difference: null, invoiceId: null },
    data: { invoiceId: invoice.id },
  });
  return invoice;
}

/** The buyer gets the receipt; where no person bought, those who look after the money get one each. */
async function queueReceipts(
  tx: Tx,
  ctx: Context,
  purchase: PurchaseModel,
  { number }: InvoiceModel,
): Promise<void> {
  const { organisation, createdBy } = await tx.purchase.findUniqueOrThrow({
    where: { organisationId_id: { organisationId: purchase.organisationId, id: purchase.id } },
    select: { organisation: { select: { name: true } }, createdBy: { select: { email: true } } },
  });
  const key = `purchase-receipt:${purchase.id}`;
  const letters = createdBy
    ? [{ key, to: createdBy.email }]
    : (await readPayers(tx, purchase.organisationId)).map(({ id, email }) => ({
        key: `${key}:${id}`,
        to: email,
      }));
  for (const letter of letters)
    await enqueueEmail(tx, {
      ...letter,
      template: 'purchase-receipt',
      props: {
        organisation: organisation.name,
        packName: purchase.packName,
        creditsMicro: purchase.creditsMicro.toString(),
        amountMinor: purchase.totalMinor.toString(),
        currency: purchase.currency,
        paidAt: ctx.now.toISOString(),
        purchaseUrl: `${env.APP_URL}/credits/purchases/${purchase.id}`,
        purchaseNumber: purchase.id,
        taxMinor: purchase.taxMinor.toString(),
        invoiceNumber: number ?? '',
        invoiceUrl: `${env.APP_URL}/billing/invoices/${number}`,
      },
    });
}
