import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { addEvent, answerer, lockRequest, moveRequest } from './internal';
import { nextStatus, worksOn } from './rules';
import { RequestInput } from './schema';

/** A move that nothing but the status tells: by the request's expert, or by an agent or admin. */
export async function moveWork(
  ctx: Context,
  input: z.input<typeof RequestInput>,
  act: 'start' | 'wait',
  event: string,
): Promise<{ requestId: string }> {
  authorise(ctx, 'desk:answer');
  const { requestId } = parse(RequestInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (!worksOn(answerer(ctx), request.expertId)) throw new AppError('forbidden', 'notYourRequest');
    await moveRequest(tx, ctx, request, act);
    await addEvent(tx, ctx, request, event);
    await recordAudit(tx, ctx, {
      action: `request.${act}`,
      recordType: 'request',
      recordId: requestId,
      organisationId: request.organisationId,
      before: { status: request.status },
      after: { status: nextStatus(act, request.status) },
    });
    return { requestId };
  });
}
