import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { AdjustWalletInput } from './schema';
import { postAdjustment } from './steps';

/**
 * Corrects a customer's wallet by hand, up or down, with a reason that the audit log keeps. The same
 * `idempotencyKey` adjusts once. Errors: `not_found`, `insufficient_credits` when more is taken than is there.
 */
export async function adjustWallet(ctx: Context, input: z.input<typeof AdjustWalletInput>) {
  authorise(ctx, 'customers:manage');
  const { organisationId, credits, reason, expiresOn, idempotencyKey } = parse(AdjustWalletInput, input);
  const expiresAt = expiresOn ? new Date(`${expiresOn}T23:59:59.999Z`) : undefined;
  if (expiresAt && (credits < 0n || expiresAt <= ctx.now))
    throw new AppError('invalid', 'invalidInput', { fields: { expiresOn: 'inFuture' } });
  if (!(await db.wallet.findUnique({ where: { organisationId }, select: { organisationId: true } })))
    throw notFound();
  return transaction(async (tx) => {
    const command = { amountMicro: credits, reason, expiresAt, idempotencyKey };
    const answer = await postAdjustment(tx, ctx, organisationId, command);
    if (!answer.replayed)
      await recordAudit(tx, ctx, {
        action: 'wallet.adjust',
        recordType: 'wallet',
        recordId: organisationId,
        organisationId,
        after: { amountMicro: credits, balanceMicro: answer.balanceMicro, operationId: answer.operationId },
        reason,
      });
    return { operationId: answer.operationId, balanceMicro: answer.balanceMicro };
  });
}
