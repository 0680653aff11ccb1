import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { openDispute } from './internal';
import { AddEvidenceInput } from './schema';

/** Adds a piece to the evidence list; a second one of its kind is added to the first when it is handed in. */
export async function addEvidence(ctx: Context, input: z.input<typeof AddEvidenceInput>): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { disputeId, kind, body } = parse(AddEvidenceInput, input);
  await transaction(async (tx) => {
    const { organisationId, evidence } = await openDispute(tx, disputeId);
    await tx.disputeEvidence.create({
      data: {
        ...{ organisationId, disputeId, position: evidence.length + 1, kind, body },
        ...{ addedById: caller(ctx), addedAt: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'dispute.evidence', recordType: 'dispute', recordId: disputeId, organisationId },
      after: { kind },
    });
  });
}
