import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type QuoteModel, type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import type { PriceFactor } from '@/lib/domain/catalog/schema';
import { turnClocks } from '@/lib/domain/sla/steps';
import { nextStatus } from '@/lib/domain/support/rules';
import { type LockedRequest, addEvent, moveRequest } from '@/lib/domain/support/steps';
import { SUPPORT_SERVICE } from '@/lib/domain/wallet/schema';
import { placeHold } from '@/lib/domain/wallet/steps';
import { lockQuote, tellOfDecision } from './internal';
import { AcceptQuoteInput } from './schema';

/**
 * The customer accepts a quote at the price that was shown: it is held, and is part of the request's price from then on.
 * What its owner approved before was of another price, and is void. A request that waited for the customer goes on: this
 * is their answer. Again: nothing more is held.
 * Errors: `not_found`; `conflict` `priceChanged` for another price, `quoteDecided` when it waits no more;
 * `insufficient_credits`.
 */
export async function acceptQuote(
  ctx: Context,
  input: z.input<typeof AcceptQuoteInput>,
): Promise<{ requestId: string }> {
  authorise(ctx, 'support:write');
  const { quoteId, credits } = parse(AcceptQuoteInput, input);
  return transaction(async (tx) => {
    const { quote, request } = await lockQuote(tx, quoteId, tenant(ctx));
    const { id: requestId } = request;
    if (quote.priceMicro !== credits)
      throw new AppError('conflict', 'priceChanged', {
        values: { price: creditsToDecimal(quote.priceMicro) },
      });
    if (quote.status === 'accepted') return { requestId };
    if (quote.status !== 'proposed') throw new AppError('conflict', 'quoteDecided');
    await hold(tx, ctx, request, quote);
    await addEvent(tx, ctx, request, 'quoteAccepted', { held: creditsToDecimal(quote.priceMicro) });
    if (nextStatus('answer', request.status)) {
      await moveRequest(tx, ctx, request, 'answer');
      await addEvent(tx, ctx, request, 'answered', {});
    }
    await turnClocks(tx, ctx, request, 'goesOn');
    await tellOfDecision(tx, ctx, request, { id: quoteId, decision: 'accepted' });
    return { requestId };
  });
}

async function hold(tx: Tx, ctx: Context, request: LockedRequest, quote: QuoteModel): Promise<void> {
  const { organisationId, number } = request;
  const { holdId } = await placeHold(tx, ctx, organisationId, {
    ...{ amountMicro: quote.priceMicro, serviceCode: SUPPORT_SERVICE, quantity: '1', reference: number },
    idempotencyKey: `accept-quote:${quote.id}`,
  });
  await tx.quote.update({
    where: { organisationId_id: { organisationId, id: quote.id } },
    data: { status: 'accepted', holdId, decidedById: caller(ctx), decidedAt: ctx.now },
  });
  const after = request.priceMicro + quote.priceMicro;
  const factor: PriceFactor = {
    ...{ kind: 'quote', key: quote.id, bps: null },
    ...{ before: request.priceMicro.toString(), after: after.toString() },
  };
  await tx.request.update({
    where: { organisationId_id: { organisationId, id: request.id } },
    data: {
      priceMicro: after,
      priceFactors: [...(request.priceFactors as PriceFactor[]), factor],
      scopeVersion: { increment: 1 },
      ...{ updatedAt: ctx.now, lastCustomerAt: ctx.now },
    },
  });
}
