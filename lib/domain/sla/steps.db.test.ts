import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { cancelRequest } from '@/lib/domain/support/cancel-request';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { lockRequest } from '@/lib/domain/support/steps';
import { waitForCustomer } from '@/lib/domain/support/wait-for-customer';
import { withdrawRequest } from '@/lib/domain/support/withdraw-request';
import { NOW, ensureCatalogue, job } from '@/lib/testing/factories';
import { assignedRequest, newRequest } from '@/lib/testing/requests';
import { promise } from '@/lib/testing/service-levels';
import { retargetOpen } from './retarget-open';
import { retarget, startClocks, turnClocks } from './steps';
import { watchClocks } from './watch-clocks';

const HOUR = 3_600_000;
const after = (hours: number) => new Date(NOW.getTime() + hours * HOUR);
const later = (ctx: Context, hours: number): Context => ({ ...ctx, now: after(hours) });

beforeAll(() => ensureCatalogue());
// Each test begins with its own policy: the newest that is in force counts.
let policyId: string;
beforeEach(async () => {
  policyId = await promise({ validFrom: NOW });
});

const clocks = (requestId: string) =>
  db.slaClock.findMany({
    where: { requestId },
    orderBy: { kind: 'asc' },
    include: { segments: { orderBy: { position: 'asc' } } },
  });
const resolution = async (requestId: string) => {
  const found = (await clocks(requestId)).find(({ kind }) => kind === 'resolution');
  if (!found) throw new Error('no resolution is promised');
  return found;
};
const reasons = async (requestId: string) =>
  (await resolution(requestId)).segments.map(({ reason, isRunning }) => [reason, isRunning]);
const message = (requestId: string, over = {}) => ({
  ...{ requestId, messageId: newId('message'), body: 'Words.', attachments: [] },
  ...over,
});

describe('startClocks', () => {
  it('promises by the policy in force, once, and tells the queue when it is due', async () => {
    const { requestId, member } = await newRequest();
    const [first, second] = await clocks(requestId);
    expect(first).toMatchObject({ kind: 'first_answer', state: 'running', policyId, dueAt: after(2) });
    expect(second).toMatchObject({
      kind: 'resolution',
      targetMs: 36_000_000n,
      dueAt: after(10),
      nearAt: after(8),
    });
    const key = { organisationId: tenant(member), id: requestId };
    await transaction((tx) => startClocks(tx, member, { ...key, urgency: 'critical' }));
    expect(await clocks(requestId)).toHaveLength(2);
    const request = await db.request.findFirstOrThrow({ where: { id: requestId } });
    expect(request.dueAt).toEqual(after(2));
  });
});

describe('turnClocks', () => {
  it('keeps the first answer, waits for the customer, and goes on with their answer', async () => {
    const { requestId, expert, member } = await assignedRequest();
    await replyAsStaff(later(expert, 1), message(requestId, { then: 'wait' }));
    expect(await clocks(requestId)).toMatchObject([
      { kind: 'first_answer', state: 'stopped', usedMs: BigInt(HOUR), stoppedAt: after(1), breachedAt: null },
      { kind: 'resolution', state: 'paused', usedMs: BigInt(HOUR), dueAt: null },
    ]);
    await replyAsCustomer(later(member, 30), message(requestId));
    expect(await resolution(requestId)).toMatchObject({ state: 'running', dueAt: after(39) });
    expect(await reasons(requestId)).toEqual([
      ['filed', true],
      ['waiting', false],
      ['answered', true],
    ]);
  });

  it('pauses with the resolution, runs again when it is taken up, and ends with the request', async () => {
    const { requestId, expert, member } = await assignedRequest({ inWork: true });
    await resolveRequest(later(expert, 3), { requestId, resolution: 'Fixed it.' });
    const [first, second] = await clocks(requestId);
    expect(first).toMatchObject({ state: 'stopped' });
    expect(second).toMatchObject({ state: 'paused', usedMs: BigInt(3 * HOUR) });
    await replyAsCustomer(later(member, 20), message(requestId));
    expect(await reasons(requestId)).toEqual([
      ['filed', true],
      ['resolved', false],
      ['reopened', true],
    ]);
    const { member: other, requestId: withdrawn } = await newRequest();
    await withdrawRequest(later(other, 1), { requestId: withdrawn });
    expect(await clocks(withdrawn)).toMatchObject([{ state: 'stopped' }, { state: 'stopped' }]);
    const request = await db.request.findFirstOrThrow({ where: { id: withdrawn } });
    expect(request.dueAt).toBeNull();
  });

  it('goes on only when nothing else holds it up', async () => {
    const { requestId, expert, member } = await assignedRequest({ inWork: true });
    const key = { organisationId: tenant(member), id: requestId };
    const quote = { ...key, id: newId('quote'), requestId, priceMicro: 1n, body: 'Words.' };
    await db.quote.create({ data: { ...quote, proposedById: caller(expert), proposedAt: NOW } });
    await transaction((tx) => turnClocks(tx, later(expert, 1), key, 'quote'));
    await replyAsStaff(later(expert, 2), message(requestId, { then: 'wait' }));
    await replyAsCustomer(later(member, 3), message(requestId));
    expect(await reasons(requestId)).toEqual([
      ['filed', true],
      ['quote', false],
      ['waiting', false],
      ['quote', false],
    ]);
    await db.quote.updateMany({ where: { id: quote.id }, data: { status: 'declined', decidedAt: NOW } });
    await transaction((tx) => turnClocks(tx, later(member, 5), key, 'goesOn'));
    expect(await resolution(requestId)).toMatchObject({ state: 'running', usedMs: BigInt(HOUR) });
    expect((await reasons(requestId)).at(-1)).toEqual(['quoteDecided', true]);
  });

  it('never lets a closed segment be changed, nor a gap be left', async () => {
    const { requestId, expert } = await assignedRequest();
    await replyAsStaff(later(expert, 1), message(requestId, { then: 'wait' }));
    const where = { requestId, kind: 'resolution' as const };
    await expect(
      db.slaSegment.updateMany({ where: { ...where, position: 0 }, data: { businessMs: 1n } }),
    ).rejects.toThrow();
    await expect(db.slaSegment.deleteMany({ where })).rejects.toThrow();
    const [last] = (await resolution(requestId)).segments.slice(-1);
    if (!last) throw new Error('no segment');
    const gap = { ...last, position: last.position + 1, fromAt: after(9) };
    await expect(db.slaSegment.create({ data: gap })).rejects.toThrow();
  });
});

