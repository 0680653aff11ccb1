import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, ensureCatalogue, staff } from '@/lib/testing/factories';
import { assignedRequest } from '@/lib/testing/requests';
import { promise, promiseNothing } from '@/lib/testing/service-levels';
import { cancelRequest } from './cancel-request';
import { changeUrgency } from './change-urgency';
import { replyAsStaff } from './reply-as-staff';
import { waitForCustomer } from './wait-for-customer';

beforeAll(() => ensureCatalogue());
beforeEach(() => promiseNothing());

const HOUR = 3_600_000;
const later = (ctx: Context, hours: number): Context => ({
  ...ctx,
  now: new Date(NOW.getTime() + hours * HOUR),
});
const requestOf = (id: string) =>
  db.request.findFirstOrThrow({
    where: { id },
    include: { events: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
const clocks = (requestId: string) =>
  db.slaClock.findMany({ where: { requestId }, orderBy: { kind: 'asc' }, include: { segments: true } });
const kinds = async (id: string) => (await requestOf(id)).events.map(({ kind }) => kind);
describe('changeUrgency', () => {
  it('keeps the price, tells the customer why, and counts the promises anew', async () => {
    await promise({ validFrom: NOW });
    const { requestId, expert } = await assignedRequest({ inWork: true });
    const change = {
      requestId,
      fromUrgency: 'normal' as const,
      urgency: 'critical' as const,
      reason: 'Shops stand still.',
    };
    await changeUrgency(later(expert, 1), change);
    await changeUrgency(later(expert, 1), change);
    expect(await requestOf(requestId)).toMatchObject({
      urgency: 'critical',
      priceMicro: credits(25),
      scopeVersion: 2,
    });
    const clock = await db.slaClock.findFirstOrThrow({ where: { requestId, kind: 'resolution' } });
    expect(clock.dueAt).toEqual(new Date(NOW.getTime() + 2 * HOUR));
    expect((await kinds(requestId)).at(-1)).toBe('urgencyChanged');
    expect(await db.auditEvent.count({ where: { recordId: requestId, action: 'request.urgency' } })).toBe(1);
  });

  it('promises from now on what nothing was promised before, paused where somebody else has the word', async () => {
    await promise({ validFrom: NOW, normal: { firstAnswerMinutes: null, resolutionMinutes: null } });
    const raise = {
      fromUrgency: 'normal' as const,
      urgency: 'critical' as const,
      reason: 'Shops stand still.',
    };
    const fresh = await assignedRequest();
    await changeUrgency(later(fresh.expert, 1), { requestId: fresh.requestId, ...raise });
    expect(await clocks(fresh.requestId)).toMatchObject([
      { kind: 'first_answer', state: 'running', dueAt: new Date(NOW.getTime() + 1.5 * HOUR) },
      { kind: 'resolution', state: 'running', dueAt: new Date(NOW.getTime() + 3 * HOUR) },
    ]);
    const { requestId, expert } = await assignedRequest({ inWork: true });
    const words = { messageId: newId('message'), body: 'Which browser?', attachments: [] };
    await replyAsStaff(expert, { requestId, ...words });
    await waitForCustomer(expert, { requestId });
    await changeUrgency(later(expert, 1), { requestId, ...raise });
    const [resolution, ...others] = await clocks(requestId);
    expect(others).toEqual([]);
    expect(resolution).toMatchObject({ kind: 'resolution', state: 'paused', usedMs: 0n, dueAt: null });
    expect(resolution?.segments.map(({ reason }) => reason)).toEqual(['urgency', 'waiting']);
    expect((await requestOf(requestId)).dueAt).toBeNull();
  });

  it('refuses who does not work on it, what was changed meanwhile, and what has ended', async () => {
    const { requestId, member, agent } = await assignedRequest({ inWork: true });
    const change = {
      requestId,
      fromUrgency: 'high' as const,
      urgency: 'critical' as const,
      reason: 'Shops stand still.',
    };
    await expect(changeUrgency(agent, change)).rejects.toMatchObject({ reason: 'requestChanged' });
    await expect(changeUrgency(await staff(['expert']), change)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeUrgency(member, change)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeUrgency(agent, { ...change, requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await cancelRequest(agent, { requestId, reason: 'Not needed.' });
    await expect(changeUrgency(agent, { ...change, fromUrgency: 'normal' })).rejects.toMatchObject({
      reason: 'requestChanged',
    });
  });
});
