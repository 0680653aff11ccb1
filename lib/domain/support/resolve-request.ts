import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { captureHold } from '@/lib/domain/wallet/steps';
import { addEvent, answerer, customerUrl, lockRequest, moveRequest } from './internal';
import { excerpt, worksOn } from './rules';
import { ResolveInput } from './schema';

/**
 * Ends the work with a resolution for the customer and charges the held credits, in one transaction. The mail asks for
 * a rating. `charged` is in credits.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged` when it is not in work (or resolved already).
 */
export async function resolveRequest(
  ctx: Context,
  input: z.input<typeof ResolveInput>,
): Promise<{ requestId: string; charged: string }> {
  authorise(ctx, 'desk:answer');
  const { requestId, resolution } = parse(ResolveInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    const { organisationId, number, subject, priceMicro } = request;
    if (!worksOn(answerer(ctx), request.expertId)) throw new AppError('forbidden', 'notYourRequest');
    await moveRequest(tx, ctx, request, 'resolve', { resolution, resolvedAt: ctx.now });
    await captureHold(tx, ctx, organisationId, { holdId: request.holdId, reference: number });
    const charged = creditsToDecimal(priceMicro);
    await addEvent(tx, ctx, request, 'resolved', { charged });
    await recordAudit(tx, ctx, {
      action: 'request.resolve',
      recordType: 'request',
      recordId: requestId,
      organisationId,
      before: { status: request.status },
      after: { status: 'resolved', charged },
    });
    const url = customerUrl(requestId);
    await enqueueEmail(tx, {
      to: request.openedBy.email,
      template: 'request-resolved',
      props: {
        ...{ number, subject, url, ratingUrl: `${url}#rating`, summary: excerpt(resolution, 600) },
        priceMicro: priceMicro.toString(),
      },
      key: `request-resolved:${requestId}`,
    });
    return { requestId, charged };
  });
}
