import type { Context } from '@/lib/core/context';
import { type SubscriptionModel, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { priceTier } from '@/lib/domain/catalog/rules';
import { runningCoupon } from './running-coupon';
import type { SubscriptionDto } from './schema';
import { readTerms } from './terms';

type Charge = SubscriptionDto['nextCharge'];

/**
 * What will be charged next, and when: of a payment that is missing the next try of it, of a change that is planned the
 * new price. None after an end that is planned, while it is paused, and where nobody tries again.
 */
export async function readNextCharge(row: SubscriptionModel, ctx: Context): Promise<Charge> {
  if (row.collection === 'free') return null;
  if (row.status === 'past_due') return awaited(row);
  if (!['active', 'trialing'].includes(row.status) || row.cancelAtPeriodEnd) return null;
  const amountMinor = row.pendingTierCode
    ? await plannedMinor(ctx, row, row.pendingTierCode)
    : row.priceMinor - row.discountMinor;
  return { at: row.periodEnd.toISOString(), amountMinor: amountMinor.toString() };
}

/** By card the next try of the newest open invoice; by invoice the day on which it was due. */
async function awaited({ organisationId, id, collection, nextRetryAt }: SubscriptionModel): Promise<Charge> {
  const open = await db.invoice.findFirst({
    where: { organisationId, subscriptionId: id, status: 'open' },
    orderBy: { id: 'desc' },
  });
  const at = collection === 'stripe' ? nextRetryAt : open?.dueOn;
  if (!open || !at) return null;
  return { at: at.toISOString(), amountMinor: (open.totalMinor - open.paidMinor).toString() };
}

/** The price of the tier that follows; where it is not sold any more the present one goes on. */
async function plannedMinor(ctx: Context, row: SubscriptionModel, tierCode: string): Promise<bigint> {
  const choice = { tierCode, interval: row.pendingInterval ?? row.interval };
  try {
    const { list } = await readTerms(db, ctx, row.organisationId, choice);
    // A coupon runs on at the provider; by invoice a planned tier begins without it.
    const coupon = row.collection === 'stripe' ? await runningCoupon(db, row, row.periodEnd) : null;
    return priceTier({ ...list, coupon }).totalMinor;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    return row.priceMinor - row.discountMinor;
  }
}
