import { type Context, authorise, tenant } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { pauseBilling } from '@/lib/integrations/stripe/subscriptions';
import { bringUp } from './bring-up';
import { providerIdOf, readPaid } from './read-live';
import type { ChangeOutcomeDto } from './schema';

/**
 * Stops a tier that Stripe collects: no further period and no charge until it is resumed. The credits of the period
 * stay to its end. Errors: `conflict` for a tier that is not active, or has a change planned; `provider_unavailable`.
 */
export async function pauseSubscription(ctx: Context): Promise<ChangeOutcomeDto> {
  authorise(ctx, 'billing:manage');
  const organisationId = tenant(ctx);
  const live = await readPaid(organisationId);
  const isFree = !live.cancelAtPeriodEnd && live.pendingTierCode === null;
  if (live.collection !== 'stripe' || live.status !== 'active' || !isFree)
    throw new AppError('conflict', 'notPausable');
  await pauseBilling(providerIdOf(live));
  await bringUp(organisationId, live.id, ctx);
  return { url: null };
}
