import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';
import { NOW, ensureCatalogue } from '@/lib/testing/factories';
import { broken, walletOf } from '@/lib/testing/payments';
import { assignedRequest } from '@/lib/testing/requests';
import { promise, promiseNothing } from '@/lib/testing/service-levels';
import { cancelRequest } from './cancel-request';
import { changeUrgency } from './change-urgency';
import { replyAsCustomer } from './reply-as-customer';
import { resolveRequest } from './resolve-request';

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
const kinds = async (id: string) => (await requestOf(id)).events.map(({ kind }) => kind);
const message = (requestId: string) => ({
  ...{ requestId, messageId: newId('message'), body: 'It happens again.', attachments: [] },
});

describe('a late resolution', () => {
  /** «Something is broken» promises a fifth of its price. */
  async function resolvedAfter(hours: number) {
    await promise({ validFrom: NOW });
    const work = await assignedRequest({ inWork: true });
    const resolve = (at: number) =>
      resolveRequest(later(work.expert, at), { requestId: work.requestId, resolution: 'Fixed it.' });
    return { ...work, resolve, first: await resolve(hours) };
  }

  it('pays back what was promised, by the ledger and once', async () => {
    const { member, requestId, first, resolve } = await resolvedAfter(10.5);
    expect(first).toEqual({ requestId, charged: '25', returned: '5' });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(980), heldMicro: 0n });
    expect(await requestOf(requestId)).toMatchObject({ lateReturnMicro: credits(5) });
    await replyAsCustomer(later(member, 20), message(requestId));
    expect(await resolve(40)).toEqual({ requestId, charged: '0', returned: '0' });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(980) });
    expect((await kinds(requestId)).slice(-4)).toEqual([
      'resolved',
      'lateReturned',
      'reopened',
      'resolvedAgain',
    ]);
    expect(await broken()).toEqual([]);
    // The laws see what is wrong: a return that nobody made, and a hold of what is not paid.
    for (const wrong of [{ lateReturnMicro: credits(6) }, { status: 'unpaid' as const }])
      await expect(
        transaction(async (tx) => {
          await tx.request.updateMany({ where: { id: requestId }, data: wrong });
          const laws = await checkLaws(tx, NOW);
          expect(laws.filter(({ differences }) => differences.length > 0)).toHaveLength(1);
          throw new Error('undo');
        }),
      ).rejects.toThrow('undo');
  });

  it('pays nothing in time, and once it is late after it was taken up again', async () => {
    const { member, requestId, first, resolve } = await resolvedAfter(10);
    expect(first.returned).toBe('0');
    await replyAsCustomer(later(member, 30), message(requestId));
    expect((await resolve(30.1)).returned).toBe('5');
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(980) });
    expect(await broken()).toEqual([]);
  });

  it('pays also where somebody called it less urgent once it was late', async () => {
    const policyId = await promise({
      validFrom: NOW,
      high: { firstAnswerMinutes: 600, resolutionMinutes: 6_000 },
    });
    const { member, requestId, expert } = await assignedRequest({ inWork: true });
    const change = {
      requestId,
      fromUrgency: 'normal' as const,
      urgency: 'high' as const,
      reason: 'No haste.',
    };
    await changeUrgency(later(expert, 10.5), change);
    const clock = { requestId, kind: 'resolution' as const };
    expect(await db.slaClock.findFirstOrThrow({ where: clock })).toMatchObject({
      ...{ policyId, targetMs: BigInt(10 * HOUR), usedMs: BigInt(10.5 * HOUR) },
      breachedAt: later(expert, 10).now,
    });
    expect(await resolveRequest(later(expert, 11), { requestId, resolution: 'Fixed it.' })).toMatchObject({
      returned: '5',
    });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(980), heldMicro: 0n });
    expect(await broken()).toEqual([]);
  });

  it('pays once of two who resolve at once, and gives all back when it is cancelled after all', async () => {
    await promise({ validFrom: NOW });
    const { member, requestId, expert, agent } = await assignedRequest({ inWork: true });
    const resolve = (ctx: Context) => resolveRequest(later(ctx, 11), { requestId, resolution: 'Fixed it.' });
    const results = await Promise.allSettled([resolve(expert), resolve(agent), resolve(expert)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await replyAsCustomer(later(member, 12), message(requestId));
    expect(await cancelRequest(later(agent, 13), { requestId, reason: 'Our fault.' })).toMatchObject({
      released: '20',
    });
    expect(await walletOf(tenant(member))).toMatchObject({ balanceMicro: credits(1_000), heldMicro: 0n });
    expect(await broken()).toEqual([]);
  });
});
