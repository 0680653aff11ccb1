import type { SubscriptionModel } from '@/lib/core/db';
import type { InvoiceDraft } from '@/lib/domain/invoices/steps';

/** The invoice of one period of a subscription that is paid by invoice. */
export function invoiceDraftOf(
  subscription: SubscriptionModel,
  { periodStart, periodEnd }: { periodStart: Date; periodEnd: Date },
): InvoiceDraft {
  const { organisationId, id, currency, tierName, priceMinor, discountMinor, taxRateId } = subscription;
  const amountMinor = priceMinor - discountMinor;
  const line = { kind: 'tier' as const, description: tierName, taxRateId, periodStart, periodEnd };
  return {
    ...{ organisationId, subscriptionId: id, currency, periodStart, periodEnd },
    lines: [{ ...line, amountMinor }],
  };
}
