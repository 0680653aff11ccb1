import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { cleanError } from './rules';
import { type JobDto, ListJobsInput, type QueueDto } from './schema';

const PAGE = 25;

type Row = Omit<JobDto, 'id' | 'runAt' | 'createdAt'> & { id: bigint; runAt: Date; createdAt: Date };

/** Jobs that failed at least once and are not done, newest first: those that gave up and those that will try again. */
export async function listFailedJobs(ctx: Context, input: z.input<typeof ListJobsInput> = {}) {
  authorise(ctx, 'jobs:manage');
  const { before } = parse(ListJobsInput, input);
  const older = before ? Prisma.sql`AND j.id < ${before}::bigint` : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`
    SELECT j.id, j.task_identifier AS task, coalesce(p.payload->>'template', p.payload->>'eventId', j.key) AS about,
      CASE WHEN j.locked_at IS NOT NULL THEN 'running' WHEN j.attempts >= j.max_attempts THEN 'failed' ELSE 'retrying' END AS state,
      j.last_error AS error, j.attempts::int AS attempts, j.max_attempts::int AS "maxAttempts", j.run_at AS "runAt",
      j.created_at AS "createdAt"
    FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p ON p.id = j.id
    WHERE (j.last_error IS NOT NULL OR j.attempts >= j.max_attempts) ${older}
    ORDER BY j.id DESC LIMIT ${PAGE + 1}`;
  const jobs: JobDto[] = rows.slice(0, PAGE).map((row) => ({
    ...row,
    id: row.id.toString(),
    error: row.error && cleanError(row.error),
    runAt: row.runAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }));
  return { jobs, next: rows.length > PAGE ? (jobs.at(-1)?.id ?? null) : null };
}

type Depth = { waiting: bigint; scheduled: bigint; running: bigint; failed: bigint; oldest: Date | null };

/** How much is in the queue. */
export async function getQueue(ctx: Context): Promise<QueueDto> {
  authorise(ctx, 'jobs:manage');
  const [row] = await db.$queryRaw<Depth[]>`
    WITH job AS (
      SELECT run_at, locked_at IS NOT NULL AS running, attempts >= max_attempts AS failed,
        run_at <= ${ctx.now.toISOString()}::timestamptz AS due
      FROM graphile_worker.jobs
    )
    SELECT count(*) FILTER (WHERE NOT running AND NOT failed AND due) AS waiting,
      count(*) FILTER (WHERE NOT running AND NOT failed AND NOT due) AS scheduled,
      count(*) FILTER (WHERE running) AS running, count(*) FILTER (WHERE failed AND NOT running) AS failed,
      min(run_at) FILTER (WHERE NOT running AND NOT failed AND due) AS oldest
    FROM job`;
  return {
    waiting: Number(row?.waiting ?? 0),
    scheduled: Number(row?.scheduled ?? 0),
    running: Number(row?.running ?? 0),
    failed: Number(row?.failed ?? 0),
    oldestWaitingAt: row?.oldest?.toISOString() ?? null,
  };
}
