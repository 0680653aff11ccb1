import type { SubscriptionModel } from '@/lib/core/db';
import type { InvoiceDraft } from '@/lib/domain/invoices/steps';

/**
 * The invoice of one period of a subscription that is paid by invoice. The first period begins when it is paid: until then
 * its invoice names none.
 */
export function invoiceDraftOf(
  subscription: SubscriptionModel,
  { periodStart, periodEnd }: { periodStart: Date; periodEnd: Date },
): InvoiceDraft {
  const { organisationId, id, currency, tierName, priceMinor, discountMinor, taxRateId } = subscription;
  const amountMinor = priceMinor - discountMinor;
  const period = subscription.status === 'incomplete' ? {} : { periodStart, periodEnd };
  const line = { kind: 'tier' as const, description: tierName, taxRateId, ...period };
  return {
    ...{ organisationId, subscriptionId: id, currency, ...period },
    lines: [{ ...line, amountMinor }],
  };
}
