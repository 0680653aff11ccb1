import { type Context, authorise } from '@/lib/core/context';
import { Prisma as sql, db } from '@/lib/core/db';
import type { Urgency } from '@/lib/domain/support/schema';
import type { ExpertQueueDto } from './schema.dto';
import { OPEN } from './where';

type Oldest = { id: string; number: string; createdAt: string };
type Due = { id: string; number: string; dueAt: string; urgency: Urgency };
type Queue = {
  expertId: string | null;
  open: number;
  assigned: number;
  inProgress: number;
  waiting: number;
  late: number;
  oldest: Oldest;
  due: Due | null;
};

const NOTHING = { open: 0, assigned: 0, inProgress: 0, waiting: 0, late: 0, oldest: null, due: null };

/**
 * What nobody has, then one queue for each expert (also for who is one no longer but still has requests): how many of
 * which status, how many are late, the oldest, and what is due next. Counts open requests only.
 */
export async function listQueues(ctx: Context): Promise<ExpertQueueDto[]> {
  authorise(ctx, 'desk:read');
  const queues = await readQueues(ctx);
  const held = queues.flatMap(({ expertId }) => expertId ?? []);
  const people = await db.user.findMany({
    where: { OR: [{ staffRoles: { has: 'expert' }, deactivatedAt: null }, { id: { in: held } }] },
    select: { id: true, name: true, deactivatedAt: true, staffRoles: true, expert: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 500,
  });
  const byExpert = new Map(queues.map((queue) => [queue.expertId, queue]));
  const countsOf = (id: string | null) => {
    const { expertId: _, ...counts } = byExpert.get(id) ?? { expertId: id, ...NOTHING };
    return counts;
  };
  return [
    { expert: null, ...countsOf(null) },
    ...people.map(({ id, name, deactivatedAt, staffRoles, expert }) => ({
      expert: {
        ...{ id, name, skills: expert?.skills ?? [], capacity: expert?.capacity ?? 8 },
        isActive: deactivatedAt === null && staffRoles.includes('expert'),
      },
      ...countsOf(id),
    })),
  ];
}

// As JavaScript writes an instant: what stands inside JSON is no date to the driver.
const iso = (column: 'createdAt' | 'dueAt') =>
  sql.raw(`to_char(r."${column}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** One pass over the open requests: `oldest` and `due` are the first of each queue in that order. */
const readQueues = (ctx: Context) => db.$queryRaw<Queue[]>`
  SELECT r."expertId", count(*)::int AS open, count(*) FILTER (WHERE r.status IN ('new', 'assigned'))::int AS assigned,
    count(*) FILTER (WHERE r.status = 'in_progress')::int AS "inProgress",
    count(*) FILTER (WHERE r.status = 'waiting_on_customer')::int AS waiting,
    count(*) FILTER (WHERE r."dueAt" < ${ctx.now})::int AS late,
    (array_agg(jsonb_build_object('id', r.id, 'number', r.number, 'createdAt', ${iso('createdAt')})
      ORDER BY r."createdAt", r.id))[1] AS oldest,
    (array_agg(jsonb_build_object('id', r.id, 'number', r.number, 'dueAt', ${iso('dueAt')}, 'urgency', r.urgency)
      ORDER BY r."dueAt", r.id) FILTER (WHERE r."dueAt" IS NOT NULL))[1] AS due
  FROM "Request" r WHERE ${OPEN} GROUP BY r."expertId"`;
