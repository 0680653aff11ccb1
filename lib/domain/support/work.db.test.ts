import { beforeAll, describe, expect, it } from 'vitest';
import { caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, ensureCatalogue, job, newUser, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, filing, newRequest } from '@/lib/testing/requests';
import { assignRequest } from './assign-request';
import { cancelRequest } from './cancel-request';
import { closeResolvedRequests } from './close-resolved-requests';
import { fileRequest } from './file-request';
import { resolveRequest } from './resolve-request';
import { startWork } from './start-work';
import { waitForCustomer } from './wait-for-customer';
import { withdrawRequest } from './withdraw-request';

beforeAll(() => ensureCatalogue());

const statusOf = async (id: string) => (await db.request.findFirstOrThrow({ where: { id } })).status;
const walletOf = (organisationId: string) => db.wallet.findUniqueOrThrow({ where: { organisationId } });
const audits = async (recordId: string) =>
  (await db.auditEvent.findMany({ where: { recordId }, orderBy: { id: 'asc' } })).map(({ action }) => action);
const mails = (key: string) => db.delivery.findMany({ where: { key: { startsWith: key } } });
const wins = (results: PromiseSettledResult<unknown>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length;

describe('assignRequest', () => {
  it('gives a request to an expert, tells them and leaves a trace', async () => {
    const { requestId } = await newRequest();
    const [agent, expert] = [await staff(['agent']), await newUser({ staffRoles: ['expert'] })];
    const input = { requestId, expertId: expert.id, fromExpertId: null };
    await assignRequest(agent, input);
    await assignRequest(agent, input);
    expect(await db.request.findFirstOrThrow({ where: { id: requestId } })).toMatchObject({
      status: 'assigned',
      expertId: expert.id,
      assignedAt: NOW,
    });
    expect(await audits(requestId)).toEqual(['request.assign']);
    expect(await mails(`request-assigned:${requestId}`)).toHaveLength(1);
    expect(await db.requestEvent.count({ where: { requestId, kind: 'assigned' } })).toBe(1);
  });

  it('lets exactly one of several experts take a request', async () => {
    const { requestId } = await newRequest();
    const experts = await Promise.all([1, 2, 3].map(() => staff(['expert'])));
    const results = await Promise.allSettled(
      experts.map((expert) =>
        assignRequest(expert, { requestId, expertId: caller(expert), fromExpertId: null }),
      ),
    );
    expect(wins(results)).toBe(1);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost).toMatchObject({ reason: { code: 'conflict', reason: 'requestChanged' } });
  });

  it('refuses an expert who gives work to others, a person who is no expert, and the unknown', async () => {
    const { requestId, member } = await newRequest();
    const [expert, other, agent] = [await staff(['expert']), await staff(['expert']), await staff(['agent'])];
    const give = { requestId, expertId: caller(other), fromExpertId: null };
    await expect(assignRequest(expert, give)).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'assignForbidden',
    });
    await expect(assignRequest(agent, { ...give, expertId: caller(agent) })).rejects.toMatchObject({
      fields: { expertId: 'unknown' },
    });
    await expect(assignRequest(agent, { ...give, requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(assignRequest(member, give)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await statusOf(requestId)).toBe('new');
  });

  it('hands over work without losing its status, and not behind somebody’s back', async () => {
    const { requestId, agent, expert } = await assignedRequest({ inWork: true });
    const other = await staff(['expert']);
    const stale = { requestId, expertId: caller(other), fromExpertId: null };
    await expect(assignRequest(agent, stale)).rejects.toMatchObject({ reason: 'requestChanged' });
    await assignRequest(agent, { ...stale, fromExpertId: caller(expert) });
    expect(await statusOf(requestId)).toBe('in_progress');
  });
});

describe('startWork and waitForCustomer', () => {
  it('go through the statuses, once each', async () => {
    const { requestId, expert } = await assignedRequest();
    await expect(waitForCustomer(expert, { requestId })).rejects.toMatchObject({ reason: 'requestChanged' });
    const started = await Promise.allSettled([
      startWork(expert, { requestId }),
      startWork(expert, { requestId }),
    ]);
    expect(wins(started)).toBe(1);
    await waitForCustomer(expert, { requestId });
    expect(await statusOf(requestId)).toBe('waiting_on_customer');
    await startWork(expert, { requestId });
    expect(await audits(requestId)).toEqual([
      'request.assign',
      'request.start',
      'request.wait',
      'request.start',
    ]);
  });

  it('are for the request’s expert, and for agents', async () => {
    const { requestId, agent, member } = await assignedRequest();
    await expect(startWork(await staff(['expert']), { requestId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(startWork(await staff(['finance']), { requestId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(startWork(member, { requestId })).rejects.toMatchObject({ code: 'forbidden' });
    await startWork(agent, { requestId });
    await expect(startWork(agent, { requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('do not begin what its owner has not said yes to', async () => {
    const member = await customer();
    const { requestId } = await fileRequest(member, filing({ category: 'integration', price: '50' }));
    const [expert, agent] = [await staff(['expert']), await staff(['agent'])];
    await assignRequest(agent, { requestId, expertId: caller(expert), fromExpertId: null });
    await expect(startWork(expert, { requestId })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'approvalMissing',
    });
    await db.request.updateMany({ where: { id: requestId }, data: { approval: 'approved' } });
    await startWork(expert, { requestId });
    expect(await statusOf(requestId)).toBe('in_progress');
  });
});

describe('resolveRequest', () => {
  it('charges the held credits in the same step', async () => {
    const { requestId, expert, member } = await assignedRequest({ inWork: true });
    expect(await resolveRequest(expert, { requestId, resolution: 'We fixed it.' })).toMatchObject({
      charged: '25',
    });
    const row = await db.request.findFirstOrThrow({ where: { id: requestId }, include: { hold: true } });
    expect(row).toMatchObject({ status: 'resolved', resolution: 'We fixed it.', resolvedAt: NOW });
    expect(row.hold).toMatchObject({ status: 'captured', capturedMicro: 25_000_000n });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: 975_000_000n, heldMicro: 0n });
    expect(await mails(`request-resolved:${requestId}`)).toHaveLength(1);
    expect((await audits(requestId)).at(-1)).toBe('request.resolve');
  });

  it('of two agents at once lets one, charges once, and refuses the other in words', async () => {
    const { requestId, member } = await assignedRequest({ inWork: true });
    const agents = await Promise.all([1, 2].map(() => staff(['agent'])));
    const results = await Promise.allSettled(
      agents.map((agent) => resolveRequest(agent, { requestId, resolution: `By ${caller(agent)}.` })),
    );
    expect(wins(results)).toBe(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', reason: 'requestChanged' },
    });
    const winner = agents[results.findIndex(({ status }) => status === 'fulfilled')];
    expect(await db.request.findFirstOrThrow({ where: { id: requestId } })).toMatchObject({
      resolution: winner ? `By ${caller(winner)}.` : '',
    });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: 975_000_000n, heldMicro: 0n });
    expect(await mails(`request-resolved:${requestId}`)).toHaveLength(1);
    expect(await db.requestEvent.count({ where: { requestId, kind: 'resolved' } })).toBe(1);
  });

  it('or cancelling: exactly one of many at once wins, and the credits move once', async () => {
    const { requestId, expert, agent, member } = await assignedRequest({ inWork: true });
    const results = await Promise.allSettled([
      ...[1, 2, 3].map(() => resolveRequest(expert, { requestId, resolution: 'Done.' })),
      ...[1, 2, 3].map(() => cancelRequest(agent, { requestId, reason: 'Duplicate.' })),
    ]);
    expect(wins(results)).toBe(1);
    const wallet = await walletOf(tenant(member));
    const isResolved = (await statusOf(requestId)) === 'resolved';
    expect(wallet.heldMicro).toBe(0n);
    expect(wallet.balanceMicro).toBe(isResolved ? 975_000_000n : 1_000_000_000n);
  });

  it('refuses what is not in work, somebody else’s, and an empty resolution', async () => {
    const { requestId, expert } = await assignedRequest();
    const input = { requestId, resolution: 'Done.' };
    await expect(resolveRequest(expert, input)).rejects.toMatchObject({ code: 'conflict' });
    await expect(resolveRequest(await staff(['expert']), input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(resolveRequest(expert, { requestId, resolution: '  ' })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await statusOf(requestId)).toBe('assigned');
  });
});

describe('cancelRequest and withdrawRequest', () => {
  it('give the credits back, with the reason', async () => {
    const { requestId, agent, expert, member } = await assignedRequest({ inWork: true });
    await expect(cancelRequest(expert, { requestId, reason: 'No.' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(withdrawRequest(member, { requestId })).rejects.toMatchObject({ reason: 'requestChanged' });
    expect(await cancelRequest(agent, { requestId, reason: 'Asked twice.' })).toMatchObject({
      released: '25',
    });
    expect(await db.request.findFirstOrThrow({ where: { id: requestId } })).toMatchObject({
      status: 'cancelled',
      cancelReason: 'Asked twice.',
    });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: 1_000_000_000n, heldMicro: 0n });
    expect(await mails(`request-cancelled:${requestId}`)).toHaveLength(1);
    await expect(cancelRequest(agent, { requestId, reason: 'Again.' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('let a customer withdraw their own new request, once, and nobody else’s', async () => {
    const { requestId, member } = await newRequest();
    await expect(withdrawRequest(await customer(), { requestId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(withdrawRequest(await staff(['admin']), { requestId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const results = await Promise.allSettled([1, 2].map(() => withdrawRequest(member, { requestId })));
    expect(wins(results)).toBe(1);
    expect(await walletOf(tenant(member))).toMatchObject({ heldMicro: 0n });
    expect(await audits(requestId)).toEqual([]);
  });
});

describe('closeResolvedRequests', () => {
  it('closes after seven days, once, and only for the job', async () => {
    const { requestId, expert, agent } = await assignedRequest({ inWork: true });
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    const at = (days: number) => job(new Date(NOW.getTime() + days * 86_400_000));
    await closeResolvedRequests(at(6.9));
    expect(await statusOf(requestId)).toBe('resolved');
    await Promise.all([closeResolvedRequests(at(7)), closeResolvedRequests(at(7))]);
    expect(await statusOf(requestId)).toBe('closed');
    expect(await db.requestEvent.count({ where: { requestId, kind: 'closed' } })).toBe(1);
    await expect(closeResolvedRequests(agent)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
