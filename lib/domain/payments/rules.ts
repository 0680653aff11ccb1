import type { PurchaseStatus } from '@/lib/core/db';
import type { PurchaseState } from './schema';

/** Stripe lets a Checkout Session live for 30 minutes to 24 hours; a buyer who comes back after an hour can pay. */
export const CHECKOUT_LIFETIME_MS = 60 * 60 * 1000;

/** How a purchase looks to its buyer. */
export function purchaseState(purchase: {
  status: PurchaseStatus;
  declineCode: string | null;
}): PurchaseState {
  if (purchase.status !== 'pending') return purchase.status;
  return purchase.declineCode ? 'declined' : 'waiting';
}

/** What the provider says of a checkout decides; the order of its events does not. */
export function settlementOf(session: {
  status: 'open' | 'complete' | 'expired';
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required';
}): 'paid' | 'expired' | 'open' {
  if (session.paymentStatus === 'paid') return 'paid';
  return session.status === 'expired' ? 'expired' : 'open';
}
