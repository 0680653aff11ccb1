import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { fileRequest } from '@/lib/domain/support/file-request';
import { NOW, anonymous, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { customer, filing } from '@/lib/testing/requests';
import { cleanErrorReports } from './clean-error-reports';
import { reportError } from './report-error';
import { OTHERS, ReportErrorAnswer, limits } from './schema';

beforeAll(() => ensureCatalogue());

/** A key of another program; its row is not needed to report. */
async function program(organisationId?: string, now = NOW): Promise<Context> {
  const owner = organisationId ?? (await newOrganisation());
  const actor = { kind: 'api-key' as const, keyId: newId('apiKey'), scopes: ['support:write' as const] };
  return { ...anonymous(now), actor, organisationId: owner };
}

const report = { message: 'Order 17 failed', stack: 'Error\n    at pay (/app/pay.js:10:5)', app: 'shop' };
const groupsOf = (ctx: Context) =>
  db.errorGroup.findMany({ where: { organisationId: ctx.organisationId }, include: { reports: true } });

describe('reportError', () => {
  it('files reports of one error in one group and says where to ask for help', async () => {
    const ctx = await program();
    const first = await reportError(ctx, {
      ...report,
      context: { cart: [1, 'two'] },
      url: 'https://shop.test/pay',
    });
    const second = await reportError(ctx, { ...report, message: 'Order 18 failed' });
    expect(ReportErrorAnswer.parse(second)).toEqual(second);
    expect(first).toMatchObject({ count: 1 });
    expect(second).toMatchObject({ count: 2, groupId: first.groupId, fingerprint: first.fingerprint });
    expect(second.requestSupportUrl).toMatch(new RegExp(`/support/new\\?error=${first.groupId}$`));
    const [group, ...others] = await groupsOf(ctx);
    expect(others).toEqual([]);
    expect(group).toMatchObject({ count: 2n, message: 'Order 18 failed', url: 'https://shop.test/pay' });
    expect(group?.reports.map(({ number }) => number)).toEqual([1n, 2n]);
  });

  it('makes one group of first reports that come at once, and counts each', async () => {
    const ctx = await program();
    const answers = await Promise.all(Array.from({ length: 12 }, () => reportError(ctx, report)));
    expect(new Set(answers.map(({ groupId }) => groupId)).size).toBe(1);
    expect(answers.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(await groupsOf(ctx)).toMatchObject([{ count: 12n }]);
  });

  it('gives the same answer for the same key, also when both come at once, and refuses another report', async () => {
    const ctx = await program();
    const keyed = { ...report, context: { a: 1, b: 2 }, idempotencyKey: 'once-only' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => reportError(ctx, keyed)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    await reportError(ctx, report);
    const again = await reportError(ctx, { ...keyed, context: { b: 2, a: 1 } });
    expect(again).toMatchObject({ id: answers[0]?.id, count: 1, replayed: true });
    expect(await groupsOf(ctx)).toMatchObject([{ count: 2n }]);
    await expect(reportError(ctx, { ...keyed, message: 'Another' })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'idempotencyConflict',
    });
    expect(await groupsOf(ctx)).toMatchObject([{ count: 2n }]);
  });

  it('brings a group back that was set aside', async () => {
    const ctx = await program();
    const { groupId } = await reportError(ctx, report);
    await db.errorGroup.updateMany({ where: { id: groupId }, data: { resolvedAt: NOW } });
    await reportError(ctx, report);
    expect(await groupsOf(ctx)).toMatchObject([{ resolvedAt: null }]);
  });

  it('keeps organisations apart', async () => {
    const [one, other] = [await program(), await program()];
    const keyed = { ...report, idempotencyKey: 'same-key' };
    expect((await reportError(one, keyed)).groupId).not.toBe((await reportError(other, keyed)).groupId);
    expect(await groupsOf(other)).toMatchObject([{ count: 1n }]);
  });

  it.each([
    [{ ...report, message: '' }, 'message'],
    [{ ...report, message: 'x'.repeat(2_001) }, 'message'],
    [{ ...report, message: 'nul \u0000' }, 'message'],
    [{ ...report, stack: 'x'.repeat(20_001) }, 'stack'],
    [{ ...report, url: 'two\nlines' }, 'url'],
    [{ ...report, context: { big: 'x'.repeat(8_200) } }, 'context'],
    [{ ...report, context: { nul: ['\u0000'] } }, 'context'],
    [{ ...report, context: { infinite: Infinity } }, 'context'],
    [
      { ...report, context: JSON.parse(`{"a":${'['.repeat(3_000)}${']'.repeat(3_000)}}`) as object },
      'context',
    ],
  ])('refuses what it cannot keep, %#', async (input, field) => {
    const ctx = await program();
    await expect(reportError(ctx, input as typeof report)).rejects.toMatchObject({
      code: 'invalid',
      fields: { [field]: expect.any(String) as string },
    });
    expect(await groupsOf(ctx)).toEqual([]);
  });

  it('is for programs with the right scope, not for people', async () => {
    const ctx = await program();
    const without = { ...ctx, actor: { ...ctx.actor, scopes: ['credits:read'] } } as Context;
    await expect(reportError(without, report)).rejects.toMatchObject({ reason: 'missingScope' });
    await expect(reportError(await memberOf(await newOrganisation()), report)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(reportError(anonymous(), report)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('a thousand open groups', () => {
  const fill = (ctx: Context, length: number) =>
    db.errorGroup.createMany({
      data: Array.from({ length }, (_, nth) => ({
        ...{ organisationId: ctx.organisationId ?? '', id: newId('errorGroup'), fingerprint: `known-${nth}` },
        ...{ message: 'x', count: 1n, firstSeenAt: NOW, lastSeenAt: NOW },
      })),
    });

  it('leave new errors to the others, however many come at once, and known ones where they are', async () => {
    const ctx = await program();
    await fill(ctx, limits.openGroups - 1);
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((fingerprint) => reportError(ctx, { ...report, fingerprint })),
    );
    const others = answers.filter(({ fingerprint }) => fingerprint === OTHERS.fingerprint);
    expect(others.map(({ count }) => count).toSorted()).toEqual([1, 2, 3]);
    expect(await reportError(ctx, { ...report, fingerprint: 'known-7' })).toMatchObject({ count: 2 });
    const [group] = await db.errorGroup.findMany({ where: { id: others[0]?.groupId } });
    expect(group).toMatchObject({ message: OTHERS.message, app: null, stack: null, count: 3n });
    await db.errorGroup.updateMany({
      where: { organisationId: ctx.organisationId, fingerprint: { in: ['known-1', 'known-2'] } },
      data: { resolvedAt: NOW },
    });
    expect(await reportError(ctx, { ...report, fingerprint: 'e' })).toMatchObject({ fingerprint: 'e' });
  });
});

describe('cleanErrorReports', () => {
  it('removes groups unseen for 90 days, unless a request names them', async () => {
    const member = await customer();
    const organisationId = member.organisationId ?? '';
    const at = async (days: number, message: string) =>
      (await reportError(await program(organisationId, addDays(NOW, -days)), { message })).groupId;
    await at(91, 'forgotten');
    const [young, named] = [await at(89, 'young'), await at(91, 'named')];
    await fileRequest(member, filing({ errorGroupId: named }));
    await cleanErrorReports(job());
    expect((await groupsOf(member)).map(({ id }) => id).toSorted()).toEqual([young, named].toSorted());
  });

  it('removes reports of more than 30 days and leaves the group and its count', async () => {
    const organisationId = await newOrganisation();
    await reportError(await program(organisationId, addDays(NOW, -31)), report);
    await reportError(await program(organisationId, addDays(NOW, -29)), report);
    expect((await cleanErrorReports(job())).removed).toBe(1);
    const [group] = await groupsOf(await program(organisationId));
    expect(group).toMatchObject({ count: 2n });
    expect(group?.reports).toHaveLength(1);
    await expect(cleanErrorReports(await program(organisationId))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
