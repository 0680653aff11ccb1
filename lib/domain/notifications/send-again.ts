import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { queueDeliveries } from './put-in-outbox';
import { LiftSuppressionInput, SendAgainInput } from './schema';

/**
 * Gives dead letters all their attempts again, beginning now; with the same Message-ID, so that a mailbox that has one
 * already shows it once. What is not dead, or carries nothing any more (a mail that came back), is left as it is.
 * Answers how many are on their way. Errors: `forbidden`, `invalid`.
 */
export async function sendAgain(
  ctx: Context,
  input: z.input<typeof SendAgainInput>,
): Promise<{ queued: number }> {
  authorise(ctx, 'jobs:manage');
  const { ids } = parse(SendAgainInput, input);
  return transaction(async (tx) => {
    const rows = await tx.delivery.updateManyAndReturn({
      where: { id: { in: ids }, status: 'dead', payload: { not: null } },
      data: { status: 'queued', attempts: 0, error: null, runAt: ctx.now },
    });
    await queueDeliveries(tx, rows);
    for (const { id, recipient, event } of rows)
      await recordAudit(tx, ctx, {
        ...{ action: 'delivery.again', recordType: 'delivery', recordId: id, after: { recipient, event } },
      });
    return { queued: rows.length };
  });
}

/** Lets mail go to an address again. Errors: `forbidden`, `not_found` when it was none that is held back. */
export async function liftSuppression(
  ctx: Context,
  input: z.input<typeof LiftSuppressionInput>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const { email } = parse(LiftSuppressionInput, input);
  await transaction(async (tx) => {
    const { count } = await tx.mailSuppression.deleteMany({ where: { email } });
    if (count === 0) throw notFound();
    await recordAudit(tx, ctx, { action: 'suppression.lift', recordType: 'address', recordId: email });
  });
}
