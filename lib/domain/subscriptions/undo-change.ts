import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { releaseSchedule } from '@/lib/integrations/stripe/schedules';
import { setCancelAtEnd } from '@/lib/integrations/stripe/subscriptions';
import { bringUp } from './bring-up';
import { giveUpChanges } from './give-up-changes';
import { providerIdOf, readPaid } from './read-live';
import { recordSubscriptionEvent } from './record-event';
import type { ChangeOutcomeDto } from './schema';

/**
 * Takes back what was to happen at the end of the period (an end, or another tier), and an upgrade that waits for its
 * invoice. Errors: `conflict` where nothing is planned; `provider_unavailable`.
 */
export async function undoChange(ctx: Context): Promise<ChangeOutcomeDto> {
  authorise(ctx, 'billing:manage');
  const organisationId = tenant(ctx);
  const live = await readPaid(organisationId);
  const { cancelAtPeriodEnd, pendingTierCode, providerScheduleId, collection } = live;
  const isPlanned = cancelAtPeriodEnd || pendingTierCode !== null;
  if (!isPlanned && collection === 'stripe') throw new AppError('conflict', 'nothingToUndo');
  if (collection === 'stripe') {
    if (providerScheduleId) await releaseSchedule(providerScheduleId);
    if (cancelAtPeriodEnd) await setCancelAtEnd(providerIdOf(live), false);
  }
  await transaction(async (tx) => {
    const where = { organisationId_id: { organisationId, id: live.id } };
    const given = await giveUpChanges(tx, ctx, [live]);
    if (!isPlanned && given === 0) throw new AppError('conflict', 'nothingToUndo');
    const data = { cancelAtPeriodEnd: false, pendingTierCode: null, pendingInterval: null };
    await tx.subscription.update({ where, data });
    await recordSubscriptionEvent(tx, ctx, live, 'change_undone', { tier: live.tierName });
  });
  if (collection === 'stripe') await bringUp(organisationId, live.id, ctx);
  return { url: null };
}
