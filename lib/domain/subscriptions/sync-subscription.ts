import { type Context, authorise } from '@/lib/core/context';
import type { JobPayload } from '@/lib/core/jobs';
import { bringUp } from './bring-up';

/**
 * Does what an event of the provider asks for: its state is fetched again, so order, repeats and delays of events do not
 * matter. `subscriptionId` is ours or the provider's. Error: `provider_unavailable`, and the job is tried again.
 */
export async function syncSubscription(
  ctx: Context,
  { organisationId, subscriptionId }: JobPayload<'subscriptions.sync'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  await bringUp(organisationId, subscriptionId, ctx);
}
