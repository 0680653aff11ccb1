import { describe, expect, it } from 'vitest';
import { type Context, actorId } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { anonymous, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { listAudit, listAuditActions } from './queries';
import { recordAudit } from './record-audit';

const at = (day: string, hour = '12') => new Date(`${day}T${hour}:00:00.000Z`);
const write = (ctx: Context, action: string, recordId: string, more = {}) =>
  transaction((tx) => recordAudit(tx, ctx, { action, recordType: 'thing', recordId, ...more }));

describe('listAudit', () => {
  it('finds by actor, action, record and day', async () => {
    const admin = { ...(await staff(['admin'])), now: at('2026-03-01') };
    const other = { ...(await staff(['agent'])), now: at('2026-03-02', '23') };
    await write(admin, 'one.first', 'record-1', {
      before: { price: 1n },
      after: { price: 2n },
      reason: 'because',
    });
    await write(other, 'one.second', 'record-2');
    await write(job(at('2026-03-03')), 'one.third', 'record-2');
    const find = async (filter: Parameters<typeof listAudit>[1]) =>
      (await listAudit(admin, filter)).events
        .map(({ action }) => action)
        .filter((action) => action.startsWith('one.'));
    expect(await find({})).toEqual(['one.third', 'one.second', 'one.first']);
    expect(await find({ actor: actorId(other.actor) ?? '' })).toEqual(['one.second']);
    expect(await find({ actor: 'job' })).toEqual(['one.third']);
    expect(await find({ action: 'one.first' })).toEqual(['one.first']);
    expect(await find({ record: 'record-2' })).toEqual(['one.third', 'one.second']);
    expect(await find({ from: '2026-03-02', to: '2026-03-02' })).toEqual(['one.second']);
    expect(await find({ actor: '%' })).toEqual([]);
    expect(await find({ action: "x'; DROP TABLE" })).toEqual([]);
    const { events } = await listAudit(admin, { record: 'record-1' });
    expect(events[0]).toMatchObject({
      reason: 'because',
      fields: [{ field: 'price', before: '1', after: '2' }],
    });
    expect(await listAuditActions(admin)).toEqual(expect.arrayContaining(['one.first', 'one.second']));
  });

  it('pages without a gap or a repeat, through events of the same moment', async () => {
    const admin = await staff(['admin']);
    for (let nth = 0; nth < 120; nth++)
      await write({ ...admin, now: at('2026-04-01') }, 'page.turn', `p-${nth}`);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listAudit(admin, { action: 'page.turn', after });
      seen.push(...page.events.map(({ recordId }) => recordId));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it.each([{ from: '2026-02-30' }, { to: 'tomorrow' }, { after: 'x' }, { after: '1.aud_' }])(
    'refuses %j',
    async (filter) => {
      await expect(listAudit(await staff(['admin']), filter)).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  it('is for admins', async () => {
    const member = await memberOf(await newOrganisation());
    for (const ctx of [await staff(['finance']), await staff(['agent', 'expert']), member]) {
      await expect(listAudit(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listAuditActions(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(listAudit(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
