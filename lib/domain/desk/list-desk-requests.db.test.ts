import { beforeAll, describe, expect, it } from 'vitest';
import { caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { NOW, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, everyPage, fileMany, newRequest } from '@/lib/testing/requests';
import { countDeskViews, listDeskRequests } from './list-desk-requests';
import { listExperts } from './queries';
import type { DeskSort } from './schema';

beforeAll(() => ensureCatalogue());

describe('the desk’s queue', () => {
  it('pages in every order without losing or repeating a request', async () => {
    const organisationId = await newOrganisation({ grant: 5_000 });
    await db.organisation.update({ where: { id: organisationId }, data: { name: '100%_sure Ltd' } });
    await fileMany(await memberOf(organisationId), 120);
    const agent = await staff(['agent']);
    const all = async (sort: DeskSort) =>
      everyPage((after) => listDeskRequests(agent, { view: 'all', organisation: '%_SURE', sort, after }));
    const oldest = await all('oldest');
    expect(oldest).toHaveLength(120);
    expect(await all('newest')).toEqual([...oldest].reverse());
    expect(await all('updated')).toHaveLength(120);
    const rank = { critical: 0, high: 1, normal: 2 };
    const expected = [...oldest].sort((a, b) => rank[a.urgency] - rank[b.urgency]);
    expect((await all('urgency')).map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect((await listDeskRequests(agent, { view: 'all', organisation: '%%' })).rows).toEqual([]);
    // Every other one is due, the last filed first; what nothing is promised for comes after.
    const due = oldest.filter((_, index) => index % 2 === 0).map(({ id }) => id);
    for (const [index, id] of due.entries()) {
      const dueAt = new Date(NOW.getTime() - index * 60_000);
      await db.request.updateMany({ where: { organisationId, id }, data: { dueAt } });
    }
    const byDue = (await all('due')).map(({ id }) => id);
    expect(byDue.slice(0, 60)).toEqual([...due].reverse());
    expect(byDue.slice(60)).toEqual(oldest.map(({ id }) => id).filter((id) => !due.includes(id)));
    const late = await listDeskRequests(agent, { view: 'all', organisation: '%_SURE', mark: 'late' });
    expect(late.rows).toHaveLength(50);
    expect(late.rows.every(({ dueAt }) => dueAt !== null && dueAt < NOW.toISOString())).toBe(true);
  });

  it('filters by status, urgency, expert and age, and counts its views', async () => {
    const before = await countDeskViews(await staff(['agent']));
    const { expert, requestId } = await assignedRequest();
    const other = await newRequest();
    const ids = async (query: Parameters<typeof listDeskRequests>[1], now = NOW) =>
      (await everyPage((after) => listDeskRequests({ ...expert, now }, { ...query, after }))).map(
        ({ id }) => id,
      );
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
