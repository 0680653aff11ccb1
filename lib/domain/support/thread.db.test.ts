import { beforeAll, describe, expect, it } from 'vitest';
import { tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, ensureCatalogue, memberOf, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, newRequest } from '@/lib/testing/requests';
import { addNote } from './add-note';
import { getDeskRequest } from './desk-queries';
import { getRequest } from './queries';
import { rateRequest } from './rate-request';
import { replyAsCustomer } from './reply-as-customer';
import { replyAsStaff } from './reply-as-staff';
import { resolveRequest } from './resolve-request';
import { newMessageId, newNoteId } from './schema';
import { waitForCustomer } from './wait-for-customer';

beforeAll(() => ensureCatalogue());

const SECRET = 'They threatened to leave: be careful';
const kinds = (thread: { kind: string }[]) => thread.map(({ kind }) => kind);
const mails = async (key: string) =>
  db.$queryRaw<{ payload: { to: string } }[]>`
    SELECT payload FROM graphile_worker._private_jobs WHERE key = ${`email:${key}`}`;

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
    await replyAsCustomer(member, words());
    await db.request.updateMany({ where: { id: requestId }, data: { status: 'closed' } });
    await expect(replyAsCustomer(member, words())).rejects.toMatchObject({ reason: 'requestClosed' });
    await expect(replyAsStaff(agent, words())).rejects.toMatchObject({ reason: 'requestClosed' });
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
    const jobs = await db.$queryRaw<
      { payload: unknown }[]
    >`SELECT payload FROM graphile_worker._private_jobs`;
    expect(JSON.stringify(jobs)).not.toContain(SECRET);
    await expect(addNote(member, { requestId, noteId: newNoteId(), body: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(getDeskRequest(member, { requestId })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('rateRequest', () => {
  const resolved = async () => {
    const made = await assignedRequest({ inWork: true });
    await resolveRequest(made.expert, { requestId: made.requestId, resolution: 'Done.' });
    return made;
  };

  it('keeps one rating, changeable for seven days', async () => {
    const { requestId, member } = await resolved();
    const rate = (score: number, days: number) =>
      rateRequest(
        { ...member, now: new Date(NOW.getTime() + days * 86_400_000) },
        { requestId, score, comment: 'Fast.' },
      );
    await rate(4, 1);
    await rate(4, 2);
    await rate(5, 7);
    expect(await db.rating.findMany({ where: { requestId } })).toMatchObject([
      { score: 5, comment: 'Fast.' },
    ]);
    await expect(rate(1, 8)).rejects.toMatchObject({ code: 'conflict', reason: 'ratingFixed' });
    expect(await db.requestEvent.count({ where: { requestId, kind: { in: ['rated', 'rerated'] } } })).toBe(2);
  });

  it('comes after the resolution, from the customer, from 1 to 5', async () => {
    const { requestId, member, expert } = await assignedRequest({ inWork: true });
    await expect(rateRequest(member, { requestId, score: 5 })).rejects.toMatchObject({
      reason: 'ratingTooEarly',
    });
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    for (const score of [0, 6, 2.5, Number.NaN, -1]) {
      await expect(rateRequest(member, { requestId, score })).rejects.toMatchObject({ code: 'invalid' });
    }
    await expect(rateRequest(await customer(), { requestId, score: 5 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(rateRequest(expert, { requestId, score: 5 })).rejects.toMatchObject({ code: 'forbidden' });
    const colleague = await memberOf(tenant(member), 'member');
    await rateRequest(colleague, { requestId, score: 3 });
    expect((await getRequest(member, { requestId })).rating).toMatchObject({ score: 3, comment: '' });
  });
});
