import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { getDeskRequest } from '@/lib/domain/desk/queries';
import { NOW, ensureCatalogue, memberOf, staff } from '@/lib/testing/factories';
import { assignedRequest, customer } from '@/lib/testing/requests';
import { addNote } from './add-note';
import { editMessage } from './edit-message';
import { editNote } from './edit-note';
import { mentionOf } from './schema.mentions';
import { getRequest } from './queries';
import { replyAsCustomer } from './reply-as-customer';
import { replyAsStaff } from './reply-as-staff';
import { newMessageId, newNoteId } from './schema';

beforeAll(() => ensureCatalogue());

const after = (ctx: Context, minutes: number) => ({
  ...ctx,
  now: new Date(NOW.getTime() + minutes * 60_000),
});

async function written() {
  const made = await assignedRequest({ inWork: true });
  const messageId = newMessageId();
  const words = { requestId: made.requestId, messageId, body: 'First words' };
  await replyAsCustomer(made.member, words);
  return { ...made, messageId, words };
}

describe('editMessage', () => {
  it('keeps what was said before, shows it to both sides, and is still the same message', async () => {
    const { requestId, member, expert, messageId, words } = await written();
    await editMessage(after(member, 1), { messageId, body: 'Second words' });
    await editMessage(after(member, 2), { messageId, body: 'Third words' });
    await editMessage(after(member, 3), { messageId, body: 'Third words' });
    for (const seen of [
      await getRequest(member, { requestId }),
      await getDeskRequest(expert, { requestId }),
    ]) {
      expect(seen.thread.find(({ id }) => id === messageId)).toMatchObject({
        body: 'Third words',
        editedAt: after(member, 2).now.toISOString(),
        edits: [
          { body: 'First words', at: after(member, 1).now.toISOString() },
          { body: 'Second words', at: after(member, 2).now.toISOString() },
        ],
      });
    }
    // A browser that never heard the answer sends the first words once more.
    expect(await replyAsCustomer(member, words)).toEqual({ messageId });
    expect(await db.message.count({ where: { requestId } })).toBe(1);
  });

  it('is for its author, within ten minutes, while the request is open', async () => {
    const { requestId, member, expert, messageId } = await written();
    const edit = (ctx: Context, body = 'Other words') => editMessage(ctx, { messageId, body });
    const colleague = await memberOf(tenant(member));
    for (const ctx of [colleague, expert, await customer()])
      await expect(edit(ctx)).rejects.toMatchObject({ code: 'not_found' });
    await expect(edit(await staff(['finance']))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(edit(member, ' ')).rejects.toMatchObject({ code: 'invalid' });
    await expect(edit(after(member, 10))).rejects.toMatchObject({ reason: 'editTooLate' });
    await db.request.updateMany({
      where: { id: requestId },
      data: { status: 'closed', resolvedAt: NOW, closedAt: NOW },
    });
    await expect(edit(member)).rejects.toMatchObject({ reason: 'requestClosed' });
    expect(await db.messageEdit.count({ where: { messageId } })).toBe(0);
  });

  it('keeps each of two that come at once', async () => {
    const { member, messageId } = await written();
    await Promise.all(['One', 'Two'].map((body) => editMessage(member, { messageId, body })));
    const kept = await db.messageEdit.findMany({ where: { messageId }, orderBy: { id: 'asc' } });
    const { body } = await db.message.findFirstOrThrow({ where: { id: messageId } });
    expect(kept.map((edit) => edit.body)).toEqual(['First words', body === 'One' ? 'Two' : 'One']);
  });

  it('leaves a trace when staff do it, and history that nobody can change', async () => {
    const { requestId, expert } = await assignedRequest({ inWork: true });
    const messageId = newMessageId();
    await replyAsStaff(expert, { requestId, messageId, body: 'Try this' });
    await editMessage(expert, { messageId, body: 'Try that' });
    const [event] = await db.auditEvent.findMany({ where: { action: 'request.edit', recordId: requestId } });
    expect(event).toMatchObject({ before: { body: 'Try this' }, after: { body: 'Try that' } });
    await expect(db.messageEdit.updateMany({ where: { messageId }, data: { body: 'x' } })).rejects.toThrow();
    await expect(db.messageEdit.deleteMany({ where: { messageId } })).rejects.toThrow();
  });
});

describe('notes', () => {
  const mentionedIn = (requestId: string, ctx: Context) =>
    db.requestParticipant.findFirst({ where: { requestId, userId: caller(ctx) } });

  it('tell the colleagues whom they name, once each, and nobody else', async () => {
    const { requestId, expert, agent, member } = await assignedRequest();
    const noteId = newNoteId();
    const names = [agent, member, expert].map((ctx) => mentionOf({ id: caller(ctx), name: 'N' })).join(' ');
    const note = { requestId, noteId, body: `See ${names}` };
    await addNote(expert, note);
    await addNote(expert, note);
    expect(await mentionedIn(requestId, agent)).toMatchObject({ unread: 1, side: 'staff' });
    const rung = await db.notification.findMany({ where: { event: 'mentioned', userId: caller(agent) } });
    expect(rung).toMatchObject([{ path: `/desk/requests/${requestId}` }]);
    expect(await mentionedIn(requestId, member)).toMatchObject({ unread: 0, side: 'customer' });
    expect(JSON.stringify(await getRequest(member, { requestId }))).not.toContain(caller(agent));

    const other = await staff(['expert']);
    const body = `See ${names} ${mentionOf({ id: caller(other), name: 'O' })}`;
    await editNote(after(expert, 5), { noteId, body });
    expect(await mentionedIn(requestId, other)).toMatchObject({ unread: 1 });
    expect(await mentionedIn(requestId, agent)).toMatchObject({ unread: 1 });
    expect(await addNote(expert, note)).toEqual({ noteId });
  });

  it('are edited by their author within ten minutes', async () => {
    const { requestId, expert, agent, member } = await assignedRequest();
    const noteId = newNoteId();
    await addNote(expert, { requestId, noteId, body: 'First' });
    const edit = (ctx: Context) => editNote(ctx, { noteId, body: 'Second' });
    await expect(edit(agent)).rejects.toMatchObject({ code: 'not_found' });
    await expect(edit(member)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(editNote(expert, { noteId: newId('note'), body: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(edit(after(expert, 11))).rejects.toMatchObject({ reason: 'editTooLate' });
    await edit(expert);
    const seen = await getDeskRequest(expert, { requestId });
    expect(seen.thread.find(({ id }) => id === noteId)).toMatchObject({
      body: 'Second',
      edits: [{ body: 'First' }],
    });
  });
});
