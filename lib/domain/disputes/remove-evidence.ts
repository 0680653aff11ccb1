import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { fileStore } from '@/lib/integrations/storage/choose';
import { unansweredDispute } from './internal';
import { EvidenceRef } from './schema';

/** Takes a piece out of the list, with its document. Errors: `not_found`; `conflict` disputeClosed, evidenceSubmitted. */
export async function removeEvidence(ctx: Context, input: z.input<typeof EvidenceRef>): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { disputeId, position } = parse(EvidenceRef, input);
  const storageKey = await transaction(async (tx) => {
    const { organisationId, evidence } = await unansweredDispute(tx, disputeId);
    const piece = evidence.find((one) => one.position === position);
    if (!piece) throw notFound();
    const key = { organisationId, disputeId, position };
    await tx.disputeEvidence.delete({ where: { organisationId_disputeId_position: key } });
    await recordAudit(tx, ctx, {
      ...{ action: 'dispute.evidence', recordType: 'dispute', recordId: disputeId, organisationId },
      before: { kind: piece.kind, body: piece.body, fileName: piece.fileName },
    });
    return piece.storageKey;
  });
  if (storageKey) await fileStore().remove(storageKey);
}
