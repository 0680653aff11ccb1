import type { Context } from '@/lib/core/context';
import type { FollowUp, RatingModel, Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { announce } from '@/lib/domain/notifications/announce';
import { readStaff } from '@/lib/domain/notifications/read-staff';
import type { Author } from '@/lib/domain/support/participants';
import { mayRate } from '@/lib/domain/support/rules';
import { type LockedRequest, addEvent, touchRequest } from '@/lib/domain/support/steps';
import { followUpOf } from './rules';
import { ratingLimits } from './schema';

type Verdict = { score: number; comment: string };

/**
 * Writes the customer's verdict under the request's lock, whichever door it came through: once a request, changeable for
 * seven days; the same verdict again changes nothing. A bad one (1 or 2) is to be followed up, and the desk is told.
 * `who` has no name of their own where they have no account.
 * Errors: `conflict` `ratingTooEarly` before the resolution, `ratingFixed` after the seven days.
 */
export async function storeRating(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  who: Author & { name: string },
  { score, comment }: Verdict,
): Promise<void> {
  const { organisationId, id: requestId } = request;
  const where = { organisationId_requestId: { organisationId, requestId } };
  const before = await tx.rating.findUnique({ where });
  if (!mayRate(request.status, before?.createdAt ?? null, ctx.now)) {
    throw new AppError('conflict', before ? 'ratingFixed' : 'ratingTooEarly');
  }
  if (before?.score === score && (before.comment ?? '') === comment) return;
  const followUp = followUpOf(before, score);
  const rating = {
    ...written(who),
    score,
    comment: comment || null,
    updatedAt: ctx.now,
    ...cared(before, followUp),
  };
  await tx.rating.upsert({
    where,
    create: { organisationId, requestId, createdAt: ctx.now, ...rating },
    update: rating,
  });
  const isUser = 'userId' in who;
  const data = { score: String(score), ...(isUser ? {} : { actor: who.name }) };
  await addEvent(tx, ctx, request, before ? 'rerated' : 'rated', data, isUser ? who.userId : null);
  await touchRequest(tx, ctx, request);
  if (score <= ratingLimits.badScore && before?.score !== score) await tellDesk(tx, ctx, request, score);
}

const written = (who: Author) =>
  'userId' in who
    ? { ratedById: who.userId, contactId: null }
    : { ratedById: null, contactId: who.contactId };

/** What was noted about a verdict that is another one now is no answer to it. */
const cared = (before: RatingModel | null, followUp: FollowUp | null) =>
  followUp === (before?.followUp ?? null)
    ? { followUp }
    : { followUp, followUpNote: null, followedUpById: null, followedUpAt: null };

async function tellDesk(tx: Tx, ctx: Context, request: LockedRequest, score: number): Promise<void> {
  const { organisationId, id, number, subject } = request;
  await announce(tx, ctx, {
    ...{ event: 'badRating', organisationId, requestId: id, path: '/desk/ratings' },
    to: await readStaff(tx),
    values: { number, subject, organisation: request.organisation.name, score: String(score) },
    key: `bad-rating:${id}:${ctx.now.getTime()}`,
  });
}
