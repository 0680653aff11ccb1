import { beforeAll, describe, expect, it } from 'vitest';
import { caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { changeStaff } from '@/lib/domain/accounts/change-staff';
import { deactivateStaff, reactivateStaff } from '@/lib/domain/accounts/deactivate-staff';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { NOW, ensureCatalogue, job, staff } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { assignedRequest, newRequest } from '@/lib/testing/requests';
import { getDeskRequest } from './queries';
import { unassignExpert } from './unassign-expert';

beforeAll(() => ensureCatalogue());

const at = NOW.toISOString();
const requestOf = (id: string) => db.request.findFirstOrThrow({ where: { id } });

/** An expert with one request in work, one assigned, who is then deactivated. */
async function gone() {
  const { expert, agent, requestId: begun } = await assignedRequest({ inWork: true });
  const { requestId: waiting } = await newRequest();
  const expertId = caller(expert);
  await assignRequest(agent, { requestId: waiting, expertId, fromExpertId: null });
  const admin = await staff(['admin']);
  await deactivateStaff(admin, { userId: expertId });
  return { expert, agent, admin, expertId, begun, waiting };
}

describe('an expert who is deactivated with open requests', () => {
  it('leaves them to the queue: what was begun stays begun, and the desk hears of it once', async () => {
    const { expertId, agent, begun, waiting } = await gone();
    expect(await queuedJobs('support.unassign', expertId)).toEqual([{ userId: expertId, at }]);
    expect(await unassignExpert(job(), { userId: expertId, at })).toEqual({ count: 2 });
    expect(await requestOf(begun)).toMatchObject({ status: 'in_progress', expertId: null });
    expect(await requestOf(waiting)).toMatchObject({ status: 'new', expertId: null });
    // Run again it finds nothing, and tells nobody twice.
    expect(await unassignExpert(job(), { userId: expertId, at })).toEqual({ count: 0 });
    const told = await db.notification.findMany({ where: { userId: caller(agent), event: 'expertGone' } });
    expect(told).toMatchObject([{ values: { count: '2' }, path: '/desk?view=unassigned' }]);
    const thread = (await getDeskRequest(agent, { requestId: begun })).thread;
    expect(thread.at(-1)).toMatchObject({ kind: 'event', event: 'unassigned' });
    expect(await db.auditEvent.count({ where: { recordId: begun, action: 'request.unassign' } })).toBe(1);
  });

  it('may be taken up by another expert, also what was begun', async () => {
    const { expertId, begun } = await gone();
    await unassignExpert(job(), { userId: expertId, at });
    const next = await staff(['expert']);
    expect((await getDeskRequest(next, { requestId: begun })).may.take).toBe(true);
    await assignRequest(next, { requestId: begun, expertId: caller(next), fromExpertId: null });
    expect(await requestOf(begun)).toMatchObject({ status: 'in_progress', expertId: caller(next) });
  });

  it('keeps what an agent has given away meanwhile, and everything when they are back', async () => {
    const { expertId, agent, admin, begun, waiting } = await gone();
    const next = await staff(['expert']);
    await assignRequest(agent, { requestId: begun, expertId: caller(next), fromExpertId: expertId });
    await reactivateStaff(admin, { userId: expertId });
    expect(await unassignExpert(job(), { userId: expertId, at })).toEqual({ count: 0 });
    expect(await requestOf(waiting)).toMatchObject({ expertId });
    await deactivateStaff(admin, { userId: expertId });
    expect(await unassignExpert(job(), { userId: expertId, at })).toEqual({ count: 1 });
    expect(await requestOf(begun)).toMatchObject({ expertId: caller(next) });
  });
});

it('an expert who becomes something else leaves them too', async () => {
  const { expert, requestId } = await assignedRequest();
  const userId = caller(expert);
  const change = { userId, skills: '', capacity: 8 };
  const admin = await staff(['admin']);
  await changeStaff(admin, { ...change, roles: ['expert', 'agent'] });
  expect(await queuedJobs('support.unassign', userId)).toEqual([]);
  await changeStaff(admin, { ...change, roles: ['agent'] });
  expect(await queuedJobs('support.unassign', userId)).toHaveLength(1);
  await unassignExpert(job(), { userId, at });
  expect(await requestOf(requestId)).toMatchObject({ status: 'new', expertId: null });
});

it('is for jobs and administrators', async () => {
  const input = { userId: newId('user'), at };
  await expect(unassignExpert(await staff(['agent']), input)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await unassignExpert(job(), input)).toEqual({ count: 0 });
});
