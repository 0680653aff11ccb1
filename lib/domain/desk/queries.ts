import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { followersDto } from '@/lib/domain/support/followers-dto';
import { readMoney } from '@/lib/domain/support/read-money';
import { deskActs, startRefusal } from '@/lib/domain/support/rules';
import { RequestInput, openStatuses } from '@/lib/domain/support/schema';
import type { NoteDto } from '@/lib/domain/support/schema.dto';
import { addressed, answerer, openerOf } from '@/lib/domain/support/steps';
import {
  inOrder,
  postDto,
  postFields,
  publicThread,
  requestFacts,
  requestFields,
} from '@/lib/domain/support/thread';
import type { DeskRequestDto, ExpertDto } from './schema.dto';

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
  const acts = deskActs(answerer(ctx), row.status, row.expertId);
  return {
    ...requestFacts(row),
    ...followersDto(row, me, 'staff'),
    expertId: row.expertId,
    organisation: { ...organisation, since: since.toISOString() },
    contact: { name: openerOf(row).name, email: openerOf(row).email },
    history: await historyOf(row.organisationId),
    ...(await readMoney(ctx, row, 'staff')),
    thread: inOrder([...(await publicThread(db, row, me)), ...notes]),
    may: { ...acts, start: acts.start && !startRefusal(row) },
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

/** Every category that a request may have, also those no longer on offer. */
export async function listDeskCategories(ctx: Context): Promise<{ code: string; name: string }[]> {
  authorise(ctx, 'desk:read');
  return db.supportCategory.findMany({
    select: { code: true, name: true },
    orderBy: [{ position: 'asc' }, { code: 'asc' }],
  });
}
