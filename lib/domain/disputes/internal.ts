import type { Tx } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';

/** Locks a dispute that is not closed. Errors: `not_found`; `conflict` disputeClosed. */
export async function openDispute(tx: Tx, disputeId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Dispute" WHERE id = ${disputeId} FOR UPDATE`;
  const dispute = await tx.dispute.findFirst({
    where: { id: disputeId },
    include: { evidence: { orderBy: { position: 'asc' } }, payment: true },
  });
  if (!dispute) throw notFound();
  if (dispute.closedAt) throw new AppError('conflict', 'disputeClosed');
  return dispute;
}

/** The same, as long as its evidence can still change. Errors: as above; `conflict` evidenceSubmitted. */
export async function unansweredDispute(tx: Tx, disputeId: string) {
  const dispute = await openDispute(tx, disputeId);
  if (dispute.submittedAt) throw new AppError('conflict', 'evidenceSubmitted');
  return dispute;
}

/** Pieces may have been taken out: the next one stands behind the last. */
export const nextPosition = (evidence: { position: number }[]) => (evidence.at(-1)?.position ?? 0) + 1;
