import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { releaseCoupon } from '@/lib/domain/coupons/steps';
import { voidInvoice } from '@/lib/domain/invoices/steps';

type Key = Pick<SubscriptionModel, 'organisationId' | 'id'>;

/**
 * Gives up the upgrades that wait for their invoice: it is void, what was paid of it in part is on account, and a coupon
 * may be used again. The caller holds the subscriptions' rows. Returns how many were given up.
 */
export async function giveUpChanges(tx: Tx, ctx: Context, subscriptions: readonly Key[]): Promise<number> {
  if (subscriptions.length === 0) return 0;
  const waiting = await tx.subscriptionChange.findMany({
    where: {
      organisationId: { in: subscriptions.map(({ organisationId }) => organisationId) },
      subscriptionId: { in: subscriptions.map(({ id }) => id) },
      invoice: { status: 'open' },
    },
    select: { organisationId: true, invoiceId: true, couponUseId: true },
  });
  for (const { organisationId, invoiceId, couponUseId } of waiting) {
    await voidInvoice(tx, ctx, { organisationId, invoiceId });
    if (couponUseId) await releaseCoupon(tx, { organisationId, useId: couponUseId, now: ctx.now });
  }
  return waiting.length;
}
