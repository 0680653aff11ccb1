import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { NOW, ensureCatalogue, job, memberOf } from '@/lib/testing/factories';
import { assignedRequest, customer, newRequest } from '@/lib/testing/requests';
import { addNote } from './add-note';
import { cleanAttachments } from './clean-attachments';
import { readMessageDrafts } from './read-message-drafts';
import { replyAsCustomer } from './reply-as-customer';
import { saveMessageDraft } from './save-message-draft';
import { newMessageId, newNoteId } from './schema';
import { uploadAttachment } from './upload-attachment';

process.env.STORAGE_DIR = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-drafts-'));
beforeAll(() => ensureCatalogue());

const typed = (requestId: string, body: string, count = 1) => ({
  ...{ kind: 'reply' as const, requestId, messageId: newMessageId(), body },
  edit: { page: 'a', count },
});

describe('message drafts', () => {
  it('come back with their words, their uploads and their id, for who typed them alone', async () => {
    const { requestId, member } = await newRequest();
    const file = await uploadAttachment(member, { fileName: 'a.log', bytes: Buffer.from('x') });
    const draft = { ...typed(requestId, 'Half a sent'), attachments: [file.id] };
    expect(await saveMessageDraft(member, draft)).toEqual({ savedAt: NOW.toISOString() });
    expect(await readMessageDrafts(member, { requestId })).toEqual({
      note: null,
      reply: {
        ...{ messageId: draft.messageId, body: 'Half a sent', savedAt: NOW.toISOString() },
        attachments: [file],
      },
    });
    const nothing = { reply: null, note: null };
    expect(await readMessageDrafts(await memberOf(tenant(member)), { requestId })).toEqual(nothing);
    expect(await readMessageDrafts(await customer(), { requestId })).toEqual(nothing);
    const fortnight = job(new Date(NOW.getTime() + 8 * 86_400_000));
    await saveMessageDraft({ ...member, now: new Date(NOW.getTime() + 6 * 86_400_000) }, draft);
    await cleanAttachments(fortnight);
    expect((await readMessageDrafts(member, { requestId })).reply?.attachments).toHaveLength(1);
    await cleanAttachments(job(new Date(NOW.getTime() + 97 * 86_400_000)));
    expect(await readMessageDrafts(member, { requestId })).toEqual(nothing);
  });

  it('take the newest save of a page, whatever order they come in', async () => {
    const { requestId, member } = await newRequest();
    const draft = typed(requestId, 'newest', 2);
    await saveMessageDraft(member, draft);
    await saveMessageDraft(member, { ...draft, body: 'older', edit: { page: 'a', count: 1 } });
    expect((await readMessageDrafts(member, { requestId })).reply?.body).toBe('newest');
    await saveMessageDraft(member, { ...draft, body: 'another page', edit: { page: 'b', count: 1 } });
    expect((await readMessageDrafts(member, { requestId })).reply?.body).toBe('another page');
    await saveMessageDraft(member, { ...draft, body: '  \n', edit: { page: 'b', count: 2 } });
    expect((await readMessageDrafts(member, { requestId })).reply).toBeNull();
  });

  it('are gone when they are sent, and a late save does not bring them back', async () => {
    const { requestId, member } = await newRequest();
    const draft = typed(requestId, 'Sent');
    await saveMessageDraft(member, draft);
    await replyAsCustomer(member, draft);
    expect((await readMessageDrafts(member, { requestId })).reply).toBeNull();
    expect(await saveMessageDraft(member, { ...draft, edit: { page: 'a', count: 9 } })).toEqual({
      savedAt: null,
    });
    expect(await db.messageDraft.count({ where: { requestId } })).toBe(0);
  });

  it('of notes are for staff, beside those of replies', async () => {
    const { requestId, expert, member } = await assignedRequest();
    const note = { ...typed(requestId, 'Ours'), kind: 'note' as const, messageId: newNoteId() };
    await expect(saveMessageDraft(member, note)).rejects.toMatchObject({ code: 'forbidden' });
    await saveMessageDraft(expert, note);
    await saveMessageDraft(expert, typed(requestId, 'Theirs'));
    expect(await readMessageDrafts(expert, { requestId })).toMatchObject({
      note: { body: 'Ours' },
      reply: { body: 'Theirs' },
    });
    await addNote(expert, { requestId, noteId: note.messageId, body: 'Ours' });
    expect(await readMessageDrafts(expert, { requestId })).toMatchObject({
      note: null,
      reply: { body: 'Theirs' },
    });
  });

  it('are refused for requests out of reach, and when they are longer than anything', async () => {
    const { requestId, member } = await newRequest();
    await expect(saveMessageDraft(await customer(), typed(requestId, 'x'))).rejects.toMatchObject({
      code: 'not_found',
    });
    await saveMessageDraft(member, typed(requestId, 'x'.repeat(100_000)));
    await expect(saveMessageDraft(member, typed(requestId, 'x'.repeat(100_001)))).rejects.toMatchObject({
      fields: { body: 'tooLong?max=100000' },
    });
  });
});
