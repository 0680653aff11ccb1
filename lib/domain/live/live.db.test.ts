import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addNote } from '@/lib/domain/support/add-note';
import { editMessage } from '@/lib/domain/support/edit-message';
import { markRead } from '@/lib/domain/support/mark-read';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { newMessageId, newNoteId } from '@/lib/domain/support/schema';
import { NOW, anonymous, ensureCatalogue, memberOf, staff } from '@/lib/testing/factories';
import { assignedRequest, customer } from '@/lib/testing/requests';
import { closeLive } from './hub';
import { openDeskLive, openLive } from './open-live';
import type { LiveChange } from './schema';

beforeAll(() => ensureCatalogue());
afterAll(() => closeLive());

async function hear(open: typeof openLive, ctx: Context) {
  const heard: LiveChange[] = [];
  const onEnd = vi.fn();
  const stop = await open(ctx, { onChange: (change) => heard.push(change), onEnd });
  return { heard, onEnd, stop, kinds: () => heard.map(({ kind }) => kind) };
}

/** Whoever listens hears this after everything before it. */
async function settle(listener: { heard: LiveChange[] }, ctx: Context) {
  const before = listener.heard.length;
  await db.$queryRaw`SELECT pg_notify('live', ${JSON.stringify({ k: 'bell', u: caller(ctx) })})::text`;
  await vi.waitFor(() => expect(listener.heard.slice(before).some(({ kind }) => kind === 'bell')).toBe(true));
}

describe('live changes', () => {
  it('tell each side what is theirs, and nobody else anything', async () => {
    const { requestId, member, expert } = await assignedRequest({ inWork: true });
    const [stranger, finance] = [await customer(), await staff(['finance'])];
    const listeners = {
      member: await hear(openLive, member),
      stranger: await hear(openLive, stranger),
      expert: await hear(openDeskLive, expert),
      finance: await hear(openDeskLive, finance),
    };
    const messageId = newMessageId();
    await replyAsStaff(expert, { requestId, messageId, body: 'Try again' });
    await editMessage(expert, { messageId, body: 'Try once more' });
    await addNote(expert, { requestId, noteId: newNoteId(), body: 'Ours' });
    await markRead(member, { requestId, upTo: NOW.toISOString() });
    for (const [who, ctx] of [
      ['member', member],
      ['stranger', stranger],
      ['expert', expert],
      ['finance', finance],
    ] as const)
      await settle(listeners[who], ctx);
    const { member: own, stranger: other, expert: desk, finance: books } = listeners;
    expect(own.kinds()).not.toContain('note');
    expect(own.kinds()).toEqual(expect.arrayContaining(['message', 'read']));
    expect(own.heard.filter(({ kind }) => kind === 'message')).toEqual([
      { kind: 'message', requestId },
      { kind: 'message', requestId },
    ]);
    expect(desk.kinds()).toEqual(expect.arrayContaining(['message', 'note', 'read']));
    expect(new Set(other.kinds())).toEqual(new Set(['bell']));
    expect(new Set(books.kinds())).toEqual(new Set(['bell']));
    expect(JSON.stringify([own.heard, desk.heard])).not.toContain(tenant(member));
    for (const { stop } of Object.values(listeners)) stop();
  });

  it('are for who may read them', async () => {
    const nothing = { onChange: () => undefined, onEnd: () => undefined };
    await expect(openLive(anonymous(), nothing)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(openLive(await staff(['agent']), nothing)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('stop for who left, and end for everybody when the connection is lost; then they come back', async () => {
    const { requestId, member } = await assignedRequest({ inWork: true });
    const [left, stays] = [
      await hear(openLive, member),
      await hear(openLive, await memberOf(tenant(member))),
    ];
    left.stop();
    await replyAsCustomer(member, { requestId, messageId: newMessageId(), body: 'Hello' });
    await vi.waitFor(() => expect(stays.kinds()).toContain('message'));
    expect(left.kinds()).not.toContain('message');
    await db.$queryRaw`
      SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
      WHERE application_name = 'meterdesk live' AND datname = current_database()`;
    await vi.waitFor(() => expect(stays.onEnd).toHaveBeenCalledTimes(1));
    expect(left.onEnd).not.toHaveBeenCalled();
    await expect(hear(openLive, member)).rejects.toMatchObject({ code: 'provider_unavailable' });
    const again = await vi.waitFor(() => hear(openLive, member), { timeout: 5_000 });
    await replyAsCustomer(member, { requestId, messageId: newMessageId(), body: 'Again' });
    await vi.waitFor(() => expect(again.kinds()).toContain('message'));
    again.stop();
  });

  it('end with the server, and begin no more', async () => {
    const listener = await hear(openLive, await customer());
    await closeLive();
    expect(listener.onEnd).toHaveBeenCalledTimes(1);
    await expect(hear(openLive, await customer())).rejects.toMatchObject({ reason: 'liveUnavailable' });
  });
});
