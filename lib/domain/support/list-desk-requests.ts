import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { DAY_MS } from '@/lib/core/time';
import { type Position, cursorInstant, decodeCursor, encodeCursor } from './cursor';
import type { DeskRowDto, Page } from './schema.dto';
import { DeskQuery, type DeskView, deskViews, openStatuses, urgencies } from './schema';
import { summaryDto, summaryFields } from './thread';

const PAGE = 50;

type Where = Prisma.RequestWhereInput;

function inView(view: DeskView, me: string): Where {
  const open = { status: { in: [...openStatuses] } };
  switch (view) {
    case 'unassigned':
      return { ...open, expertId: null };
    case 'mine':
      return { ...open, expertId: me };
    case 'open':
      return open;
    case 'waiting':
      return { status: 'waiting_on_customer' };
    case 'resolved':
      return { status: { in: ['resolved', 'closed'] } };
    case 'all':
      return {};
  }
}

function filtered(query: DeskQuery, ctx: Context): Where {
  const { status, urgency, expert, age, organisation } = query;
  const expertId = expert === 'mine' ? caller(ctx) : expert === 'none' ? null : expert;
  return {
    AND: [
      inView(query.view, caller(ctx)),
      ...(status ? [{ status }] : []),
      ...(urgency ? [{ urgency }] : []),
      ...(expertId !== undefined ? [{ expertId }] : []),
      ...(age ? [{ createdAt: { lte: new Date(ctx.now.getTime() - Number(age) * DAY_MS) } }] : []),
      ...(organisation
        ? [{ organisation: { name: { contains: likeText(organisation), mode: 'insensitive' as const } } }]
        : []),
    ],
  };
}

// Prisma sends `contains` as LIKE: the reader's own % and _ are letters.
const likeText = (text: string) => text.replace(/[\\%_]/g, String.raw`\$&`);

type Sort = DeskQuery['sort'];

const order: Record<Sort, Prisma.RequestOrderByWithRelationInput[]> = {
  oldest: [{ createdAt: 'asc' }, { id: 'asc' }],
  newest: [{ createdAt: 'desc' }, { id: 'desc' }],
  updated: [{ updatedAt: 'desc' }, { id: 'desc' }],
  urgency: [{ urgency: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
};

/** What comes after a position, in the order of a sort. */
function beyond(sort: Sort, { key, id }: Position): Where {
  if (sort === 'urgency') {
    const [name = '', instant = ''] = key.split('|');
    const urgency = urgencies.find((known) => known === name) ?? 'normal';
    const lower = urgencies.slice(0, urgencies.indexOf(urgency));
    return { OR: [{ urgency: { in: lower } }, { urgency, ...beyond('oldest', { key: instant, id }) }] };
  }
  const at = cursorInstant({ key, id });
  if (sort === 'oldest') return { OR: [{ createdAt: { gt: at } }, { createdAt: at, id: { gt: id } }] };
  if (sort === 'newest') return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
  return { OR: [{ updatedAt: { lt: at } }, { updatedAt: at, id: { lt: id } }] };
}

function keyOf(row: DeskRowDto, sort: Sort): string {
  if (sort === 'urgency') return `${row.urgency}|${row.createdAt}`;
  return sort === 'updated' ? row.updatedAt : row.createdAt;
}

/** The desk's queue over all organisations, filtered and sorted as the address says, in keyset pages of 50. */
export async function listDeskRequests(
  ctx: Context,
  input: z.input<typeof DeskQuery>,
): Promise<Page<DeskRowDto>> {
  authorise(ctx, 'desk:read');
  const query = parse(DeskQuery, input);
  const from = query.after ? decodeCursor(query.after) : null;
  const found = await db.request.findMany({
    where: { AND: [filtered(query, ctx), ...(from ? [beyond(query.sort, from)] : [])] },
    select: { ...summaryFields, expertId: true, organisation: { select: { name: true } } },
    orderBy: order[query.sort],
    take: PAGE + 1,
  });
  const rows = found.slice(0, PAGE).map((row): DeskRowDto => ({
    ...summaryDto(row),
    organisation: row.organisation.name,
    expertId: row.expertId,
  }));
  const last = rows.at(-1);
  const next =
    found.length > PAGE && last ? encodeCursor({ key: keyOf(last, query.sort), id: last.id }) : null;
  return { rows, next };
}

/** How many requests each saved view holds, whatever the other filters say. */
export async function countDeskViews(ctx: Context): Promise<Record<DeskView, number>> {
  authorise(ctx, 'desk:read');
  const open = Prisma.sql`status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer')`;
  const [row] = await db.$queryRaw<Record<DeskView, bigint>[]>`
    SELECT count(*) FILTER (WHERE ${open} AND "expertId" IS NULL) AS unassigned,
      count(*) FILTER (WHERE ${open} AND "expertId" = ${caller(ctx)}) AS mine,
      count(*) FILTER (WHERE ${open}) AS open,
      count(*) FILTER (WHERE status = 'waiting_on_customer') AS waiting,
      count(*) FILTER (WHERE status IN ('resolved', 'closed')) AS resolved,
      count(*) AS "all"
    FROM "Request"`;
  return Object.fromEntries(deskViews.map((view) => [view, Number(row?.[view] ?? 0)])) as Record<
    DeskView,
    number
  >;
}
