import { db } from '@/lib/core/db';
import { mailsNaming } from './mail';

/** What waits in the queue for a task, where the payload or the job's key names `part`; mails wait in the outbox. */
export async function queuedJobs(task: string, part: string): Promise<Record<string, unknown>[]> {
  if (task === 'email.send') return mailsNaming(part);
  const rows = await db.$queryRaw<{ payload: Record<string, unknown> }[]>`
    SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = ${task} AND (strpos(j.payload::text, ${part}) > 0 OR strpos(coalesce(j.key, ''), ${part}) > 0)
    ORDER BY j.id`;
  return rows.map(({ payload }) => payload);
}
