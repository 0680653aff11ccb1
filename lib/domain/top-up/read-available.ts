import type { Tx } from '@/lib/core/db';
import { postDue } from '@/lib/domain/wallet/expire-credits';

/** A lot that was granted while this job waited for its turn counts, though it begins after the job's own moment. */
const LATE_MS = 10 * 60 * 1000;

/** Micro-credits that can be drawn. */
export async function readAvailable(tx: Tx, organisationId: string, now: Date): Promise<bigint> {
  await postDue(tx, organisationId, now);
  const { _sum } = await tx.lot.aggregate({
    where: {
      organisationId,
      isOpen: true,
      effectiveAt: { lte: new Date(now.getTime() + LATE_MS) },
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    _sum: { remainingMicro: true },
  });
  return _sum.remainingMicro ?? 0n;
}
