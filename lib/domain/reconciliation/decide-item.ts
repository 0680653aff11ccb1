import type { z } from 'zod';
import { type Context, actorId, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { DecisionInput } from './schema';

/**
 * Says what a difference is, with a note; said again, it replaces what was said, and the audit log keeps both. It changes no
 * payment and no posting. Errors: `not_found`, also for what
 * matched; `conflict` (`itemDecided`) for a line that was recorded.
 */
export async function decideItem(ctx: Context, input: z.input<typeof DecisionInput>) {
  authorise(ctx, 'books:manage');
  const { runId, position, decision, note } = parse(DecisionInput, input);
  return transaction(async (tx) => {
    const where = { runId_position: { runId, position } };
    const before = await tx.reconciliationItem.findUnique({ where });
    if (!before || before.kind === 'matched') throw notFound();
    if (before.decision === 'recorded') throw new AppError('conflict', 'itemDecided');
    const said = { decision, note };
    await tx.reconciliationItem.update({
      where,
      data: { ...said, decidedById: actorId(ctx.actor), decidedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'reconciliation.decide', recordType: 'reconciliation', recordId: runId },
      ...(before.organisationId && { organisationId: before.organisationId }),
      ...(before.decision && { before: { decision: before.decision, note: before.note } }),
      after: { position, theirId: before.theirId, subjectId: before.subjectId, ...said },
    });
    return { runId, position };
  });
}
