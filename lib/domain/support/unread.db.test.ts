import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { getDeskRequest } from '@/lib/domain/desk/queries';
import { NOW, ensureCatalogue, memberOf, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, newRequest } from '@/lib/testing/requests';
import { addNote } from './add-note';
import { countUnreadMessages } from './count-unread';
import { markRead } from './mark-read';
import { mentionOf } from './schema.mentions';
import { muteRequest } from './mute-request';
import { getRequest } from './queries';
import { replyAsCustomer } from './reply-as-customer';
import { replyAsStaff } from './reply-as-staff';
import { newMessageId, newNoteId } from './schema';

beforeAll(() => ensureCatalogue());

const at = (ctx: Context, minutes: number) => ({ ...ctx, now: new Date(NOW.getTime() + minutes * 60_000) });
const upTo = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
const say = (requestId: string) => ({ requestId, messageId: newMessageId(), body: 'Hello' });

/** Three answers: in the first, the second and the third minute. */
async function answered() {
  const made = await assignedRequest({ inWork: true });
  for (const minute of [1, 2, 3]) await replyAsStaff(at(made.expert, minute), say(made.requestId));
  return made;
}

describe('markRead', () => {
  it('leaves unread what came after what was seen, and never goes back', async () => {
    const { requestId, member } = await answered();
    const later = at(member, 10);
    expect(await countUnreadMessages(member)).toEqual({ total: 3, requests: { [requestId]: 3 } });
    expect(await markRead(later, { requestId, upTo: upTo(2) })).toEqual({ unread: 1 });
    expect(await markRead(later, { requestId, upTo: upTo(1) })).toEqual({ unread: 1 });
    expect(await countUnreadMessages(member)).toEqual({ total: 1, requests: { [requestId]: 1 } });
    await markRead(later, { requestId, upTo: upTo(3) });
    await markRead(later, { requestId, upTo: upTo(3) });
    expect(await countUnreadMessages(member)).toEqual({ total: 0, requests: {} });
  });

  it('reads what the bell said of it until then', async () => {
    const { requestId, member } = await answered();
    const later = at(member, 10);
    const rings = () => db.notification.count({ where: { userId: caller(member), readAt: null } });
    const before = await rings();
    await markRead(later, { requestId, upTo: upTo(2) });
    expect(before - (await rings())).toBeGreaterThanOrEqual(2);
    expect(await rings()).toBe(1);
    await markRead(later, { requestId, upTo: upTo(3) });
    expect(await rings()).toBe(0);
  });

  it('shows the other side how far somebody has read', async () => {
    const { requestId, member, expert } = await answered();
    await markRead(at(member, 10), { requestId, upTo: upTo(2) });
    const seen = await getDeskRequest(expert, { requestId });
    expect(seen.readers).toEqual([{ id: caller(member), name: 'Person', side: 'customer', at: upTo(2) }]);
    expect((await getRequest(member, { requestId })).readers).toEqual([]);
    await markRead(at(expert, 10), { requestId, upTo: upTo(60) });
    // Nobody has read what is not written yet.
    expect((await getRequest(member, { requestId })).readers).toMatchObject([
      { id: caller(expert), side: 'staff', at: upTo(10) },
    ]);
  });

  it('changes nothing for who does not follow, elsewhere, or without the right', async () => {
    const { requestId, member } = await answered();
    const colleague = await memberOf(tenant(member));
    for (const ctx of [colleague, await customer(), await staff(['agent'])])
      expect(await markRead(ctx, { requestId, upTo: upTo(3) })).toEqual({ unread: 0 });
    expect((await countUnreadMessages(member)).total).toBe(3);
    await expect(markRead(await staff(['finance']), { requestId, upTo: upTo(3) })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(markRead(member, { requestId, upTo: 'yesterday' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('counts notes that name somebody for staff, apart from what customers see', async () => {
    const { requestId, expert, agent, member } = await assignedRequest();
    const body = `${mentionOf({ id: caller(agent), name: 'Agent' })} look`;
    await addNote(at(expert, 1), { requestId, noteId: newNoteId(), body });
    await addNote(at(expert, 2), { requestId, noteId: newNoteId(), body });
    expect((await countUnreadMessages(agent)).requests[requestId]).toBe(2);
    expect(await markRead(at(agent, 5), { requestId, upTo: upTo(1) })).toEqual({ unread: 1 });
    expect(await countUnreadMessages(member)).toEqual({ total: 0, requests: {} });
    // Whom a note named is nobody that a customer knows.
    expect((await getRequest(member, { requestId })).readers).toEqual([]);
  });
});

describe('muteRequest', () => {
  it('takes a request out of the count until it is followed again', async () => {
    const { requestId, member, expert } = await answered();
    expect(await muteRequest(member, { requestId, isMuted: true })).toEqual({ isMuted: true });
    await muteRequest(member, { requestId, isMuted: true });
    await replyAsStaff(at(expert, 5), say(requestId));
    expect((await countUnreadMessages(member)).total).toBe(0);
    expect((await getRequest(member, { requestId })).following).toBe('muted');
    await muteRequest(member, { requestId, isMuted: false });
    await replyAsStaff(at(expert, 6), say(requestId));
    expect((await countUnreadMessages(member)).total).toBe(1);
    expect((await getRequest(member, { requestId })).following).toBe('yes');
  });

  it('lets a colleague follow, and nobody from elsewhere', async () => {
    const { requestId, member } = await newRequest();
    const colleague = await memberOf(tenant(member), 'member');
    expect((await getRequest(colleague, { requestId })).following).toBe('no');
    await muteRequest(colleague, { requestId, isMuted: false });
    await replyAsCustomer(member, say(requestId));
    expect((await countUnreadMessages(colleague)).total).toBe(1);
    await expect(muteRequest(await customer(), { requestId, isMuted: false })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
