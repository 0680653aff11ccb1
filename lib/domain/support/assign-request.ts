import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import {
  type LockedRequest,
  addEvent,
  answerer,
  deskUrl,
  lockRequest,
  moveRequest,
  requestChanged,
} from './internal';
import { AssignInput } from './schema';

type Expert = { id: string; name: string; email: string };

/**
 * Gives a request to an expert: agents and admins to any, an expert may take one that nobody has. `fromExpertId` is
 * who had it on the caller's screen: of two people who assign at once, exactly one wins. The same expert again
 * changes nothing.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged`; `invalid` on `expertId` for somebody who is no expert.
 */
export async function assignRequest(
  ctx: Context,
  input: z.input<typeof AssignInput>,
): Promise<{ requestId: string; expertId: string }> {
  authorise(ctx, 'desk:answer');
  const { requestId, expertId, fromExpertId } = parse(AssignInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    const me = answerer(ctx);
    const takesIt = me.isExpert && expertId === me.userId && fromExpertId === null;
    if (!me.canAssign && !takesIt) throw new AppError('forbidden', 'assignForbidden');
    if (request.expertId === expertId) return { requestId, expertId };
    if (request.expertId !== fromExpertId) throw requestChanged();
    const expert = await findExpert(tx, expertId);
    await moveRequest(tx, ctx, request, 'assign', { expertId, assignedAt: ctx.now });
    await addEvent(tx, ctx, request, 'assigned', { expert: expert.name });
    await recordAudit(tx, ctx, {
      action: 'request.assign',
      recordType: 'request',
      recordId: requestId,
      organisationId: request.organisationId,
      before: { expertId: request.expertId },
      after: { expertId },
    });
    if (expertId !== me.userId) await tellExpert(tx, ctx, request, expert);
    return { requestId, expertId };
  });
}

async function findExpert(tx: Tx, id: string): Promise<Expert> {
  const found = await tx.user.findFirst({
    where: { id, deactivatedAt: null, staffRoles: { has: 'expert' } },
    select: { id: true, name: true, email: true },
  });
  if (!found) throw new AppError('invalid', 'invalidInput', { fields: { expertId: 'unknown' } });
  return found;
}

async function tellExpert(tx: Tx, ctx: Context, request: LockedRequest, expert: Expert): Promise<void> {
  const { id, number, subject, urgency } = request;
  await enqueueEmail(tx, {
    to: expert.email,
    template: 'request-assigned',
    props: { number, subject, organisation: request.organisation.name, urgency, url: deskUrl(id) },
    // Assigned twice to the same expert, with another one between, is two mails.
    key: `request-assigned:${id}:${expert.id}:${ctx.now.getTime()}`,
  });
}
