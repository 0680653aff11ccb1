import type { SubscriptionDto } from '@/lib/domain/subscriptions/schema';

/** What the banner of a missing payment says: less than a subscription, because every page carries it. */
export type Unpaid = Pick<
  SubscriptionDto,
  'tierName' | 'currency' | 'collection' | 'nextRetryAt' | 'restrictedSince' | 'restrictsAt' | 'openPaymentId'
> & { amountMinor: string };

/** Null while nothing is missing. */
export function unpaidOf(subscription: SubscriptionDto | null): Unpaid | null {
  if (!subscription) return null;
  const { status, pastDueSince, restrictedSince, priceMinor, discountMinor } = subscription;
  const isMissing = pastDueSince !== null || restrictedSince !== null || status === 'unpaid';
  if (!isMissing || subscription.isFree) return null;
  const { tierName, currency, collection, nextRetryAt, restrictsAt, openPaymentId } = subscription;
  return {
    ...{ tierName, currency, collection, nextRetryAt, restrictedSince, restrictsAt, openPaymentId },
    amountMinor: subscription.overdueMinor ?? (BigInt(priceMinor) - BigInt(discountMinor)).toString(),
  };
}
