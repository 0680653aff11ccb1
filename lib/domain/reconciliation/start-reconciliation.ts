import type { z } from 'zod';
import { type Context, actorId, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { ReconciliationInput } from './schema';

/**
 * Asks for a comparison of some days with a provider or the bank. The worker makes it; it is kept, and changes nothing by
 * itself. The same days may be compared as often as somebody likes: each is a run of its own.
 */
export async function startReconciliation(ctx: Context, input: z.input<typeof ReconciliationInput>) {
  authorise(ctx, 'books:manage');
  const { provider, from, to } = parse(ReconciliationInput, input);
  return transaction(async (tx) => {
    const id = newId('reconciliation');
    await tx.reconciliationRun.create({
      data: {
        ...{ id, provider, fromOn: new Date(from), toOn: new Date(to), counts: {} },
        ...{ createdById: actorId(ctx.actor), createdAt: ctx.now },
      },
    });
    await enqueue(tx, 'reconciliation.run', { runId: id }, { jobKey: `reconciliation:${id}` });
    await recordAudit(tx, ctx, {
      ...{ action: 'reconciliation.start', recordType: 'reconciliation', recordId: id },
      after: { provider, from, to },
    });
    return { runId: id };
  });
}
