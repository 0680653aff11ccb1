import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { awaitAgain, lockProof, queueLetter } from './internal';
import { ReviewProofInput } from './schema';

type Input = z.input<typeof ReviewProofInput>;

/** The proof is not enough: the customer is asked for another one. Errors: `not_found`; `conflict` proofReviewed. */
export const askAgain = (ctx: Context, input: Input): Promise<void> => review(ctx, input, 'asked');

/** The proof is none, for the reason that the customer reads. Errors as `askAgain`. */
export const rejectProof = (ctx: Context, input: Input): Promise<void> => review(ctx, input, 'rejected');

async function review(ctx: Context, input: Input, status: 'asked' | 'rejected'): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { proofId, reason } = parse(ReviewProofInput, input);
  await transaction(async (tx) => {
    const locked = await lockProof(tx, proofId);
    const { organisationId } = locked.proof;
    await tx.proof.update({
      where: { organisationId_id: { organisationId, id: proofId } },
      data: { status, reason, reviewedById: caller(ctx), reviewedAt: ctx.now },
    });
    await awaitAgain(tx, locked.payment);
    await recordAudit(tx, ctx, {
      ...{ action: `proof.${status}`, recordType: 'proof', recordId: proofId, organisationId, reason },
      before: { status: locked.proof.status },
    });
    await queueLetter(tx, ctx, locked, status, reason);
  });
}
