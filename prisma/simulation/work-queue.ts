import { jobContext } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { groupBy } from '@/lib/core/group-by';
import { type JobName, jobs } from '@/lib/core/jobs';
import { handlers } from '@/lib/jobs/handlers';
import { sideBySide } from './side-by-side';

/** Mail, PDFs and warnings are left out: they move no money and take most of the time. */
const LEFT_OUT = new Set<string>([
  'email.send',
  'notifications.deliver',
  'documents.render',
  'wallet.watch',
] satisfies JobName[]);
const LANES = 6;

type Job = { name: JobName; payload: unknown; organisation: string | null };

/**
 * Takes what is due by the simulation's time out of the queue, as the worker does, but each organisation's in one order:
 * in that of its payments, whatever order the events came in.
 */
const takeDue = (now: Date) =>
  db.$queryRaw<Job[]>`
    WITH due AS (DELETE FROM graphile_worker._private_jobs
      WHERE run_at <= greatest(now(), ${now.toISOString()}::timestamptz) RETURNING id, task_id, payload)
    SELECT t.identifier AS name, due.payload, coalesce(due.payload->>'organisationId', e."organisationId") AS organisation
    FROM due JOIN graphile_worker._private_tasks t ON t.id = due.task_id
    LEFT JOIN "ProviderEvent" e ON e.provider = due.payload->>'provider' AND e."eventId" = due.payload->>'eventId'
    LEFT JOIN "Payment" p ON p."organisationId" = e."organisationId" AND p.id = e."subjectId"
    ORDER BY t.identifier, p."createdAt", e.type, due.id`;

async function run({ name, payload }: Job, now: Date): Promise<void> {
  try {
    await handlers[name](jobContext(name, now), jobs[name].parse(payload ?? {}) as never);
  } catch (error) {
    throw new Error(`the job ${name} failed: ${JSON.stringify(payload)}`, { cause: error });
  }
}

/** Does everything that is queued, organisations side by side. Answers how much there was; a job that fails ends the run. */
export async function drainQueue(now: Date): Promise<number> {
  const due = (await takeDue(now)).filter(({ name }) => !LEFT_OUT.has(name));
  const lists = groupBy(due, ({ organisation }) => organisation ?? '').values();
  await sideBySide(lists, LANES, async (list) => {
    for (const job of list) await run(job, now);
  });
  return due.length;
}

/** Does one of the standing jobs. */
export const standing = (name: JobName, now: Date) => handlers[name](jobContext(name, now), {} as never);
