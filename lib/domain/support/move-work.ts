import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { turnClocks } from '@/lib/domain/sla/steps';
import { addEvent, answerer, lockRequest, moveRequest } from './internal';
import { nextStatus, startRefusal, worksOn } from './rules';
import { RequestInput } from './schema';

/** A move that nothing but the status tells: by the request's expert, or by an agent or admin. */
export async function moveWork(
  ctx: Context,
  input: z.input<typeof RequestInput>,
  act: WorkAct,
): Promise<{ requestId: string }> {
  authorise(ctx, 'desk:answer');
  const { requestId } = parse(RequestInput, input);
  return transaction((tx) => move(tx, ctx, requestId, act));
}

const events = { start: 'started', wait: 'waiting' } as const;
type WorkAct = keyof typeof events;

/** The step of `moveWork`, for one request and for each of several. */
export async function move(
  tx: Tx,
  ctx: Context,
  requestId: string,
  act: WorkAct,
): Promise<{ requestId: string }> {
  const request = await lockRequest(tx, requestId);
  if (!worksOn(answerer(ctx), request.expertId)) throw new AppError('forbidden', 'notYourRequest');
  const refusal = act === 'start' ? startRefusal(request) : null;
  if (refusal && nextStatus(act, request.status)) throw new AppError('conflict', refusal);
  await moveRequest(tx, ctx, request, act);
  await addEvent(tx, ctx, request, events[act]);
  await turnClocks(tx, ctx, request, act === 'wait' ? 'waiting' : 'goesOn');
  await recordAudit(tx, ctx, {
    action: `request.${act}`,
    recordType: 'request',
    recordId: requestId,
    organisationId: request.organisationId,
    before: { status: request.status },
    after: { status: nextStatus(act, request.status) },
  });
  return { requestId };
}
