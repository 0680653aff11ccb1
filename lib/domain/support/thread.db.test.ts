import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { getDeskRequest } from '@/lib/domain/desk/queries';
import { NOW, ensureCatalogue, staff } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { assignedRequest, customer, newRequest } from '@/lib/testing/requests';
import { addNote } from './add-note';
import { getRequest } from './queries';
import { replyAsCustomer } from './reply-as-customer';
import { replyAsStaff } from './reply-as-staff';
import { resolveRequest } from './resolve-request';
import { newMessageId, newNoteId } from './schema';
import { waitForCustomer } from './wait-for-customer';

beforeAll(() => ensureCatalogue());

const SECRET = 'They threatened to leave: be careful';
const kinds = (thread: { kind: string }[]) => thread.map(({ kind }) => kind);
const mails = (key: string) => queuedJobs('email.send', key);

describe('replies', () => {
  it('of staff start the work, can hand over, and reach the customer', async () => {
    const { requestId, expert, member } = await assignedRequest();
    const messageId = newMessageId();
    const reply = { requestId, messageId, body: 'Which browser?', then: 'wait' as const };
    await replyAsStaff(expert, reply);
    await replyAsStaff(expert, reply);
    const seen = await getRequest(member, { requestId });
    expect(seen.status).toBe('waiting_on_customer');
    expect(seen.thread.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    expect(await mails(`request-reply:${messageId}`)).toHaveLength(1);
    const row = await db.request.findFirstOrThrow({ where: { id: requestId } });
    expect(row.firstAnsweredAt).toEqual(NOW);
  });

  it('of the customer take a waiting request up again and reach the expert', async () => {
    const { requestId, expert, member } = await assignedRequest({ inWork: true });
    await waitForCustomer(expert, { requestId });
    const messageId = newMessageId();
    const answers = await Promise.all(
      [1, 2].map(() => replyAsCustomer(member, { requestId, messageId, body: 'Firefox.' })),
    );
    expect(answers).toEqual([{ messageId }, { messageId }]);
    const seen = await getDeskRequest(expert, { requestId });
    expect(seen.status).toBe('in_progress');
    expect(seen.thread.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    expect(await mails(`request-reply:${messageId}`)).toHaveLength(1);
    await expect(replyAsCustomer(member, { requestId, messageId, body: 'Chrome.' })).rejects.toMatchObject({
      reason: 'idempotencyConflict',
    });
  });

  it('stay within their organisation, their expert and their time', async () => {
    const { requestId, expert, agent, member } = await assignedRequest({ inWork: true });
    const words = () => ({ requestId, messageId: newMessageId(), body: 'Hello' });
    await expect(replyAsCustomer(await customer(), words())).rejects.toMatchObject({ code: 'not_found' });
    await expect(replyAsCustomer(expert, words())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(replyAsStaff(member, words())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(replyAsStaff(await staff(['expert']), words())).rejects.toMatchObject({
      reason: 'notYourRequest',
    });
    await expect(replyAsStaff(agent, { ...words(), requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    await db.request.updateMany({ where: { id: requestId }, data: { status: 'closed' } });
    await expect(replyAsCustomer(member, words())).rejects.toMatchObject({ reason: 'requestClosed' });
    await expect(replyAsStaff(agent, words())).rejects.toMatchObject({ reason: 'requestClosed' });
  });

  it('of the customer reopen what was resolved', async () => {
    const { requestId, expert, member } = await assignedRequest({ inWork: true });
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    await replyAsCustomer(member, { requestId, messageId: newMessageId(), body: 'Still broken.' });
    const seen = await getRequest(member, { requestId });
    expect(seen).toMatchObject({ status: 'in_progress', resolvedAt: null, closesAt: null });
    expect(seen.thread.at(-1)).toMatchObject({ kind: 'event', event: 'reopened', actor: 'Person' });
    const row = await db.request.findFirstOrThrow({ where: { id: requestId } });
    expect(row).toMatchObject({ reopenCount: 1, lastCustomerAt: NOW });
  });

  it('of staff leave what is resolved resolved, and what may not start yet unstarted', async () => {
    const first = await assignedRequest({ inWork: true });
    await resolveRequest(first.expert, { requestId: first.requestId, resolution: 'Done.' });
    const say = (expert: typeof first.expert, requestId: string) =>
      replyAsStaff(expert, { requestId, messageId: newMessageId(), body: 'One more thing.' });
    await say(first.expert, first.requestId);
    expect(await getRequest(first.member, first)).toMatchObject({ status: 'resolved' });
    const second = await assignedRequest();
    await db.request.updateMany({ where: { id: second.requestId }, data: { needsApproval: true } });
    await say(second.expert, second.requestId);
    expect(await getRequest(second.member, second)).toMatchObject({ status: 'assigned' });
  });

  it('refuse what cannot be stored', async () => {
    const { requestId, member } = await newRequest();
    for (const body of ['', '   ', 'a\u0000b', 'lone \ud800', 'x'.repeat(20_001)]) {
      await expect(
        replyAsCustomer(member, { requestId, messageId: newMessageId(), body }),
      ).rejects.toMatchObject({
        code: 'invalid',
      });
    }
  });
});

describe('notes', () => {
  it('are for staff, once each, and move nothing', async () => {
    const { requestId, expert } = await assignedRequest();
    const note = { requestId, noteId: newNoteId(), body: SECRET };
    await addNote(expert, note);
    await addNote(expert, note);
    const seen = await getDeskRequest(expert, { requestId });
    expect(seen.status).toBe('assigned');
    expect(kinds(seen.thread).sort()).toEqual(['event', 'event', 'note']);
    await expect(addNote(expert, { ...note, body: 'Other words' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(addNote(expert, { ...note, requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('never reach a customer: not in the thread, the events, or a mail', async () => {
    const { requestId, expert, agent, member } = await assignedRequest({ inWork: true });
    const before = await getRequest(member, { requestId });
    const { noteId } = await addNote(expert, { requestId, noteId: newNoteId(), body: SECRET });
    await addNote(agent, { requestId, noteId: newNoteId(), body: SECRET });
    const after = await getRequest(member, { requestId });
    expect(after).toEqual(before);
    expect(JSON.stringify(after)).not.toContain(noteId);
    expect(await queuedJobs('email.send', SECRET)).toEqual([]);
    await expect(addNote(member, { requestId, noteId: newNoteId(), body: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(getDeskRequest(member, { requestId })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
