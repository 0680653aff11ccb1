import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { addEvent, lockRequest, touchRequest } from './internal';
import { mayRate } from './rules';
import { RateInput } from './schema';

/**
 * The customer's verdict, 1 to 5, once a request and after its resolution; it may be changed for seven days.
 * Errors: `not_found`; `conflict` `ratingTooEarly` before the resolution, `ratingFixed` after the seven days.
 */
export async function rateRequest(
  ctx: Context,
  input: z.input<typeof RateInput>,
): Promise<{ requestId: string; score: number }> {
  authorise(ctx, 'support:write');
  const { requestId, score, comment } = parse(RateInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, requestId, tenant(ctx));
    const { organisationId } = request;
    const where = { organisationId_requestId: { organisationId, requestId } };
    const before = await tx.rating.findUnique({ where });
    if (!mayRate(request.status, before?.createdAt ?? null, ctx.now)) {
      throw new AppError('conflict', before ? 'ratingFixed' : 'ratingTooEarly');
    }
    const rating = { score, comment: comment || null, ratedById: caller(ctx), updatedAt: ctx.now };
    if (before?.score === rating.score && before.comment === rating.comment) return { requestId, score };
    await tx.rating.upsert({
      where,
      create: { organisationId, requestId, createdAt: ctx.now, ...rating },
      update: rating,
    });
    await addEvent(tx, ctx, request, before ? 'rerated' : 'rated', { score: String(score) });
    await touchRequest(tx, ctx, request);
    return { requestId, score };
  });
}
