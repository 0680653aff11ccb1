import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { ensureCatalogue, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, newRequest } from '@/lib/testing/requests';
import { listViews } from './list-views';
import { moveView, removeView, saveView } from './save-view';
import { deskLimits } from './schema';

beforeAll(() => ensureCatalogue());

const view = (name: string, over: Partial<Parameters<typeof saveView>[1]> = {}) => ({
  viewId: newId('savedView'),
  name,
  filters: { view: 'open' as const, urgency: 'critical' as const },
  ...over,
});
const namesOf = async (ctx: Context) =>
  (await listViews(ctx)).filter(({ isShared }) => !isShared).map(({ name }) => name);

describe('saved views', () => {
  it('are one’s own, counted over open requests, and the same form saves one', async () => {
    const [agent, colleague] = [await staff(['agent']), await staff(['agent'])];
    const { expert } = await assignedRequest();
    await newRequest();
    const mine = view('Mine', { filters: { view: 'open', expert: caller(expert) } });
    await saveView(agent, mine);
    await saveView(agent, { ...mine, name: 'Erik’s' });
    await saveView(agent, view('Old ones', { filters: { view: 'resolved', age: '30' } }));
    expect(await listViews(agent)).toMatchObject([
      { name: 'Erik’s', isShared: false, mayChange: true, count: 1, filters: { expert: caller(expert) } },
      { name: 'Old ones', count: null, filters: { view: 'resolved', age: '30', sort: 'oldest' } },
    ]);
    expect(await namesOf(colleague)).toEqual([]);
    for (const act of [
      () => saveView(colleague, mine),
      () => removeView(colleague, { viewId: mine.viewId }),
      () => moveView(colleague, { viewId: mine.viewId, by: 1 }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'not_found' });
    }
    await removeView(agent, { viewId: mine.viewId });
    await removeView(agent, { viewId: mine.viewId });
    expect(await namesOf(agent)).toEqual(['Old ones']);
  });

  it('may be everybody’s, by who runs the desk, with a trace', async () => {
    const [agent, expert] = [await staff(['agent']), await staff(['expert'])];
    const shared = view('Everybody’s', { isShared: true });
    await expect(saveView(expert, shared)).rejects.toMatchObject({ reason: 'viewForbidden' });
    await saveView(agent, shared);
    const seen = (await listViews(expert)).find(({ id }) => id === shared.viewId);
    expect(seen).toMatchObject({ isShared: true, mayChange: false });
    for (const act of [
      () => saveView(expert, { ...shared, isShared: false }),
      () => removeView(expert, { viewId: shared.viewId }),
      () => moveView(expert, { viewId: shared.viewId, by: -1 }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
    }
    await removeView(agent, { viewId: shared.viewId });
    const trace = await db.auditEvent.findMany({
      where: { recordId: shared.viewId },
      orderBy: { id: 'asc' },
    });
    expect(trace.map(({ action }) => action)).toEqual(['view.save', 'view.remove']);
  });

  it('move one place among their own kind, and stay at the ends', async () => {
    const agent = await staff(['agent']);
    const [one, two, three] = [view('One'), view('Two'), view('Three')];
    for (const each of [one, two, three]) await saveView(agent, each);
    await moveView(agent, { viewId: three.viewId, by: -1 });
    expect(await namesOf(agent)).toEqual(['One', 'Three', 'Two']);
    await moveView(agent, { viewId: one.viewId, by: -1 });
    await moveView(agent, { viewId: two.viewId, by: 1 });
    expect(await namesOf(agent)).toEqual(['One', 'Three', 'Two']);
    await expect(moveView(agent, { viewId: newId('savedView'), by: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('are few, and none for customers', async () => {
    const agent = await staff(['agent']);
    const saved = await Promise.allSettled(
      Array.from({ length: deskLimits.views + 2 }, (_, index) => saveView(agent, view(`View ${index}`))),
    );
    const refused = saved.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ reason: { code: 'limit_reached', reason: 'tooManyViews' } });
    const member = await customer();
    await expect(saveView(member, view('No'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listViews(member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(saveView(agent, view(''))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('survive filters that a later version no longer knows', async () => {
    const agent = await staff(['agent']);
    const kept = view('Kept');
    await saveView(agent, kept);
    await db.savedView.update({ where: { id: kept.viewId }, data: { query: { view: 'gone', x: 1 } } });
    expect((await listViews(agent)).find(({ id }) => id === kept.viewId)?.filters).toEqual({
      view: 'open',
      sort: 'oldest',
    });
  });
});
