import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { retarget, turnClocks } from '@/lib/domain/sla/steps';
import { addEvent, answerer, lockRequest, requestChanged } from './internal';
import { isOpen, worksOn } from './rules';
import { ChangeUrgencyInput } from './schema';

/**
 * Staff change how urgent an open request is: its price stays, its promises are counted by the new urgency from now on,
 * and what its owner approved was another scope. The customer reads the reason. The same urgency again changes nothing.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged` when it is not open, or another urgency than was shown.
 */
export async function changeUrgency(
  ctx: Context,
  input: z.input<typeof ChangeUrgencyInput>,
): Promise<{ requestId: string }> {
  authorise(ctx, 'desk:answer');
  const change = parse(ChangeUrgencyInput, input);
  return transaction((tx) => setUrgency(tx, ctx, change));
}

/** The step of `changeUrgency`, for one request and for each of several. */
export async function setUrgency(
  tx: Tx,
  ctx: Context,
  { requestId, fromUrgency, urgency, reason }: z.output<typeof ChangeUrgencyInput>,
): Promise<{ requestId: string }> {
  const request = await lockRequest(tx, requestId);
  if (!worksOn(answerer(ctx), request.expertId)) throw new AppError('forbidden', 'notYourRequest');
  if (request.urgency === urgency) return { requestId };
  if (!isOpen(request.status) || request.urgency !== fromUrgency) throw requestChanged();
  const { organisationId } = request;
  await tx.request.update({
    where: { organisationId_id: { organisationId, id: requestId } },
    data: { urgency, scopeVersion: { increment: 1 }, updatedAt: ctx.now },
  });
  await retarget(tx, ctx, request, urgency);
  // What an owner was asked about is void with it: nobody is waited for any more.
  if (request.approval === 'pending') await turnClocks(tx, ctx, request, 'goesOn');
  await addEvent(tx, ctx, request, 'urgencyChanged', { from: request.urgency, to: urgency, reason });
  await recordAudit(tx, ctx, {
    ...{ action: 'request.urgency', recordType: 'request', recordId: requestId, organisationId },
    ...{ before: { urgency: request.urgency }, after: { urgency }, reason },
  });
  return { requestId };
}
