import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import type { DeskRequestDto, ExpertDto, NoteDto } from './schema.dto';
import { addressed, answerer } from './internal';
import { deskActs } from './rules';
import { RequestInput, openStatuses } from './schema';
import { inOrder, postDto, postFields, publicThread, requestFacts, requestFields } from './thread';

/** One request as staff see it: the public thread with the notes among it, the customer, and what may be done. */
export async function getDeskRequest(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<DeskRequestDto> {
  authorise(ctx, 'desk:read');
  const { requestId: id } = addressed(RequestInput, input);
  const row = await db.request.findFirst({
    where: { id },
    select: {
      ...requestFields,
      organisation: { select: { id: true, name: true, customerClass: true, createdAt: true } },
      notes: { select: postFields, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  });
  if (!row) throw notFound();
  const me = caller(ctx);
  const notes = row.notes.map((note): NoteDto => ({ kind: 'note', ...postDto(note, 'staff', me) }));
  const { createdAt: since, ...organisation } = row.organisation;
  return {
    ...requestFacts(row),
    expertId: row.expertId,
    organisation: { ...organisation, since: since.toISOString() },
    contact: { name: row.openedBy.name, email: row.openedBy.email },
    history: await historyOf(row.organisationId),
    thread: inOrder([...(await publicThread(db, row, me)), ...notes]),
    may: deskActs(answerer(ctx), row.status, row.expertId),
  };
}

async function historyOf(organisationId: string): Promise<DeskRequestDto['history']> {
  const [requests, open, ratings] = await Promise.all([
    db.request.count({ where: { organisationId } }),
    db.request.count({ where: { organisationId, status: { in: [...openStatuses] } } }),
    db.rating.aggregate({ where: { organisationId }, _avg: { score: true } }),
  ]);
  return { requests, open, averageScore: ratings._avg.score?.toFixed(1) ?? null };
}

/** Who can be given a request, with what they have on their hands: the least loaded first. */
export async function listExperts(ctx: Context): Promise<ExpertDto[]> {
  authorise(ctx, 'desk:read');
  const [people, loads] = await Promise.all([
    db.user.findMany({
      where: { staffRoles: { has: 'expert' }, deactivatedAt: null },
      select: { id: true, name: true, expert: { select: { skills: true, capacity: true } } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: 500,
    }),
    db.request.groupBy({
      by: ['expertId'],
      where: { status: { in: [...openStatuses] }, expertId: { not: null } },
      _count: { _all: true },
    }),
  ]);
  const load = new Map(loads.map((group) => [group.expertId, group._count._all]));
  return people
    .map(({ id, name, expert }) => ({
      id,
      name,
      skills: expert?.skills ?? [],
      capacity: expert?.capacity ?? 8,
      load: load.get(id) ?? 0,
    }))
    .sort((a, b) => a.load / a.capacity - b.load / b.capacity);
}
