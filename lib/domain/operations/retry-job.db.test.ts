import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { enqueue } from '@/lib/core/jobs';
import { NOW, anonymous, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { getQueue, listFailedJobs } from './queries';
import { retryJob } from './retry-job';

const token = 'T'.repeat(43);

async function newJob(
  over: { attempts?: number; error?: string | null; locked?: boolean; runAt?: Date } = {},
) {
  const mail = {
    to: 'ann@example.test',
    template: 'reset-password',
    props: { url: `https://x.test/?token=${token}` },
  };
  await enqueue(db, 'email.send', mail, { runAt: over.runAt ?? NOW });
  const [job] = await db.$queryRaw<{ id: bigint }[]>`SELECT max(id) AS id FROM graphile_worker._private_jobs`;
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = ${over.attempts ?? 12}::int, last_error = ${over.error === undefined ? 'Error: refused' : over.error},
      locked_at = ${over.locked ? NOW.toISOString() : null}::timestamptz, locked_by = ${over.locked ? 'worker' : null}
    WHERE id = ${present(job).id}`;
  if (over.locked)
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now() WHERE id = ${present(job).id}`;
  return present(job).id.toString();
}

beforeEach(async () => {
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
});

describe('failed jobs', () => {
  it('are listed newest first, in pages, and never show a secret', async () => {
    const admin = await staff(['admin']);
    for (let nth = 0; nth < 27; nth++)
      await newJob({ error: `Error ${nth}: https://x.test/?token=${token}` });
    await newJob({ attempts: 0, error: null });
    const first = await listFailedJobs(admin);
    expect(first.jobs).toHaveLength(25);
    expect(first.jobs[0]).toMatchObject({
      task: 'email.send',
      about: 'reset-password',
      state: 'failed',
      error: 'Error 26: [address]',
    });
    const second = await listFailedJobs(admin, { before: present(first.next) });
    expect(second.jobs).toHaveLength(2);
    expect(second.next).toBeNull();
    expect(JSON.stringify([first, second])).not.toContain(token);
    expect(JSON.stringify([first, second])).not.toContain('ann@');
  });

  it('tells the ones that gave up from the ones that try again', async () => {
    await newJob({ attempts: 3 });
    await newJob({ attempts: 3, locked: true });
    const { jobs } = await listFailedJobs(await staff(['admin']));
    expect(jobs.map(({ state }) => state)).toEqual(['running', 'retrying']);
  });

  it('are counted with the rest of the queue', async () => {
    await newJob({ attempts: 0, error: null });
    await newJob({ attempts: 2, runAt: new Date(NOW.getTime() + 60_000) });
    await newJob();
    await newJob({ attempts: 1, locked: true });
    expect(await getQueue(await staff(['admin']))).toEqual({
      ...{ waiting: 1, scheduled: 1, running: 1, failed: 1 },
      oldestWaitingAt: NOW.toISOString(),
    });
  });
});

describe('retryJob', () => {
  it('gives the job its attempts again and audits it; twice does no harm', async () => {
    const jobId = await newJob();
    const admin = await staff(['admin']);
    await retryJob(admin, { jobId });
    await retryJob(admin, { jobId });
    const { jobs } = await listFailedJobs(admin);
    expect(jobs[0]).toMatchObject({ id: jobId, attempts: 0, state: 'retrying', runAt: NOW.toISOString() });
    const events = await db.auditEvent.findMany({ where: { action: 'job.retry', recordId: jobId } });
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain(token);
  });

  it('leaves a running, a healthy and an unknown job alone', async () => {
    const admin = await staff(['admin']);
    const running = await newJob({ attempts: 3, locked: true });
    await expect(retryJob(admin, { jobId: running })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'jobRunning',
    });
    const healthy = await newJob({ attempts: 0, error: null });
    await expect(retryJob(admin, { jobId: healthy })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'jobNotFailed',
    });
    await expect(retryJob(admin, { jobId: '999999999' })).rejects.toMatchObject({ code: 'not_found' });
    expect(
      await db.auditEvent.count({ where: { action: 'job.retry', recordId: { in: [running, healthy] } } }),
    ).toBe(0);
  });

  it.each(['', '-1', '0', 'NaN', '1e3', '9'.repeat(40), "1'; --"])('refuses the id «%s»', async (jobId) => {
    await expect(retryJob(await staff(['admin']), { jobId })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is for admins', async () => {
    const jobId = await newJob();
    const member = await memberOf(await newOrganisation());
    for (const ctx of [await staff(['finance']), await staff(['agent']), await staff(['expert']), member]) {
      await expect(retryJob(ctx, { jobId })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listFailedJobs(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(getQueue(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(retryJob(anonymous(), { jobId })).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
