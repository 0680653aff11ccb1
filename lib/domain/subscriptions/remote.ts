import { db } from '@/lib/core/db';
import { AppError, invariant } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { readSubscriptionCheckout } from '@/lib/integrations/stripe/billing-checkout';
import { type BillingInvoice, listBillingInvoices } from '@/lib/integrations/stripe/invoices';
import { type BillingSubscription, readSubscription } from '@/lib/integrations/stripe/subscriptions';

/** `readAt`: an instant before the provider was asked, by the database's clock: the same for every process. */
type Answer = { subscription: BillingSubscription; invoices: BillingInvoice[]; readAt: Date };

/** What the provider says of a subscription now; `expired`: the page on which it would have begun is closed. */
export type Remote =
  ({ kind: 'found' } & Answer) | { kind: 'waits'; url: string | null } | { kind: 'expired' | 'unknown' };

/** While a subscription waits for its first payment its row keeps the page's id in place of the subscription's. */
export const isPage = (providerId: string) => providerId.startsWith('cs_');

/** Asks for a subscription by our id or by the provider's. */
export async function readRemote(organisationId: string, id: string): Promise<Remote> {
  const row = await db.subscription.findFirst({
    where: { organisationId, ...(Id('subscription').safeParse(id).success ? { id } : { providerId: id }) },
    select: { providerId: true },
  });
  const providerId = row?.providerId ?? (Id('subscription').safeParse(id).success ? null : id);
  if (!providerId) return { kind: 'unknown' };
  try {
    const known = isPage(providerId) ? await readPage(providerId) : providerId;
    if (typeof known !== 'string') return known;
    const readAt = await databaseNow();
    const subscription = await readSubscription(known);
    // Invoices are read later than the subscription: one that made it what it is, is among them.
    return { kind: 'found', subscription, invoices: await listBillingInvoices(known), readAt };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return { kind: 'unknown' };
    throw error;
  }
}

async function databaseNow(): Promise<Date> {
  const [clock] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  invariant(clock, 'the database has a clock');
  return clock.now;
}

async function readPage(id: string): Promise<string | Remote> {
  const page = await readSubscriptionCheckout(id);
  if (page.subscriptionId) return page.subscriptionId;
  return page.status === 'expired' ? { kind: 'expired' } : { kind: 'waits', url: page.url };
}
