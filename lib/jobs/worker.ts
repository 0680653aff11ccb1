import { EventEmitter } from 'node:events';
import { Logger, type TaskList, type WorkerEvents, parseCronItems, run } from 'graphile-worker';
import { jobContext } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { type JobName, jobs } from '@/lib/core/jobs';
import { log } from '@/lib/core/log';
import { HEARTBEAT_MS, beat, lastBeat } from '@/lib/domain/operations/heartbeat';
import { closeEmail } from '@/lib/integrations/email/send';
import { handlers } from './handlers';
import { schedule } from './schedule';

/** One task of graphile-worker for each handler: payload parsed again, context made anew, outcome logged. */
function taskList(): TaskList {
  const names = Object.keys(handlers) as JobName[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      async (payload, { job }) => {
        const ctx = jobContext(name, new Date());
        const started = performance.now();
        const { requestId } = ctx;
        try {
          await handlers[name](ctx, jobs[name].parse(payload ?? {}) as never);
          log.info(
            { requestId, job: job.id, task: name, ms: Math.round(performance.now() - started) },
            'job done',
          );
        } catch (error) {
          const last = job.attempts >= job.max_attempts;
          log[last ? 'error' : 'warn'](
            { requestId, job: job.id, task: name, attempt: job.attempts, err: error },
            'job failed',
          );
          throw error;
        }
      },
    ]),
  );
}

const quiet = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') log.warn({ source: 'graphile-worker' }, message);
});

async function main(): Promise<void> {
  const worker = { workerId: '', startedAt: new Date() };
  const events: WorkerEvents = new EventEmitter();
  // The name under which it takes jobs: whoever finds it silent knows which are free again.
  events.on('pool:create', ({ workerPool }) => (worker.workerId = workerPool.id));
  const runner = await run({
    connectionString: env.DATABASE_URL,
    concurrency: env.WORKER_CONCURRENCY,
    maxPoolSize: env.WORKER_CONCURRENCY + 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    ...{ logger: quiet, events },
    taskList: taskList(),
    parsedCronItems: parseCronItems(
      schedule.map((item) => ({
        ...item,
        options: { backfillPeriod: 0, jobKey: item.task, maxAttempts: 3 },
      })),
    ),
  });
  const tick = () =>
    beat(jobContext('heartbeat', new Date()), worker).catch((err: unknown) =>
      log.warn({ err }, 'no heartbeat'),
    );
  await tick();
  const heart = setInterval(() => void tick(), HEARTBEAT_MS);
  log.info({ workerId: worker.workerId }, 'worker ready');

  const stop = async (signal: string) => {
    log.info({ signal }, 'worker stops');
    clearInterval(heart);
    await runner.stop().catch((err: unknown) => log.warn({ err }, 'jobs were cut off'));
    closeEmail();
    await lastBeat(jobContext('heartbeat', new Date()), worker.workerId).catch(() => undefined);
    await db.$disconnect();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => void stop(signal));
  await runner.promise;
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, 'worker ends');
  process.exit(1);
});
