import { Logger, runOnce } from 'graphile-worker';
import pg from 'pg';
import { jobContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { type JobName, jobs } from '@/lib/core/jobs';
import { lazy } from '@/lib/core/lazy';
import { handlers } from '@/lib/jobs/handlers';

/** Mail and PDFs are left out: they move no money and take most of the time. */
const LEFT_OUT = new Set<JobName>(['email.send', 'documents.render']);

const quiet = new Logger(() => () => {});

/** One for the whole run; graphile-worker asks for somebody who listens to its errors. */
const pool = lazy(() =>
  new pg.Pool({ connectionString: env.DATABASE_URL, max: 6 })
    .on('error', () => {})
    .on('connect', (client) => client.on('error', () => {})),
);

const isEmpty = async () =>
  (await pool.query('SELECT FROM graphile_worker._private_jobs WHERE run_at <= now() LIMIT 1')).rowCount ===
  0;

/** Does everything that is queued, at the simulation's time, as the worker would. A job that fails is told. */
export async function drainQueue(now: () => Date): Promise<void> {
  if (await isEmpty()) return;
  const failures: string[] = [];
  const names = Object.keys(handlers) as JobName[];
  const taskList = Object.fromEntries(
    names.map((name) => [
      name,
      async (payload: unknown) => {
        if (LEFT_OUT.has(name)) return;
        try {
          await handlers[name](jobContext(name, now()), jobs[name].parse(payload ?? {}) as never);
        } catch (error) {
          failures.push(
            `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          );
        }
      },
    ]),
  );
  await runOnce({ pgPool: pool, concurrency: 4, noHandleSignals: true, taskList, logger: quiet });
  if (failures[0]) throw new Error(`a job failed: ${failures[0]}`);
}

/** Does one of the standing jobs. */
export const standing = (name: JobName, now: Date) => handlers[name](jobContext(name, now), {} as never);
