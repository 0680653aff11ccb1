import type { Context } from '@/lib/core/context';
import type { InvoiceModel, SubscriptionModel, Tx } from '@/lib/core/db';
import { releaseCoupon } from '@/lib/domain/coupons/steps';
import { restrictWallet } from '@/lib/domain/wallet/steps';
import { backToFree } from './back-to-free';
import { giveUpPage } from './give-up-page';
import { recordSubscriptionEvent } from './record-event';
import { lockSubscription, retire } from './retire';

/** Ends a tier whose next period nobody pays: the free one follows, and nothing is reduced any more. The caller holds its row. */
export async function endUnpaid(tx: Tx, ctx: Context, subscription: SubscriptionModel): Promise<void> {
  const { organisationId } = subscription;
  const ended = await retire(tx, ctx, subscription);
  if (await restrictWallet(tx, organisationId, null))
    await recordSubscriptionEvent(tx, ctx, ended, 'restored');
  await backToFree(tx, ctx, organisationId);
}

/**
 * An invoice of ours for a tier was taken back or given up: what it would have paid for does not come. A tier whose next
 * period it was ends; one that waited for it is given up; of an upgrade the coupon may be used again. The caller holds
 * the invoice's row.
 */
export async function endWithInvoice(
  tx: Tx,
  ctx: Context,
  { organisationId, id: invoiceId, subscriptionId, periodStart }: InvoiceModel,
): Promise<void> {
  const subscription = subscriptionId && (await lockSubscription(tx, organisationId, subscriptionId));
  if (!subscription || subscription.collection !== 'invoice') return;
  const { id, status, periodEnd } = subscription;
  if (status === 'incomplete') return giveUpPage(tx, ctx, organisationId, id);
  const where = { organisationId_invoiceId: { organisationId, invoiceId } };
  const change = await tx.subscriptionChange.findUnique({ where });
  if (change?.couponUseId)
    await releaseCoupon(tx, { organisationId, useId: change.couponUseId, now: ctx.now });
  const isNext = !change && periodStart !== null && periodStart >= periodEnd;
  if (isNext && status !== 'cancelled') await endUnpaid(tx, ctx, subscription);
}
