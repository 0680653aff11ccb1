import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { version } from '@/lib/core/version';

/** A worker tells this often that it is alive; one silent for the longer span counts as gone. */
export const HEARTBEAT_MS = 5_000;
const SILENCE_MS = 30_000;

/** What a worker that is silent for so long had taken is given to others: jobs may be begun twice, and each allows it. */
const RELEASE_MS = 15_000;
const FORGET_MS = 86_400_000;

/**
 * Says that a worker, by the name under which it takes jobs, is alive. What those had taken that have fallen silent is
 * free again; after a day they are forgotten.
 */
export async function beat(ctx: Context, worker: { workerId: string; startedAt: Date }): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const before = (ms: number) => ({ seenAt: { lt: new Date(ctx.now.getTime() - ms) } });
  const seen = { seenAt: ctx.now, version };
  await db.workerHeartbeat.upsert({
    where: { workerId: worker.workerId },
    create: { ...worker, ...seen },
    update: seen,
  });
  const silent = await db.workerHeartbeat.findMany({
    where: before(RELEASE_MS),
    select: { workerId: true },
  });
  const names = silent.map(({ workerId }) => workerId);
  if (names.length > 0) await db.$executeRaw`SELECT graphile_worker.force_unlock_workers(${names}::text[])`;
  await db.workerHeartbeat.deleteMany({ where: before(FORGET_MS) });
}

/** A worker that ends in order leaves no heartbeat behind. */
export async function lastBeat(ctx: Context, workerId: string): Promise<void> {
  authorise(ctx, 'jobs:manage');
  await db.workerHeartbeat.deleteMany({ where: { workerId } });
}

export type Health = {
  status: 'ok' | 'degraded' | 'down';
  database: 'ok' | 'down';
  worker: 'ok' | 'silent' | 'unknown';
  version: string;
};

/** Health for load balancers and people: `down` without the database, `degraded` without a live worker. */
export async function getHealth(now: Date, timeoutMs = 2_000): Promise<Health> {
  const alive = db.workerHeartbeat.count({
    where: { seenAt: { gte: new Date(now.getTime() - SILENCE_MS) } },
  });
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('no answer in time')), timeoutMs).unref(),
  );
  try {
    const workers = await Promise.race([alive, late]);
    return {
      status: workers ? 'ok' : 'degraded',
      database: 'ok',
      worker: workers ? 'ok' : 'silent',
      version,
    };
  } catch (error) {
    log.warn({ err: error }, 'the database does not answer');
    alive.catch(() => undefined);
    return { status: 'down', database: 'down', worker: 'unknown', version };
  }
}
