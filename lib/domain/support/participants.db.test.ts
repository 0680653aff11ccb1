import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { NOW, ensureCatalogue, job, memberOf, staff } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { assignedRequest, newRequest } from '@/lib/testing/requests';
import { ensureContact } from './contacts';
import { lockRequest } from './internal';
import { type Author, handOver, join, othersOf } from './participants';
import { postMessage } from './post-message';
import { replyAsCustomer } from './reply-as-customer';
import { replyAsStaff } from './reply-as-staff';
import { newMessageId } from './schema';

beforeAll(() => ensureCatalogue());

const say = (requestId: string) => ({ requestId, messageId: newMessageId(), body: 'Hello there' });
const keyOf = (member: Context, requestId: string) => ({ organisationId: tenant(member), id: requestId });
const unreadOf = async (requestId: string, who: Author) =>
  (await db.requestParticipant.findFirst({ where: { requestId, ...who } }))?.unread;
const others = (member: Context, requestId: string, except?: Author) =>
  transaction((tx) => othersOf(tx, keyOf(member, requestId), except));

describe('participants', () => {
  it('are whoever filed it, works on it or wrote in it, each once', async () => {
    const { requestId, member, expert, agent } = await assignedRequest({ inWork: true });
    await replyAsStaff(agent, say(requestId));
    await replyAsStaff(expert, say(requestId));
    await replyAsCustomer(member, say(requestId));
    const colleague = await memberOf(tenant(member), 'member');
    await replyAsCustomer(colleague, say(requestId));
    const rows = await db.requestParticipant.findMany({ where: { requestId }, orderBy: { id: 'asc' } });
    expect(rows.map(({ userId, side }) => [userId, side]).sort()).toEqual(
      [
        [caller(member), 'customer'],
        [caller(expert), 'staff'],
        [caller(agent), 'staff'],
        [caller(colleague), 'customer'],
      ].sort(),
    );
    const again = await transaction((tx) =>
      join(tx, member, keyOf(member, requestId), { userId: caller(member) }, 'customer'),
    );
    expect(rows.map(({ id }) => id)).toContain(again);
  });

  it('have what the others wrote counted as unread, and their own words not', async () => {
    const { requestId, member, expert } = await assignedRequest({ inWork: true });
    await replyAsStaff(expert, say(requestId));
    await replyAsStaff(expert, say(requestId));
    await replyAsCustomer(member, say(requestId));
    expect(await unreadOf(requestId, { userId: caller(member) })).toBe(2);
    expect(await unreadOf(requestId, { userId: caller(expert) })).toBe(1);
  });

  it('are told of what the other side says, but for who muted it or has left', async () => {
    const { requestId, member, expert, agent } = await assignedRequest({ inWork: true });
    const [colleague, gone] = [await memberOf(tenant(member)), await memberOf(tenant(member))];
    for (const one of [colleague, gone]) await replyAsCustomer(one, say(requestId));
    await replyAsStaff(agent, say(requestId));
    await db.member.deleteMany({ where: { userId: caller(gone) } });
    await db.requestParticipant.updateMany({
      where: { requestId, userId: caller(colleague) },
      data: { mutedAt: NOW },
    });
    const words = say(requestId);
    await replyAsStaff(expert, words);
    const told = await queuedJobs('email.send', words.messageId);
    const opener = await db.user.findUniqueOrThrow({ where: { id: caller(member) } });
    expect(told.map(({ to }) => to)).toEqual([opener.email]);
    expect(await unreadOf(requestId, { userId: caller(colleague) })).toBe(2);

    await db.user.update({ where: { id: caller(expert) }, data: { deactivatedAt: NOW } });
    const left = await others(member, requestId, { userId: caller(member) });
    expect(left.map(({ userId }) => userId)).toEqual([caller(agent)]);
  });

  it('change with the expert: the new one hears everything, the old one nothing more', async () => {
    const { requestId, member, expert } = await assignedRequest({ inWork: true });
    await replyAsStaff(expert, say(requestId));
    const next = await staff(['expert']);
    const hand = (from: Context, to: Context) =>
      transaction((tx) =>
        handOver(tx, job(), keyOf(member, requestId), { from: caller(from), to: caller(to) }),
      );
    const ofStaff = async () =>
      (await others(member, requestId)).filter(({ side }) => side === 'staff').map(({ userId }) => userId);
    await hand(expert, next);
    expect(await ofStaff()).toEqual([caller(next)]);
    await hand(next, expert);
    expect(await ofStaff()).toEqual([caller(expert)]);
  });
});

describe('a message of a contact', () => {
  const written = async (via: 'email' | 'approval') => {
    const made = await assignedRequest({ inWork: true });
    const { requestId, member } = made;
    const ctx = job(NOW, tenant(member));
    await db.request.updateMany({ where: { id: requestId }, data: { status: 'waiting_on_customer' } });
    const messageId = newMessageId();
    const post = (body = 'By mail') =>
      transaction(async (tx) => {
        const contactId = await ensureContact(tx, ctx, {
          organisationId: tenant(member),
          email: 'owner@example.test',
          name: 'The Owner',
        });
        const request = await lockRequest(tx, requestId);
        const words = { messageId, body, attachments: [], via, format: 'text' as const, quoted: '> before' };
        return postMessage(tx, ctx, request, { contactId }, 'customer', words);
      });
    return { ...made, messageId, post };
  };

  it('takes the request up again under their name, once', async () => {
    const { requestId, messageId, post, expert, member } = await written('email');
    expect(await post()).toBe(true);
    expect(await post()).toBe(false);
    await expect(post('Other words')).rejects.toMatchObject({ reason: 'idempotencyConflict' });
    const request = await db.request.findFirstOrThrow({
      where: { id: requestId },
      include: { messages: true },
    });
    expect(request.status).toBe('in_progress');
    expect(request.messages).toMatchObject([
      { authorId: null, format: 'text', quoted: '> before', via: 'email', side: 'customer' },
    ]);
    expect(await unreadOf(requestId, { userId: caller(expert) })).toBe(1);
    expect(await unreadOf(requestId, { userId: caller(member) })).toBe(1);
    expect(await queuedJobs('email.send', messageId)).toHaveLength(1);
  });

  it('that decides an approval neither answers nor tells: that is for the decision to do', async () => {
    const { requestId, messageId, post, expert } = await written('approval');
    await post();
    const request = await db.request.findFirstOrThrow({ where: { id: requestId } });
    expect(request.status).toBe('waiting_on_customer');
    expect(await unreadOf(requestId, { userId: caller(expert) })).toBe(1);
    expect(await queuedJobs('email.send', messageId)).toHaveLength(0);
  });

  it('may come before the request is paid', async () => {
    const { requestId, member } = await newRequest();
    await db.request.updateMany({ where: { id: requestId }, data: { status: 'unpaid' } });
    await replyAsCustomer(member, say(requestId));
    expect(await db.message.count({ where: { requestId } })).toBe(1);
  });
});
