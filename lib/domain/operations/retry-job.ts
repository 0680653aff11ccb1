import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { RetryJobInput } from './schema';

type Job = { task: string; attempts: number; locked: boolean; troubled: boolean };

/**
 * Gives a failed job all its attempts again, beginning now. Errors: `not_found` when it is done or never was,
 * `conflict` while it runs or when it has not failed.
 */
export async function retryJob(ctx: Context, input: z.input<typeof RetryJobInput>): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const { jobId } = parse(RetryJobInput, input);
  await transaction(async (tx) => {
    const [job] = await tx.$queryRaw<Job[]>`
      SELECT task_identifier AS task, attempts::int AS attempts, locked_at IS NOT NULL AS locked,
        last_error IS NOT NULL OR attempts >= max_attempts AS troubled
      FROM graphile_worker.jobs WHERE id = ${jobId}::bigint`;
    if (!job) throw notFound();
    if (!job.troubled) throw new AppError('conflict', 'jobNotFailed');
    // A job that a worker took in this very moment is not rescheduled: the function leaves locked jobs alone.
    const moved = await tx.$queryRaw<unknown[]>`
      SELECT id FROM graphile_worker.reschedule_jobs(
        ARRAY[${jobId}::bigint], run_at := ${ctx.now.toISOString()}::timestamptz, attempts := 0)`;
    if (moved.length === 0) throw new AppError('conflict', 'jobRunning');
    await recordAudit(tx, ctx, {
      ...{ action: 'job.retry', recordType: 'job', recordId: jobId },
      ...{ before: { task: job.task, attempts: job.attempts }, after: { task: job.task, attempts: 0 } },
    });
  });
}
