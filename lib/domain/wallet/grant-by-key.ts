import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { AppError, invariant, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { type Answered, type GrantDto, GrantByKeyInput } from './schema';
import { grantCredits } from './steps';

/**
 * Gives credits to the caller's organisation: for an app whose key an administrator has trusted with it. Audited.
 * Errors: `invalid` with its fields; `conflict` when the key was used for another request.
 */
export async function grantByKey(
  ctx: Context,
  input: z.input<typeof GrantByKeyInput>,
): Promise<Answered<typeof GrantDto>> {
  authorise(ctx, 'credits:grant');
  const organisationId = tenant(ctx);
  const { credits, expiresAt: until, ...request } = parse(GrantByKeyInput, input);
  const expiresAt = until ? new Date(until) : undefined;
  const grant = { ...request, amountMicro: credits, expiresAt };
  if (expiresAt && expiresAt <= ctx.now)
    throw new AppError('invalid', 'invalidInput', { fields: { expiresAt: 'inFuture' } });
  const answer = await transaction(async (tx) => {
    const granted = await grantCredits(tx, ctx, organisationId, grant);
    if (!granted.replayed)
      await recordAudit(tx, ctx, {
        ...{ action: 'wallet.grant', recordType: 'wallet', recordId: organisationId, organisationId },
        after: { amountMicro: credits, operationId: granted.operationId, source: request.source },
        reason: request.reason,
      });
    return granted;
  });
  invariant(answer.lotId, 'a grant without a lot');
  return {
    id: answer.operationId,
    lotId: answer.lotId,
    credits: creditsToDecimal(credits),
    balance: creditsToDecimal(BigInt(answer.balanceMicro)),
    available: creditsToDecimal(BigInt(answer.availableMicro)),
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: answer.createdAt,
    ...(answer.replayed && { replayed: true as const }),
  };
}
