import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { queueRefund } from './request-refund';
import { RefundRef } from './schema';

/** Asks again at once for a refund that waits. Errors: `not_found`; `conflict` when it has ended. */
export async function retryRefund(ctx: Context, input: z.input<typeof RefundRef>): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { refundId } = parse(RefundRef, input);
  const refund = await db.refund.findFirst({ where: { id: refundId } });
  if (!refund) throw notFound();
  if (refund.status !== 'pending') throw new AppError('conflict', 'refundEnded');
  await transaction(async (tx) => {
    await queueRefund(tx, refund);
    await recordAudit(tx, ctx, {
      ...{ action: 'refund.retry', recordType: 'refund', recordId: refundId },
      organisationId: refund.organisationId,
    });
  });
}
