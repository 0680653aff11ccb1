import type { SubscriptionModel, Tx } from '@/lib/core/db';

/**
 * The invoice of a change bears an instant that no other has, since the lot that it pays for is told by it: a
 * millisecond after the change, or after the invoice of another change in the same second.
 */
export async function ownInstant(tx: Tx, { organisationId, id }: SubscriptionModel, at: Date): Promise<Date> {
  const second = { gt: at, lt: new Date(at.getTime() + 1_000) };
  const taken = await tx.invoice.count({
    where: { organisationId, subscriptionId: id, periodStart: second },
  });
  return new Date(at.getTime() + taken + 1);
}
