import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { enqueue } from '@/lib/core/jobs';
import { NOW, job } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { beat, lastBeat } from './heartbeat';

const later = (seconds: number) => job(new Date(NOW.getTime() + seconds * 1_000));

/** A job that a worker has taken. */
async function takenBy(workerId: string): Promise<() => Promise<string | null>> {
  const jobKey = randomUUID();
  await enqueue(db, 'wallet.sweep', {}, { jobKey });
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = ${workerId} WHERE key = ${jobKey} RETURNING id`;
  const { id } = present(rows[0]);
  return async () => {
    const found = await db.$queryRaw<{ by: string | null }[]>`
      SELECT locked_by AS by FROM graphile_worker._private_jobs WHERE id = ${id}`;
    return present(found[0]).by;
  };
}

it('gives free what a worker had taken that was killed, and leaves those who live alone', async () => {
  const [killed, slow, other] = [randomUUID(), randomUUID(), randomUUID()];
  await beat(job(NOW), { workerIds: [killed, slow], startedAt: NOW });
  const [ofKilled, ofSlow] = [await takenBy(killed), await takenBy(slow)];
  await beat(later(10), { workerIds: [slow], startedAt: NOW });
  await beat(later(14), { workerIds: [other], startedAt: NOW });
  expect(await ofKilled()).toBe(killed);
  await beat(later(16), { workerIds: [other], startedAt: NOW });
  expect(await ofKilled()).toBeNull();
  expect(await ofSlow()).toBe(slow);
  await lastBeat(later(17), [slow, other]);
  expect(await db.workerHeartbeat.count({ where: { workerId: { in: [slow, other] } } })).toBe(0);
});
