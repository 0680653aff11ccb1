import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { transferBetween } from '@/lib/domain/wallet/steps';
import { type TransferDto, TransferCreditsInput } from './schema';

type Transfer = z.output<typeof TransferCreditsInput>;

/**
 * Moves bought credits of the caller's organisation to another one that the same person owns. Errors: `not_found` for
 * an organisation that is not theirs; `insufficient_credits` `transferTooMuch`; `conflict` when the key was used for
 * another transfer.
 */
export async function transferCredits(
  ctx: Context,
  input: z.input<typeof TransferCreditsInput>,
): Promise<TransferDto & { replayed?: true }> {
  authorise(ctx, 'credits:transfer');
  const transfer = parse(TransferCreditsInput, input);
  return transaction(async (tx) => {
    await refuseForeign(tx, ctx, transfer.toOrganisationId);
    const answer = await move(tx, ctx, transfer);
    if (!answer.replayed) await audit(tx, ctx, transfer, answer.operationId);
    return {
      id: answer.operationId,
      credits: creditsToDecimal(BigInt(answer.amountMicro)),
      balance: creditsToDecimal(BigInt(answer.balanceMicro)),
      available: creditsToDecimal(BigInt(answer.availableMicro)),
      ...(answer.replayed && { replayed: true as const }),
    };
  });
}

/** Both must be the caller's own, at this moment: a session may be older than the role. */
async function refuseForeign(tx: Tx, ctx: Context, toOrganisationId: string): Promise<void> {
  if (toOrganisationId === tenant(ctx)) throw notFound();
  const owned = await tx.member.count({
    where: {
      ...{ userId: caller(ctx), role: 'owner' as const },
      organisationId: { in: [tenant(ctx), toOrganisationId] },
    },
  });
  if (owned !== 2) throw notFound();
}

async function move(tx: Tx, ctx: Context, { toOrganisationId, credits, reason, idempotencyKey }: Transfer) {
  const command = { amountMicro: credits, reason: reason || undefined, idempotencyKey };
  try {
    return await transferBetween(tx, ctx, tenant(ctx), toOrganisationId, command);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits') throw error;
    throw new AppError('insufficient_credits', 'transferTooMuch', { values: error.values });
  }
}

/** Each organisation keeps the event in its own log. */
async function audit(tx: Tx, ctx: Context, transfer: Transfer, operationId: string): Promise<void> {
  const sides = [
    { organisationId: tenant(ctx), action: 'credits.transfer_out', other: { to: transfer.toOrganisationId } },
    {
      organisationId: transfer.toOrganisationId,
      action: 'credits.transfer_in',
      other: { from: tenant(ctx) },
    },
  ];
  for (const { organisationId, action, other } of sides)
    await recordAudit(tx, ctx, {
      ...{ action, organisationId, recordType: 'operation', recordId: operationId },
      ...{ after: { creditsMicro: transfer.credits, ...other }, reason: transfer.reason || undefined },
    });
}
