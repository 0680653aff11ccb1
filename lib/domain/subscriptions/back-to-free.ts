import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { startFreeTier } from './start-free-tier';

/** Whoever leaves a tier that is paid has the free one again, without a second welcome; without one, none. */
export async function backToFree(tx: Tx, ctx: Context, organisationId: string): Promise<void> {
  const free = await tx.tier.findFirst({ where: { active: true, prices: { none: {} } } });
  if (free) await startFreeTier(tx, ctx, organisationId, { isReturn: true });
}
