import { type Context, tenant } from '@/lib/core/context';
import { releaseSchedule } from '@/lib/integrations/stripe/schedules';
import { changePrice } from '@/lib/integrations/stripe/subscriptions';
import { bringUp } from './bring-up';
import type { Planned } from './plan-change';
import type { ChangeOutcomeDto } from './schema';

/**
 * Charges the difference and changes the tier at once; what was planned for the end of the period is dropped. One that
 * the card does not pay changes nothing yet: the answer is the page at which it can be paid.
 */
export async function upgradeNow(
  { live, change, at }: Extract<Planned, { kind: 'now' }>,
  ctx: Context,
): Promise<ChangeOutcomeDto> {
  if (live?.providerScheduleId) await releaseSchedule(live.providerScheduleId);
  // The same press twice within a window is one change.
  const key = `${change.id}:${change.priceId}:${at.getTime()}`;
  const { waitsFor } = await changePrice({ ...change, prorationAt: at, key });
  await bringUp(tenant(ctx), change.id, ctx);
  return { url: waitsFor };
}
