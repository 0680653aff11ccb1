import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { awake, lockTopUp, queueWatch } from './internal';

/** A pause that only new settings end: trying again would meet it again. */
const needsReview = new Set(['pack_gone', 'price_changed', 'cap_reached']);

/**
 * Ends a rest or a pause: the wallet is looked at again at once, and charged if it is still low.
 * Error: `conflict` when the top-up is off, has no card, or waits for new settings.
 */
export async function retryTopUp(ctx: Context): Promise<void> {
  authorise(ctx, 'credits:buy');
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    const known = await lockTopUp(tx, organisationId);
    if (!known?.enabled) throw new AppError('conflict', 'topUpOff');
    if (!known.paymentMethodId) throw new AppError('conflict', 'topUpNeedsCard');
    if (known.pausedReason && needsReview.has(known.pausedReason))
      throw new AppError('conflict', 'topUpNeedsReview');
    await tx.autoTopUp.update({ where: { organisationId }, data: awake(ctx.now) });
    await recordAudit(tx, ctx, {
      ...{ action: 'top-up.retry', recordType: 'auto-top-up', recordId: organisationId },
      before: { status: known.status, reason: known.pausedReason, failures: known.failures },
    });
    await queueWatch(tx, organisationId);
  });
}
