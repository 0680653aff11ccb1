import { type SubscriptionModel, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';

/** The subscription that an organisation has now, unlocked: for a look before the provider is asked. */
export const readLive = (organisationId: string): Promise<SubscriptionModel | null> =>
  db.subscription.findFirst({ where: { organisationId, status: { notIn: ['cancelled', 'incomplete'] } } });

/** A live tier that is paid for. Error: `conflict` where there is none. */
export async function readPaid(organisationId: string): Promise<SubscriptionModel> {
  const live = await readLive(organisationId);
  if (!live || live.collection === 'free') throw new AppError('conflict', 'noSubscription');
  return live;
}

/** Stripe's id of a subscription that Stripe collects. */
export function providerIdOf(subscription: SubscriptionModel): string {
  if (!subscription.providerId) throw new AppError('conflict', 'noSubscription');
  return subscription.providerId;
}