describe('retarget', () => {
  it('counts what is left by the target of the new urgency', async () => {
    const { requestId, member } = await newRequest();
    const key = { organisationId: tenant(member), id: requestId };
    await transaction(async (tx) => {
      await lockRequest(tx, requestId);
      await retarget(tx, later(member, 1), key, 'critical');
    });
    expect(await resolution(requestId)).toMatchObject({
      targetMs: 7_200_000n,
      usedMs: BigInt(HOUR),
      dueAt: after(2),
    });
    expect((await reasons(requestId)).at(-1)).toEqual(['urgency', true]);
  });
});

describe('retargetOpen', () => {
  it('moves what is open under a new policy, keeps what was used, and does it once', async () => {
    const { requestId } = await newRequest();
    const next = await promise({
      validFrom: after(1),
      normal: { firstAnswerMinutes: 240, resolutionMinutes: 1_200 },
    });
    await retargetOpen(job(after(4)), { policyId: next, keepsTargets: false });
    const moved = await resolution(requestId);
    expect(moved).toMatchObject({ policyId: next, usedMs: BigInt(4 * HOUR), dueAt: after(20) });
    expect(moved.segments.map(({ policyId: one, businessMs }) => [one, businessMs])).toEqual([
      [policyId, BigInt(4 * HOUR)],
      [next, null],
    ]);
    await retargetOpen(job(after(5)), { policyId: next, keepsTargets: false });
    expect((await resolution(requestId)).segments).toHaveLength(2);
  });

  it('keeps the target where only the calendar is another', async () => {
    const { requestId } = await newRequest();
    // A holiday on the next day: what is left of the ten hours comes the day after.
    const next = await promise({
      validFrom: after(1),
      holidays: ['2026-11-22'],
      normal: { firstAnswerMinutes: 1, resolutionMinutes: 1 },
    });
    await retargetOpen(job(after(8)), { policyId: next, keepsTargets: true });
    expect(await resolution(requestId)).toMatchObject({ targetMs: 36_000_000n, dueAt: after(10) });
  });
});

describe('watchClocks', () => {
  const told = (event: string, requestId: string) => db.delivery.count({ where: { event, requestId } });

  it('tells once of what is near and once of what is broken', async () => {
    const { requestId, expert } = await assignedRequest();
    await replyAsStaff(later(expert, 1), message(requestId));
    await watchClocks(job(after(7)));
    expect(await told('slaNear', requestId)).toBe(0);
    await watchClocks(job(after(8.1)));
    await Promise.all([watchClocks(job(after(8.2))), watchClocks(job(after(8.2)))]);
    expect(await told('slaNear', requestId)).toBe(1);
    await watchClocks(job(after(10)));
    expect((await resolution(requestId)).breachedAt).toBeNull();
    await watchClocks(job(after(10.1)));
    const broken = await told('slaBreached', requestId);
    expect(broken).toBeGreaterThan(0);
    await watchClocks(job(after(11)));
    expect(await told('slaBreached', requestId)).toBe(broken);
    expect((await resolution(requestId)).breachedAt).toEqual(after(10));
  });

  it('is not needed to tell of what somebody turns before it comes by, and tells of it no second time', async () => {
    const { requestId, expert, agent, member } = await assignedRequest({ inWork: true });
    await replyAsStaff(later(expert, 1), message(requestId));
    await waitForCustomer(later(expert, 10.5), { requestId });
    const broken = await told('slaBreached', requestId);
    expect(broken).toBeGreaterThan(0);
    await replyAsCustomer(later(member, 11), message(requestId));
    await watchClocks(job(after(12)));
    expect(await told('slaBreached', requestId)).toBe(broken);
    // One that is ended is nobody's to hurry for.
    const { requestId: ended } = await newRequest();
    await cancelRequest(later(agent, 30), { requestId: ended, reason: 'Not needed.' });
    expect(await told('slaBreached', ended)).toBe(0);
  });

  it('does not call near what is late already, after a worker that was away', async () => {
    const { requestId, expert } = await assignedRequest();
    await replyAsStaff(later(expert, 1), message(requestId));
    await watchClocks(job(after(11)));
    expect(await told('slaBreached', requestId)).toBeGreaterThan(0);
    expect(await told('slaNear', requestId)).toBe(0);
  });

  it('does not call late what was due when the desk closed', async () => {
    await promise({ validFrom: NOW, hours: { 6: [['10:00', '20:00']], 7: [['10:00', '20:00']] } });
    const { requestId } = await newRequest();
    expect(await resolution(requestId)).toMatchObject({ dueAt: after(10) });
    await watchClocks(job(after(20)));
    expect((await resolution(requestId)).breachedAt).toBeNull();
    await watchClocks(job(after(24.1)));
    expect((await resolution(requestId)).breachedAt).toEqual(after(10));
  });

  it('is for jobs and operators alone', async () => {
    const { member } = await newRequest();
    await expect(watchClocks(member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(retargetOpen(member, { policyId, keepsTargets: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
