import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { localeOf } from '@/lib/core/locales';
import { announce } from '@/lib/domain/notifications/announce';
import {
  type LockedRequest,
  addEvent,
  answerer,
  deskUrl,
  lockRequest,
  moveRequest,
  requestChanged,
} from './internal';
import { handOver } from './participants';
import { AssignInput } from './schema';

type Expert = { id: string; name: string; email: string; locale: string };

/**
 * Gives a request to an expert: agents and admins to any, an expert may take one that nobody has. `fromExpertId` is
 * who had it on the caller's screen: of two people who assign at once, exactly one wins. The same expert again
 * changes nothing. `handover` becomes an internal note for who has it next.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged`; `invalid` on `expertId` for somebody who is no expert.
 */
export async function assignRequest(
  ctx: Context,
  input: z.input<typeof AssignInput>,
): Promise<{ requestId: string; expertId: string }> {
  authorise(ctx, 'desk:answer');
  const asked = parse(AssignInput, input);
  await transaction((tx) => assign(tx, ctx, asked));
  return { requestId: asked.requestId, expertId: asked.expertId };
}

/** The step of `assignRequest`, for one request and for each of several. */
export async function assign(
  tx: Tx,
  ctx: Context,
  asked: z.output<typeof AssignInput>,
): Promise<LockedRequest> {
  const { requestId, expertId, fromExpertId, handover } = asked;
  const request = await lockRequest(tx, requestId);
  const me = answerer(ctx);
  const takesIt = me.isExpert && expertId === me.userId && fromExpertId === null;
  if (!me.canAssign && !takesIt) throw new AppError('forbidden', 'assignForbidden');
  if (request.expertId === expertId) return request;
  if (request.expertId !== fromExpertId) throw requestChanged();
  const expert = await findExpert(tx, expertId);
  await moveRequest(tx, ctx, request, 'assign', { expertId, assignedAt: ctx.now });
  await addEvent(tx, ctx, request, handover ? 'handedOver' : 'assigned', { expert: expert.name });
  await handOver(tx, ctx, request, { from: request.expertId, to: expertId });
  if (handover) await noteHandover(tx, ctx, request, { expertId, body: handover });
  await recordAudit(tx, ctx, {
    action: 'request.assign',
    recordType: 'request',
    recordId: requestId,
    organisationId: request.organisationId,
    before: { expertId: request.expertId },
    after: { expertId, hasHandover: handover !== '' },
  });
  if (expertId !== me.userId) await tellExpert(tx, ctx, request, expert, handover !== '');
  return request;
}

/**
 * Under a share lock: whoever deactivates this expert waits until the request is theirs, and then takes it away again;
 * or has been faster, and nobody is found.
 */
async function findExpert(tx: Tx, id: string): Promise<Expert> {
  const [found] = await tx.$queryRaw<Expert[]>`
    SELECT id, name, email, locale FROM "User"
    WHERE id = ${id} AND "deactivatedAt" IS NULL AND 'expert' = ANY("staffRoles") FOR SHARE`;
  if (!found) throw new AppError('invalid', 'expertUnknown', { fields: { expertId: 'unknown' } });
  return found;
}

/** The note is unread for whoever has it next. */
async function noteHandover(
  tx: Tx,
  ctx: Context,
  { organisationId, id: requestId }: LockedRequest,
  { expertId, body }: { expertId: string; body: string },
): Promise<void> {
  await tx.note.create({
    data: { organisationId, id: newId('note'), requestId, authorId: caller(ctx), body, createdAt: ctx.now },
  });
  await tx.requestParticipant.updateMany({
    where: { organisationId, requestId, userId: expertId },
    data: { unread: { increment: 1 } },
  });
}

async function tellExpert(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  expert: Expert,
  hasHandover: boolean,
): Promise<void> {
  const { id, organisationId, number, subject, urgency } = request;
  const organisation = request.organisation.name;
  const { name: author } = await tx.user.findUniqueOrThrow({
    where: { id: caller(ctx) },
    select: { name: true },
  });
  const notice = {
    ...{ organisationId, requestId: id, path: `/desk/requests/${id}` },
    to: [{ ...expert, userId: expert.id, locale: localeOf(expert.locale), side: 'staff' as const }],
    mail: () => ({
      template: 'request-assigned' as const,
      props: { number, subject, organisation, urgency, url: deskUrl(id) },
    }),
    // Assigned twice to the same expert, with another one between, is two mails.
    key: `request-assigned:${id}:${expert.id}:${ctx.now.getTime()}`,
  };
  const values = { number, subject, organisation };
  if (hasHandover) await announce(tx, ctx, { ...notice, event: 'handedOver', values: { ...values, author } });
  else await announce(tx, ctx, { ...notice, event: 'assigned', values });
}
