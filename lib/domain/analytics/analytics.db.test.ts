import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits, parseCredits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { captureHold, grantCredits, placeHold, returnCredits, spendCredits } from '@/lib/domain/wallet/steps';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { getAnalytics } from './get-analytics';
import { listEntriesForApi } from './list-entries-for-api';
import { AnalyticsOutput, EntriesOutput, usageKinds } from './schema';

const keyed = (organisationId: string, keyId: string, now: Date): Context => ({
  ...job(now, organisationId),
  actor: { kind: 'api-key', keyId, scopes: ['credits:spend', 'credits:read'] },
});

/** An organisation that has had so many credits for twenty days. */
async function endowed(grant: number): Promise<string> {
  const org = await newOrganisation();
  const long = job(addDays(NOW, -20), org);
  await grantCredits(db, long, org, { amountMicro: credits(grant), source: 'adjustment' });
  return org;
}

beforeAll(async () => {
  await ensureCatalogue();
});

const micro = (decimal: string) => present(parseCredits(decimal));
const sum = (list: readonly { credits: string }[]) =>
  list.reduce((total, row) => total + micro(row.credits), 0n);

const Step = fc.record({
  verb: fc.constantFrom('grant', 'spend', 'owe', 'hold', 'capture', 'return'),
  amount: fc.bigInt({ min: 1n, max: 30_000_003n }),
  day: fc.nat(6),
  service: fc.constantFrom('a', 'b', 'c'),
  key: fc.nat(2),
  member: fc.nat(2),
  nth: fc.nat(5),
});
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never;

async function run(org: string, step: Step, keys: string[], members: string[]): Promise<unknown> {
  const now = addDays(NOW, step.day - 10);
  const keyId = keys[step.key];
  const ctx = keyId ? keyed(org, keyId, now) : job(now, org);
  const use = {
    amountMicro: step.amount,
    serviceCode: step.service,
    ...(members[step.member] ? { member: members[step.member] } : {}),
  };
  switch (step.verb) {
    case 'grant':
      return grantCredits(db, ctx, org, { amountMicro: step.amount * 3n, source: 'adjustment' });
    case 'spend':
      return spendCredits(db, ctx, org, use);
    case 'owe':
      return spendCredits(db, ctx, org, {
        ...use,
        ...{ onInsufficient: 'owe', receivableId: newId('receivable') },
      });
    case 'hold':
      return placeHold(db, ctx, org, use);
    case 'capture': {
      const hold = await db.hold.findFirst({
        where: { organisationId: org, status: 'active' },
        skip: step.nth,
      });
      return hold && captureHold(db, job(now, org), org, { holdId: hold.id });
    }
    default: {
      const where = { organisationId: org, kind: { in: ['deduct' as const, 'capture' as const] } };
      const parent = await db.operation.findFirst({ where, skip: step.nth });
      return parent && returnCredits(db, job(now, org), org, { parentId: parent.id });
    }
  }
}

/** Refusals are answers; anything else is a bug. */
async function attempt(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

describe('getAnalytics', () => {
  it('ties to the entries after any operations, whole and by each filter', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const org = await endowed(100);
        const reader = await memberOf(org);
        const members = [(reader.actor as { userId: string }).userId, ''];
        const keys = [newId('apiKey'), newId('apiKey')];
        for (const step of steps) await attempt(run(org, step, keys, members));
        const range = { from: '2026-11-01', to: '2026-11-21' };
        const whole = await getAnalytics(reader, { ...range, groupBy: 'member' });
        AnalyticsOutput.parse(whole);
        const entries = await db.entry.aggregate({
          where: { organisationId: org, kind: { in: [...usageKinds] } },
          _sum: { amountMicro: true },
        });
        expect(micro(whole.total.credits)).toBe(-(entries._sum.amountMicro ?? 0n));
        for (const list of [whole.byService, whole.byMember, whole.byKey, whole.byDay])
          expect(sum(list)).toBe(micro(whole.total.credits));
        for (const day of whole.byDay) expect(sum(day.parts)).toBe(micro(day.credits));
        for (const group of whole.byKey) {
          const apiKey = group.key ?? 'none';
          const filtered = await getAnalytics(reader, { ...range, apiKey });
          expect(filtered.total).toEqual({ credits: group.credits, count: group.count });
        }
      }),
      { numRuns: 12 },
    );
  });

  it('compares with as many days right before, and names what both periods used', async () => {
    const org = await endowed(100);
    const spend = (amount: number, day: number, serviceCode: string) =>
      spendCredits(db, job(addDays(NOW, -day), org), org, { amountMicro: credits(amount), serviceCode });
    await spend(5, 8, 'api-call');
    await spend(2, 8, 'gone');
    await spend(9, 1, 'api-call');
    const answer = await getAnalytics(await memberOf(org), {
      from: '2026-11-15',
      to: '2026-11-21',
      compare: true,
    });
    expect(answer.total).toEqual({ credits: '9', count: 1 });
    expect(answer.former).toEqual({ from: '2026-11-08', to: '2026-11-14', credits: '7', count: 2 });
    expect(answer.byService.map(({ key, credits: used, former }) => [key, used, former?.credits])).toEqual([
      ['api-call', '9', '5'],
      ['gone', '0', '2'],
    ]);
    expect(answer.byDay.find(({ day }) => day === '2026-11-20')?.former?.credits).toBe('7');
  });

  it('answers for the caller alone, and refuses ranges that no one can mean', async () => {
    const org = await newOrganisation({ grant: 10 });
    await spendCredits(db, job(NOW, org), org, { amountMicro: credits(3), serviceCode: 'a' });
    const stranger = await memberOf(await newOrganisation());
    expect((await getAnalytics(stranger)).total).toEqual({ credits: '0', count: 0 });
    await expect(getAnalytics(await staff(['finance']))).rejects.toMatchObject({ code: 'forbidden' });
    for (const bad of [
      { from: '2026-11-21', to: '2026-11-20' },
      { from: '2010-01-01', to: '2026-11-20' },
      { from: '2026-02-30' },
      { member: 'x' },
    ])
      await expect(getAnalytics(stranger, bad)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('listEntriesForApi', () => {
  it('pages by key through everything once, with and without filters', async () => {
    const org = await endowed(100);
    for (let day = 10; day > 0; day--)
      await spendCredits(db, job(addDays(NOW, -day), org), org, {
        amountMicro: credits(1),
        serviceCode: day % 2 ? 'odd' : 'even',
      });
    const reader = await memberOf(org);
    const walk = async (filters: object) => {
      const seen: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = EntriesOutput.parse(await listEntriesForApi(reader, { ...filters, limit: 3, cursor }));
        seen.push(...page.data.map(({ id }) => id));
        if (!page.nextCursor) return seen;
        cursor = page.nextCursor;
      }
    };
    expect(await walk({})).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2', '1']);
    expect(await walk({ service: 'odd' })).toEqual(['11', '9', '7', '5', '3']);
    expect(await walk({ kind: 'grant' })).toEqual(['1']);
    expect(await walk({ from: '2026-11-14', to: '2026-11-16' })).toEqual(['7', '6', '5']);
    expect(await walk({ from: '2026-11-14T10:00:00.001Z', to: '2026-11-16T10:00:00Z' })).toEqual(['6']);
    expect((await listEntriesForApi(await memberOf(await newOrganisation()))).data).toEqual([]);
    await expect(listEntriesForApi(reader, { cursor: '-1' })).rejects.toMatchObject({ code: 'invalid' });
  });
});
