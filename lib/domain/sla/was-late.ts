import type { Tx } from '@/lib/core/db';
import type { RequestKey } from './internal';

/**
 * True when more time was used for a resolution than was promised, by its segments; asked once they are closed, after
 * `turnClocks`. False where nothing was promised.
 */
export async function wasLate(tx: Tx, { organisationId, id: requestId }: RequestKey): Promise<boolean> {
  const clock = await tx.slaClock.findUnique({
    where: { organisationId_requestId_kind: { organisationId, requestId, kind: 'resolution' } },
    select: { usedMs: true, targetMs: true },
  });
  return clock !== null && clock.usedMs > clock.targetMs;
}
