import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { turnClocks } from '@/lib/domain/sla/steps';
import { endQuote } from '@/lib/domain/support/end-quote';
import { worksOn } from '@/lib/domain/support/rules';
import { addEvent, answerer, touchRequest } from '@/lib/domain/support/steps';
import { lockQuote } from './internal';
import { QuoteRef } from './schema';

/**
 * Staff take back a quote that the customer has not decided. Again: nothing changes.
 * Errors: `not_found`; `forbidden`; `conflict` `quoteDecided`.
 */
export async function withdrawQuote(
  ctx: Context,
  input: z.input<typeof QuoteRef>,
): Promise<{ requestId: string }> {
  authorise(ctx, 'desk:answer');
  const { quoteId } = parse(QuoteRef, input);
  return transaction(async (tx) => {
    const { quote, request } = await lockQuote(tx, quoteId);
    const { organisationId, id: requestId } = request;
    if (!worksOn(answerer(ctx), request.expertId)) throw new AppError('forbidden', 'notYourRequest');
    if (quote.status === 'withdrawn') return { requestId };
    if (quote.status !== 'proposed') throw new AppError('conflict', 'quoteDecided');
    await endQuote(tx, ctx, request);
    const credits = creditsToDecimal(quote.priceMicro);
    await touchRequest(tx, ctx, request);
    await addEvent(tx, ctx, request, 'quoteWithdrawn', { credits });
    await turnClocks(tx, ctx, request, 'goesOn');
    await recordAudit(tx, ctx, {
      ...{ action: 'request.withdrawQuote', recordType: 'request', recordId: requestId, organisationId },
      before: { quoteId, credits },
    });
    return { requestId };
  });
}
