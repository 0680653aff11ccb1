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
  const beats = (workerId: string, after: number) => beat(later(after), { workerId, startedAt: NOW });
  await beats(killed, 0);
  await beats(slow, 0);
  const [ofKilled, ofSlow] = [await takenBy(killed), await takenBy(slow)];
  await beats(slow, 10);
  await beats(other, 14);
  expect(await ofKilled()).toBe(killed);
  await beats(other, 16);
  expect(await ofKilled()).toBeNull();
  expect(await ofSlow()).toBe(slow);
  for (const workerId of [slow, other]) await lastBeat(later(17), workerId);
  expect(await db.workerHeartbeat.count({ where: { workerId: { in: [slow, other] } } })).toBe(0);
});
