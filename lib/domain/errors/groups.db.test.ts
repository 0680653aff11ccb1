import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { fileRequest } from '@/lib/domain/support/file-request';
import { getRequest } from '@/lib/domain/support/queries';
import { NOW, anonymous, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { customer, filing } from '@/lib/testing/requests';
import { countErrorGroups, getErrorGroup, getErrorOfRequest, listErrorGroups } from './queries';
import { reportError } from './report-error';
import { resolveError } from './resolve-error';

const programOf = (member: Context, now = NOW): Context => ({
  ...anonymous(now),
  actor: { kind: 'api-key', keyId: newId('apiKey'), scopes: ['support:write'] },
  organisationId: tenant(member),
});
const report = (member: Context, message: string, now = NOW) =>
  reportError(programOf(member, now), { message, fingerprint: message, context: { cart: 3 } });
const codeOf = async (work: Promise<unknown>) => work.catch((error: { code: string }) => error.code);

beforeAll(() => ensureCatalogue());

describe('listErrorGroups', () => {
  it('shows groups by when they were last seen, with the reports of each day', async () => {
    const member = await memberOf(await newOrganisation(), 'member');
    await report(member, 'old', addDays(NOW, -13));
    await report(member, 'old', addDays(NOW, -20));
    await report(member, 'new');
    await report(member, 'new', addDays(NOW, -1));
    const { rows, next } = await listErrorGroups(member, {});
    expect(next).toBeNull();
    expect(rows.map(({ message, count }) => [message, count])).toEqual([
      ['new', 2],
      ['old', 2],
    ]);
    expect(rows[0]?.days).toEqual([...Array.from({ length: 12 }, () => 0), 1, 1]);
    expect(rows[1]?.days).toEqual([1, ...Array.from({ length: 13 }, () => 0)]);
  });

  it('gives every group once over its pages', async () => {
    const member = await memberOf(await newOrganisation(), 'member');
    for (let nth = 0; nth < 30; nth++)
      await report(member, `error ${nth}`, new Date(NOW.getTime() - (nth % 3)));
    const first = await listErrorGroups(member, { tab: 'all' });
    const second = await listErrorGroups(member, { tab: 'all', after: present(first.next) });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 5, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(30);
  });
});

describe('getErrorOfRequest', () => {
  it('shows whoever works on a request how often its error happened, and nobody else', async () => {
    const member = await customer();
    await report(member, 'x', addDays(NOW, -2));
    const { groupId: errorGroupId } = await report(member, 'x');
    const { requestId } = await fileRequest(member, filing({ errorGroupId }));
    const { requestId: aboutNone } = await fileRequest(member, filing());
    const expert = await staff(['expert']);
    expect(await getErrorOfRequest(expert, { requestId })).toMatchObject({
      ...{ id: errorGroupId, count: 2, lastSeenAt: NOW.toISOString() },
      reports: [{ at: NOW.toISOString() }, { at: addDays(NOW, -2).toISOString() }],
      context: expect.stringContaining('cart'),
    });
    expect(await getErrorOfRequest(expert, { requestId: aboutNone })).toBeNull();
    expect(await getErrorOfRequest(expert, { requestId: newId('request') })).toBeNull();
    for (const ctx of [member, await staff(['finance'])]) {
      await expect(getErrorOfRequest(ctx, { requestId })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

describe('resolveError', () => {
  it('sets a group aside until its next report, and once', async () => {
    const member = await memberOf(await newOrganisation(), 'member');
    const { groupId: errorGroupId } = await report(member, 'x');
    await resolveError(member, { errorGroupId, resolved: true });
    await resolveError({ ...member, now: addDays(NOW, 1) }, { errorGroupId, resolved: true });
    expect((await getErrorGroup(member, { errorGroupId })).resolvedAt).toBe(NOW.toISOString());
    expect(await countErrorGroups(member)).toEqual({ open: 0, resolved: 1, all: 1 });
    await report(member, 'x');
    expect(await countErrorGroups(member)).toEqual({ open: 1, resolved: 0, all: 1 });
    await resolveError(member, { errorGroupId, resolved: false });
    expect((await listErrorGroups(member, { tab: 'resolved' })).rows).toEqual([]);
  });
});

describe('another organisation', () => {
  it('finds nothing of it', async () => {
    const member = await memberOf(await newOrganisation());
    const { groupId: errorGroupId } = await report(member, 'private');
    const stranger = await customer();
    expect(await codeOf(getErrorGroup(stranger, { errorGroupId }))).toBe('not_found');
    expect(await codeOf(getErrorGroup(stranger, { errorGroupId: 'nonsense' }))).toBe('not_found');
    expect(await codeOf(resolveError(stranger, { errorGroupId, resolved: true }))).toBe('not_found');
    expect((await listErrorGroups(stranger, { tab: 'all' })).rows).toEqual([]);
    await expect(fileRequest(stranger, filing({ errorGroupId }))).rejects.toMatchObject({
      fields: { errorGroupId: 'unknown' },
    });
    expect(await db.request.count({ where: { organisationId: tenant(stranger) } })).toBe(0);
  });
});

describe('a request about an error', () => {
  it('is linked to it on both sides', async () => {
    const member = await customer();
    const { groupId: errorGroupId } = await report(member, 'The till is stuck');
    const { requestId, number } = await fileRequest(member, filing({ errorGroupId }));
    expect((await getRequest(member, { requestId })).error).toEqual({
      id: errorGroupId,
      message: 'The till is stuck',
      app: null,
    });
    const group = await getErrorGroup(member, { errorGroupId });
    expect(group.requests).toMatchObject([{ id: requestId, number, status: 'new' }]);
    expect(group.context).toBe('{\n  "cart": 3\n}');
    expect((await listErrorGroups(member, {})).rows[0]?.requests).toBe(1);
  });
});
