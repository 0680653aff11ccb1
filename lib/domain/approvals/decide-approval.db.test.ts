import { describe, expect, it } from 'vitest';
import { caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { cancelRequest } from '@/lib/domain/support/cancel-request';
import { changeUrgency } from '@/lib/domain/support/change-urgency';
import { getRequest } from '@/lib/domain/support/queries';
import { NOW } from '@/lib/testing/factories';
import { decideApproval } from './decide-approval';
import { listApprovals } from './queries';
import { viewApproval } from './view-approval';
import { promise } from '@/lib/testing/service-levels';
import { asked, owner, summary, visitor } from '@/lib/testing/approvals';

const clicking = {
  method: 'GET',
  userAgent: 'Mozilla/5.0 Safari/605.1.15',
  ...{ fetchMode: 'navigate', fetchUser: '?1', purpose: null, language: 'en' },
};

describe('a link', () => {
  it('shows what is asked and changes nothing, however it is opened', async () => {
    const { token, requestId, organisationId } = await asked();
    const before = await db.request.findFirst({ where: { id: requestId } });
    const head = { ...clicking, method: 'HEAD', userAgent: 'curl/8', fetchUser: null };
    for (const facts of [clicking, head]) {
      const page = await viewApproval(visitor(addDays(NOW, 1)), { token, facts });
      expect(page).toMatchObject({
        state: 'pending',
        owner: owner.name,
        request: { lines: summary.split('\n') },
      });
    }
    expect(await db.request.findFirst({ where: { id: requestId } })).toEqual(before);
    expect(await db.approval.findFirst({ where: { organisationId } })).toMatchObject({ status: 'pending' });
  });
  it('records programs apart from people, and both apart from decisions', async () => {
    const { token, agent, requestId } = await asked();
    const nextDay = visitor(addDays(NOW, 1));
    await viewApproval(nextDay, { token, facts: { ...clicking, userAgent: 'Barracuda' } });
    await viewApproval(nextDay, { token, facts: clicking });
    const [approval] = await listApprovals(agent, { requestId });
    expect(approval).toMatchObject({ state: 'pending', views: { people: 1, scanners: 1 }, decidedAt: null });
  });
  it('that we never gave out is not found, whatever it looks like', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}=`, '../../etc']) {
      await expect(viewApproval(visitor(), { token, facts: clicking })).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(decideApproval(visitor(), { token, decision: 'approved' })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
  it('stops writing views down after so many', async () => {
    const { token, organisationId } = await asked();
    for (let look = 0; look < 205; look++) await viewApproval(visitor(), { token, facts: clicking });
    expect(await db.approvalView.count({ where: { organisationId } })).toBe(200);
  });
});

describe('a decision', () => {
  it('stands in the thread under the name of the owner, with the comment', async () => {
    const { token, member, requestId } = await asked();
    const done = await decideApproval(visitor(), { token, decision: 'rejected', comment: 'Too **dear**.' });
    expect(done).toMatchObject({ isNew: true, state: 'rejected', comment: 'Too **dear**.' });
    const { thread } = await getRequest(member, { requestId });
    expect(thread).toContainEqual(
      expect.objectContaining({
        kind: 'message',
        author: expect.objectContaining({ name: owner.name, side: 'customer' }) as unknown,
        body: 'Rejected.\n\nToo **dear**.',
      }),
    );
    expect((await getRequest(member, { requestId })).approval).toMatchObject({
      state: 'rejected',
      owner: owner.name,
    });
  });
  it('counts once: the second click shows what was recorded', async () => {
    const { token } = await asked();
    await decideApproval(visitor(), { token, decision: 'approved' });
    const again = await decideApproval(visitor(), { token, decision: 'rejected', comment: 'no' });
    expect(again).toMatchObject({ isNew: false, state: 'approved', comment: '' });
  });
  it('counts once of two that come at the same moment', async () => {
    const { token, organisationId, requestId } = await asked();
    const both = await Promise.all([
      decideApproval(visitor(), { token, decision: 'approved' }),
      decideApproval(visitor(), { token, decision: 'rejected' }),
    ]);
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(both.map(({ state }) => state)).size).toBe(1);
    expect(await db.message.count({ where: { organisationId, requestId, via: 'approval' } })).toBe(1);
  });
  it('makes the owner no follower of what is written later', async () => {
    const { token, organisationId, requestId } = await asked();
    await decideApproval(visitor(), { token, decision: 'approved' });
    const rows = await db.requestParticipant.findMany({
      where: { organisationId, requestId, contactId: { not: null } },
    });
    expect(rows.every(({ mutedAt }) => mutedAt !== null)).toBe(true);
  });
  it('is told to whoever asked and to the customer', async () => {
    const { token, agent, member, organisationId } = await asked();
    await decideApproval(visitor(), { token, decision: 'approved' });
    const told = await db.delivery.findMany({
      where: { organisationId, event: { in: ['ownerDecided', 'approvalDecided'] }, channel: 'email' },
      select: { userId: true, event: true },
    });
    expect(told).toContainEqual({ userId: caller(agent), event: 'ownerDecided' });
    expect(told).toContainEqual({ userId: caller(member), event: 'approvalDecided' });
  });
  it('is void when the scope changed after the question, and the link says so', async () => {
    const { token, organisationId, requestId, member } = await asked();
    await db.request.updateMany({
      where: { organisationId, id: requestId },
      data: { scopeVersion: { increment: 1 }, updatedAt: NOW },
    });
    expect(await decideApproval(visitor(), { token, decision: 'approved' })).toMatchObject({
      ...{ isNew: false, state: 'voided', voidReason: 'changed' },
    });
    expect((await getRequest(member, { requestId })).approval).toMatchObject({ state: 'voided' });
    const { thread } = await getRequest(member, { requestId });
    expect(thread).toContainEqual(expect.objectContaining({ event: 'approvalVoided' }));
  });
  it('is void when the request ended', async () => {
    const { token, agent, requestId } = await asked();
    await cancelRequest(agent, { requestId, reason: 'Not needed any more' });
    expect(await decideApproval(visitor(), { token, decision: 'approved' })).toMatchObject({
      ...{ isNew: false, state: 'voided', voidReason: 'ended' },
    });
  });
  it('is waited for without the promise running on, until it is given or void', async () => {
    const states = async (requestId: string) => {
      const clock = await db.slaClock.findFirst({ where: { requestId, kind: 'resolution' } });
      return clock?.state;
    };
    await promise({ validFrom: NOW });
    const [given, voided] = [await asked(), await asked()];
    expect([await states(given.requestId), await states(voided.requestId)]).toEqual(['paused', 'paused']);
    await decideApproval(visitor(), { token: given.token, decision: 'approved' });
    const { requestId } = voided;
    const change = { requestId, fromUrgency: 'normal' as const, urgency: 'high' as const };
    await changeUrgency(voided.agent, { ...change, reason: 'It hurts more than we thought' });
    expect([await states(given.requestId), await states(requestId)]).toEqual(['running', 'running']);
  });
});
