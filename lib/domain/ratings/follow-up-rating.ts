import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockRequest } from '@/lib/domain/support/steps';
import { FollowUpInput } from './schema';

/**
 * Says what was done about a bad rating; that is written once. The same words of the same person again change nothing.
 * Errors: `forbidden`; `not_found`; `conflict` `followUpDone` when somebody was faster or there is nothing to do.
 */
export async function followUpRating(
  ctx: Context,
  input: z.input<typeof FollowUpInput>,
): Promise<{ requestId: string }> {
  authorise(ctx, 'desk:assign');
  const { requestId, note } = parse(FollowUpInput, input);
  return transaction(async (tx) => {
    const { organisationId } = await lockRequest(tx, requestId);
    const where = { organisationId_requestId: { organisationId, requestId } };
    const rating = await tx.rating.findUnique({ where });
    if (!rating) throw notFound();
    const isSame = rating.followUpNote === note && rating.followedUpById === caller(ctx);
    if (rating.followUp === 'done' && isSame) return { requestId };
    if (rating.followUp !== 'open') throw new AppError('conflict', 'followUpDone');
    const data = { followUp: 'done' as const, followUpNote: note, followedUpById: caller(ctx) };
    await tx.rating.update({ where, data: { ...data, followedUpAt: ctx.now } });
    await recordAudit(tx, ctx, {
      ...{ action: 'rating.follow-up', recordType: 'request', recordId: requestId, organisationId },
      after: { score: rating.score, note },
    });
    return { requestId };
  });
}
