import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { getRequest } from '@/lib/domain/support/queries';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { NOW, ensureCatalogue, newUser, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, newRequest } from '@/lib/testing/requests';
import { bulk } from './bulk';
import { listQueues } from './list-queues';
import { beat, leave, listPresence } from './presence';
import { getDeskRequest } from './queries';
import { deskLimits } from './schema';
import { suggestExperts } from './suggest-experts';

beforeAll(() => ensureCatalogue());

const rowOf = (requestId: string, fromExpertId: string | null = null) => ({
  ...{ requestId, fromExpertId, fromUrgency: 'normal' as const },
});
const statusOf = async (id: string) => (await db.request.findFirstOrThrow({ where: { id } })).status;
const later = (ctx: Context, ms: number): Context => ({ ...ctx, now: new Date(NOW.getTime() + ms) });

describe('bulk', () => {
  it('does to each what it can, and says of each what became of it', async () => {
    const [one, two] = [await newRequest(), await newRequest()];
    const taken = await assignedRequest();
    const [agent, expert] = [await staff(['agent']), await newUser({ staffRoles: ['expert'] })];
    const rows = [one, two, taken].map(({ requestId }) => rowOf(requestId));
    const unknown = newId('request');
    const input = {
      rows: [...rows, rowOf(unknown)],
      change: { act: 'assign' as const, expertId: expert.id },
    };
    const results = await bulk(agent, input);
    expect(results).toEqual([
      { requestId: one.requestId, number: one.number, ok: true },
      { requestId: two.requestId, number: two.number, ok: true },
      { requestId: taken.requestId, number: taken.number, ok: false, reason: 'requestChanged' },
      { requestId: unknown, number: null, ok: false, reason: 'notFound' },
    ]);
    expect(await statusOf(one.requestId)).toBe('assigned');
    // Sent again it changes nothing: the same expert has them already.
    expect((await bulk(agent, input)).map(({ ok }) => ok)).toEqual([true, true, false, false]);
    expect(await db.requestEvent.count({ where: { requestId: one.requestId, kind: 'assigned' } })).toBe(1);
  });

  it('asks of each what the act alone asks', async () => {
    const mine = await assignedRequest();
    const other = await assignedRequest();
    const rows = [rowOf(mine.requestId), rowOf(other.requestId)];
    expect(await bulk(mine.expert, { rows, change: { act: 'start' } })).toMatchObject([
      { ok: true },
      { ok: false, reason: 'notYourRequest' },
    ]);
    // Nobody changed the other one: work on it has not begun.
    expect(await bulk(mine.agent, { rows, change: { act: 'wait' } })).toMatchObject([
      { ok: true },
      { ok: false, reason: 'notAsItStands', values: { status: 'assigned' } },
    ]);
    const cancel = { act: 'cancel' as const, reason: 'Filed twice.' };
    await expect(bulk(mine.expert, { rows, change: cancel })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await bulk(mine.agent, { rows, change: cancel })).every(({ ok }) => ok)).toBe(true);
    const wallet = await db.wallet.findUniqueOrThrow({ where: { organisationId: tenant(mine.member) } });
    expect(wallet).toMatchObject({ heldMicro: 0n, balanceMicro: 1_000_000_000n });
  });

  it('changes how urgent they are, with the reason, and not behind somebody’s back', async () => {
    const one = await assignedRequest();
    const rows = [rowOf(one.requestId)];
    const change = { act: 'urgency' as const, urgency: 'critical' as const, reason: 'Their shop is down.' };
    expect(await bulk(one.agent, { rows, change })).toMatchObject([{ ok: true }]);
    const lower = { ...change, urgency: 'high' as const };
    expect(await bulk(one.agent, { rows, change: lower })).toMatchObject([{ reason: 'requestChanged' }]);
    const request = await db.request.findFirstOrThrow({ where: { id: one.requestId } });
    expect(request).toMatchObject({ urgency: 'critical', scopeVersion: 2 });
  });

  it('is closed to customers, and takes no list that is empty, long or says one twice', async () => {
    const agent = await staff(['agent']);
    const change = { act: 'start' as const };
    const row = rowOf(newId('request'));
    await expect(bulk(await customer(), { rows: [row], change })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const many = Array.from({ length: deskLimits.bulk + 1 }, () => rowOf(newId('request')));
    for (const rows of [[], many, [row, row]]) {
      await expect(bulk(agent, { rows, change })).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});

describe('handing over', () => {
  it('leaves a note for the next one that the customer never sees', async () => {
    const { requestId, agent, expert, member } = await assignedRequest({ inWork: true });
    const next = await newUser({ staffRoles: ['expert'], name: 'Nadia Next' });
    const input = {
      ...{ requestId, expertId: next.id, fromExpertId: caller(expert) },
      handover: 'The log is on the second page.',
    };
    await assignRequest(agent, input);
    await assignRequest(agent, input);
    const desk = await getDeskRequest(agent, { requestId });
    expect(desk.thread.filter(({ kind }) => kind === 'note')).toMatchObject([{ body: input.handover }]);
    expect(desk.thread.at(-1)).toMatchObject({ kind: 'event', event: 'handedOver' });
    const seen = JSON.stringify(await getRequest(member, { requestId }));
    expect(seen).toContain('handedOver');
    expect(seen).not.toContain('second page');
  });

  it('finds nobody who is being deactivated', async () => {
    const { requestId } = await newRequest();
    const gone = await newUser({ staffRoles: ['expert'] });
    await db.user.update({ where: { id: gone.id }, data: { deactivatedAt: NOW } });
    const input = { requestId, expertId: gone.id, fromExpertId: null };
    await expect(assignRequest(await staff(['agent']), input)).rejects.toMatchObject({
      fields: { expertId: 'unknown' },
    });
  });
});

describe('suggestExperts', () => {
  it('knows skills, load and history, and says why', async () => {
    const done = await assignedRequest({ inWork: true });
    await resolveRequest(done.expert, { requestId: done.requestId, resolution: 'Done.' });
    const skilled = await newUser({ staffRoles: ['expert'], name: 'Skilled' });
    await db.expert.create({ data: { userId: skilled.id, skills: ['checkout'], capacity: 4 } });
    const { requestId } = await newRequest();
    const found = await suggestExperts(done.agent, { requestId });
    expect(found[0]).toMatchObject({
      id: skilled.id,
      reasons: [
        { kind: 'skill', values: { skill: 'checkout', in: 'service' } },
        { kind: 'free', values: { load: 0, capacity: 4 } },
      ],
    });
    const experienced = found.find(({ id }) => id === caller(done.expert));
    expect(experienced?.reasons).toContainEqual({ kind: 'category', values: { count: 1 } });
    await expect(suggestExperts(done.member, { requestId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(suggestExperts(done.agent, { requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('listQueues', () => {
  it('shows load, oldest and what is due of each, and what nobody has', async () => {
    const { requestId, number, expert, agent } = await assignedRequest({ inWork: true });
    const dueAt = new Date(NOW.getTime() - 60_000);
    await db.request.updateMany({ where: { id: requestId }, data: { dueAt } });
    const { requestId: alone } = await newRequest();
    const queues = await listQueues(agent);
    expect(queues.find((queue) => queue.expert?.id === caller(expert))).toMatchObject({
      expert: { isActive: true, capacity: 8 },
      ...{ open: 1, assigned: 0, inProgress: 1, waiting: 0, late: 1 },
      oldest: { id: requestId, number, createdAt: NOW.toISOString() },
      due: { id: requestId, dueAt: dueAt.toISOString(), urgency: 'normal' },
    });
    expect(queues[0]?.expert).toBeNull();
    expect(queues[0]?.open).toBeGreaterThan(0);
    await db.user.update({ where: { id: caller(expert) }, data: { deactivatedAt: NOW } });
    const after = await listQueues(agent);
    expect(after.find((queue) => queue.expert?.id === caller(expert))?.expert?.isActive).toBe(false);
    await expect(listQueues(await customer())).rejects.toMatchObject({ code: 'forbidden' });
    expect(alone).not.toBe(requestId);
  });
});

describe('presence', () => {
  it('says who else looks at a request, and forgets who is silent or gone', async () => {
    const { requestId, agent, expert, member } = await assignedRequest();
    expect(await beat(agent, { requestId })).toEqual([]);
    expect(await beat(expert, { requestId, isTyping: true })).toMatchObject([
      { id: caller(agent), isTyping: false },
    ]);
    expect(await listPresence(agent, { requestId })).toMatchObject([{ id: caller(expert), isTyping: true }]);
    expect(await listPresence(later(agent, deskLimits.presenceMs), { requestId })).toEqual([]);
    await leave(expert, { requestId });
    await leave(expert, { requestId });
    expect(await listPresence(agent, { requestId })).toEqual([]);
    await expect(beat(member, { requestId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(beat(agent, { requestId: newId('request') })).rejects.toMatchObject({ code: 'not_found' });
    await beat(later(agent, 60_000), { requestId: (await newRequest()).requestId });
    expect(await db.requestPresence.count({ where: { requestId } })).toBe(0);
  });
});
