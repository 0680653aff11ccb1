import type { PurchaseStatus } from '@/lib/core/db';
import type { PurchaseState } from './schema';

/** Stripe lets a Checkout Session live for 30 minutes to 24 hours; a buyer who comes back after an hour can pay. */
export const CHECKOUT_LIFETIME_MS = 60 * 60 * 1000;

/** How a purchase looks to its buyer, by its newest attempt to be paid. */
export function purchaseState(
  purchase: { status: PurchaseStatus },
  payment: { declineCode: string | null } | undefined,
): PurchaseState {
  if (purchase.status !== 'pending') return purchase.status;
  return payment?.declineCode ? 'declined' : 'waiting';
}
