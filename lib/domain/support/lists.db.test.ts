import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { DAY_MS } from '@/lib/core/time';
import { NOW, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, filing, newRequest } from '@/lib/testing/requests';
import { listExperts } from './desk-queries';
import { fileRequest } from './file-request';
import { countDeskViews, listDeskRequests } from './list-desk-requests';
import { countRequests, getRequest, listRequests } from './queries';
import { withdrawRequest } from './withdraw-request';

beforeAll(() => ensureCatalogue());

const cheap = (over = {}) => filing({ category: 'question', price: '10', ...over });

/** Files `count` requests a minute apart; every third is high, every fifth critical. */
async function many(member: Context, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const urgency = index % 5 === 0 ? 'critical' : index % 3 === 0 ? 'high' : 'normal';
    const price = { critical: '15', high: '12', normal: '10' }[urgency];
    const now = new Date(NOW.getTime() + index * 60_000);
    await fileRequest({ ...member, now }, cheap({ urgency, price, subject: `Request ${index}` }));
  }
}

async function walk<T>(page: (after?: string) => Promise<{ rows: T[]; next: string | null }>): Promise<T[]> {
  const rows: T[] = [];
  for (let after: string | undefined; ;) {
    const found = await page(after);
    rows.push(...found.rows);
    if (!found.next) return rows;
    after = found.next;
  }
}

describe('listRequests', () => {
  it('pages through everything once, newest first, in its tab', async () => {
    const member = await customer(5_000);
    await many(member, 60);
    const rows = await walk((after) => listRequests(member, { after }));
    expect(rows.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 60 }, (_, index) => `Request ${59 - index}`),
    );
    await withdrawRequest(member, { requestId: rows[0]?.id ?? '' });
    expect((await listRequests(member, { tab: 'cancelled' })).rows).toHaveLength(1);
    expect(await countRequests(member)).toEqual({ all: 60, open: 59, waiting: 0, resolved: 0, cancelled: 1 });
  });

  it('shows nobody else’s, and takes no forged cursor', async () => {
    const { requestId } = await newRequest();
    const stranger = await customer();
    expect((await listRequests(stranger, {})).rows).toEqual([]);
    await expect(getRequest(stranger, { requestId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getRequest(stranger, { requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(getRequest(stranger, { requestId: `${requestId}' OR 1=1` })).rejects.toMatchObject({
      code: 'not_found',
    });
    const forged = Buffer.from('["yesterday","req_x"]').toString('base64url');
    for (const after of ['x', forged, 'bm9uZQ']) {
      await expect(listRequests(stranger, { after })).rejects.toMatchObject({ reason: 'badCursor' });
    }
  });
});

describe('the desk’s queue', () => {
  it('pages in every order without losing or repeating a request', async () => {
    const organisationId = await newOrganisation({ grant: 5_000 });
    await db.organisation.update({ where: { id: organisationId }, data: { name: '100%_sure Ltd' } });
    await many(await memberOf(organisationId), 120);
    const agent = await staff(['agent']);
    const all = async (sort: 'oldest' | 'newest' | 'updated' | 'urgency') =>
      walk((after) => listDeskRequests(agent, { view: 'all', organisation: '%_SURE', sort, after }));
    const oldest = await all('oldest');
    expect(oldest).toHaveLength(120);
    expect(await all('newest')).toEqual([...oldest].reverse());
    expect(await all('updated')).toHaveLength(120);
    const rank = { critical: 0, high: 1, normal: 2 };
    const expected = [...oldest].sort((a, b) => rank[a.urgency] - rank[b.urgency]);
    expect((await all('urgency')).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect((await listDeskRequests(agent, { view: 'all', organisation: '%%' })).rows).toEqual([]);
  });

  it('filters by status, urgency, expert and age, and counts its views', async () => {
    const before = await countDeskViews(await staff(['agent']));
    const { expert, requestId } = await assignedRequest();
    const other = await newRequest();
    const ids = async (query: Parameters<typeof listDeskRequests>[1], now = NOW) =>
      (await walk((after) => listDeskRequests({ ...expert, now }, { ...query, after }))).map(({ id }) => id);
    expect(await ids({ view: 'mine' })).toEqual([requestId]);
    expect(await ids({ view: 'all', expert: caller(expert) })).toEqual([requestId]);
    expect(await ids({ view: 'all', expert: 'mine', urgency: 'high' })).toEqual([]);
    expect(await ids({ view: 'unassigned', sort: 'newest' })).toContain(other.requestId);
    expect(await ids({ view: 'unassigned' })).not.toContain(requestId);
    expect(await ids({ view: 'all', expert: 'mine', age: '3' })).toEqual([]);
    expect(
      await ids({ view: 'all', expert: 'mine', age: '3' }, new Date(NOW.getTime() + 3 * DAY_MS)),
    ).toEqual([requestId]);
    expect(await ids({ view: 'open', status: 'assigned', expert: 'mine' })).toEqual([requestId]);
    expect(await countDeskViews(expert)).toMatchObject({
      mine: 1,
      unassigned: before.unassigned + 1,
      open: before.open + 2,
      all: before.all + 2,
    });
  });

  it('is closed to customers and finance', async () => {
    for (const ctx of [await customer(), await staff(['finance'])]) {
      await expect(listDeskRequests(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(countDeskViews(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listExperts(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('shows each expert’s load and skills', async () => {
    const { expert } = await assignedRequest();
    await db.expert.create({ data: { userId: caller(expert), skills: ['postgres', 'stripe'], capacity: 4 } });
    const found = (await listExperts(expert)).find(({ id }) => id === caller(expert));
    expect(found).toMatchObject({ load: 1, capacity: 4, skills: ['postgres', 'stripe'] });
  });
});

it('keeps the organisation of a colleague’s request', async () => {
  const { member, requestId } = await newRequest();
  const colleague = await memberOf(tenant(member), 'billing');
  expect(await getRequest(colleague, { requestId })).toMatchObject({
    id: requestId,
    may: { reply: true, cancel: true },
  });
});
