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
const iso = (column: string) =>
  sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** One pass over the open requests, and their order twice: `oldest` and `due` are the first of each queue. */
const readQueues = (ctx: Context) => db.$queryRaw<Queue[]>`
  WITH open AS MATERIALIZED (
    SELECT r.id, r.number, r."expertId", r.status, r.urgency, r."createdAt", r."dueAt" FROM "Request" r WHERE ${OPEN}
  ), counted AS (
    SELECT "expertId", count(*)::int AS open, count(*) FILTER (WHERE status IN ('new', 'assigned'))::int AS assigned,
      count(*) FILTER (WHERE status = 'in_progress')::int AS "inProgress",
      count(*) FILTER (WHERE status = 'waiting_on_customer')::int AS waiting,
      count(*) FILTER (WHERE "dueAt" < ${ctx.now})::int AS late
    FROM open GROUP BY "expertId"
  ), oldest AS (
    SELECT DISTINCT ON ("expertId") * FROM open ORDER BY "expertId", "createdAt", id
  ), due AS (
    SELECT DISTINCT ON ("expertId") * FROM open WHERE "dueAt" IS NOT NULL ORDER BY "expertId", "dueAt", id
  )
  SELECT c.*,
    jsonb_build_object('id', o.id, 'number', o.number, 'createdAt', ${iso('o."createdAt"')}) AS oldest,
    CASE WHEN d.id IS NOT NULL THEN
      jsonb_build_object('id', d.id, 'number', d.number, 'dueAt', ${iso('d."dueAt"')}, 'urgency', d.urgency) END AS due
  FROM counted c JOIN oldest o ON o."expertId" IS NOT DISTINCT FROM c."expertId"
    LEFT JOIN due d ON d."expertId" IS NOT DISTINCT FROM c."expertId"`;
