import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { lockRequest } from '@/lib/domain/support/steps';
import { RateInput } from './schema';
import { storeRating } from './store-rating';

/**
 * A member's verdict, 1 to 5, once a request and after its resolution; it may be changed for seven days.
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
    await storeRating(tx, ctx, request, { userId: caller(ctx), name: '' }, { score, comment });
    return { requestId, score };
  });
}
