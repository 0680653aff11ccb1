import type { Context } from '@/lib/core/context';
import type { InvoiceModel, SubscriptionChangeModel, SubscriptionModel, Tx } from '@/lib/core/db';
import { grantUpgrade } from './grant-upgrade';
import { mailTierChanged } from './mail-tier';
import { recordSubscriptionEvent } from './record-event';
import { recordMrr } from './record-mrr';
import { lockSubscription } from './retire';

type Terms = Omit<SubscriptionChangeModel, 'organisationId' | 'invoiceId' | 'subscriptionId'>;

/** The invoice of an upgrade is paid: the tier changes as it was agreed, and the difference of the allowance comes. */
export async function followUpgrade(tx: Tx, ctx: Context, invoice: InvoiceModel): Promise<void> {
  const { organisationId, id: invoiceId } = invoice;
  const where = { organisationId_invoiceId: { organisationId, invoiceId } };
  const change = await tx.subscriptionChange.findUnique({ where });
  if (!change) return;
  const { organisationId: _, invoiceId: __, subscriptionId, ...terms } = change;
  const live = await lockSubscription(tx, organisationId, subscriptionId);
  // Whoever ends a period or a tier gives up what waits: a change that is paid has its period still.
  if (live?.status === 'active') await applyUpgrade(tx, ctx, live, terms);
}

/** Changes a tier within its period; the caller holds its row. What was planned for the end of the period is dropped. */
export async function applyUpgrade(
  tx: Tx,
  ctx: Context,
  live: SubscriptionModel,
  { couponUseId, ...terms }: Terms,
): Promise<void> {
  const { organisationId, id } = live;
  const after = await tx.subscription.update({
    where: { organisationId_id: { organisationId, id } },
    data: {
      ...{ ...terms, couponUseId: couponUseId ?? live.couponUseId },
      ...{ pendingTierCode: null, pendingInterval: null, cancelAtPeriodEnd: false },
    },
  });
  const { tierName: tier, interval, priceMinor, discountMinor, currency } = after;
  const amountMinor = (priceMinor - discountMinor).toString();
  await recordSubscriptionEvent(tx, ctx, after, 'upgraded', { tier, interval, amountMinor, currency });
  await mailTierChanged(tx, ctx, after);
  // It is paid, or nothing was due.
  await grantUpgrade(tx, ctx, live, after, true);
  await recordMrr(tx, ctx, after);
}
