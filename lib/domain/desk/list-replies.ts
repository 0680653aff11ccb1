import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { RequestInput } from '@/lib/domain/support/schema';
import { addressed, openerOf } from '@/lib/domain/support/steps';
import { type Variable, fill, firstName } from './canned';
import type { CannedReplyDto, FilledReplyDto } from './schema.dto';

const kept = { where: { archivedAt: null }, orderBy: [{ name: 'asc' as const }, { id: 'asc' as const }] };

/** All canned replies as they were written, by name, with who changed each last. */
export async function listReplies(ctx: Context): Promise<CannedReplyDto[]> {
  authorise(ctx, 'desk:read');
  const replies = await db.cannedReply.findMany(kept);
  const people = await db.user.findMany({
    where: { id: { in: replies.map(({ changedById }) => changedById) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return replies.map(({ id, name, body, categoryCode, changedById, changedAt }) => ({
    ...{ id, name, body, category: categoryCode ?? '' },
    changedBy: names.get(changedById) ?? '',
    changedAt: changedAt.toISOString(),
  }));
}

/**
 * The replies ready to be put into a composer on this request, with its names filled in: those of its category first,
 * then those for every request; replies for another category last. Error: `not_found`.
 */
export async function listRepliesFor(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<FilledReplyDto[]> {
  authorise(ctx, 'desk:answer');
  const { requestId: id } = addressed(RequestInput, input);
  const person = { select: { name: true } };
  const [request, me, replies] = await Promise.all([
    db.request.findFirst({
      where: { id },
      include: { openedBy: person, contact: person, organisation: person },
    }),
    db.user.findUniqueOrThrow({ where: { id: caller(ctx) }, select: { name: true } }),
    db.cannedReply.findMany(kept),
  ]);
  if (!request) throw notFound();
  const customer = openerOf(request).name;
  const values: Record<Variable, string> = {
    'customer.name': customer,
    'customer.firstName': firstName(customer),
    'organisation.name': request.organisation.name,
    'request.number': request.number,
    'request.subject': request.subject,
    'request.category': request.categoryName,
    'request.service': request.serviceAffected,
    'me.name': me.name,
    'me.firstName': firstName(me.name),
  };
  const rank = (code: string | null) => (code === request.categoryCode ? 0 : code === null ? 1 : 2);
  return replies
    .toSorted((a, b) => rank(a.categoryCode) - rank(b.categoryCode))
    .map(({ id: replyId, name, body, categoryCode }) => ({
      ...{ id: replyId, name, text: fill(body, values) },
      isOfCategory: categoryCode === request.categoryCode,
    }));
}
