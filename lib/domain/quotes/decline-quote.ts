import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { turnClocks } from '@/lib/domain/sla/steps';
import { addEvent, touchRequest } from '@/lib/domain/support/steps';
import { lockQuote, tellOfDecision } from './internal';
import { DeclineQuoteInput } from './schema';

/**
 * The customer declines a quote, with a word about it or without. Again: nothing changes.
 * Errors: `not_found`; `conflict` `quoteDecided` when it was accepted or taken back.
 */
export async function declineQuote(
  ctx: Context,
  input: z.input<typeof DeclineQuoteInput>,
): Promise<{ requestId: string }> {
  authorise(ctx, 'support:write');
  const { quoteId, comment } = parse(DeclineQuoteInput, input);
  return transaction(async (tx) => {
    const { quote, request } = await lockQuote(tx, quoteId, tenant(ctx));
    const { organisationId, id: requestId } = request;
    if (quote.status === 'declined') return { requestId };
    if (quote.status !== 'proposed') throw new AppError('conflict', 'quoteDecided');
    await tx.quote.update({
      where: { organisationId_id: { organisationId, id: quoteId } },
      data: { status: 'declined', comment: comment || null, decidedById: caller(ctx), decidedAt: ctx.now },
    });
    await touchRequest(tx, ctx, request, { lastCustomerAt: ctx.now });
    await addEvent(tx, ctx, request, 'quoteDeclined', { comment });
    await turnClocks(tx, ctx, request, 'goesOn');
    await tellOfDecision(tx, ctx, request, { id: quoteId, decision: 'declined' });
    return { requestId };
  });
}
