import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { fileStore } from '@/lib/integrations/storage/choose';
import { NOW, ensureCatalogue, job, memberOf, staff } from '@/lib/testing/factories';
import { assignedRequest, customer, filing } from '@/lib/testing/requests';
import { addNote } from './add-note';
import { cleanAttachments } from './clean-attachments';
import { fileRequest } from './file-request';
import { getDraft } from './get-draft';
import { getRequest } from './queries';
import { readAttachment, readDeskAttachment } from './read-attachment';
import { removeAttachment } from './remove-attachment';
import { replyAsCustomer } from './reply-as-customer';
import { replyAsStaff } from './reply-as-staff';
import { saveDraft } from './save-draft';
import { limits, newMessageId, newNoteId } from './schema';
import { uploadAttachment, uploadDeskAttachment } from './upload-attachment';

process.env.STORAGE_DIR = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-attachments-'));
beforeAll(() => ensureCatalogue());

const bytes = (words: string) => new TextEncoder().encode(words);
const log = (words = 'a line') => ({ fileName: 'server.log', bytes: bytes(words) });
const GONE = { code: 'not_found' };
const contents = async (file: { stream: NodeJS.ReadableStream }) => text(file.stream);

async function withAttachment(member: Context) {
  const { id } = await uploadAttachment(member, log('filed'));
  const { requestId } = await fileRequest(member, filing({ attachments: [id] }));
  return { requestId, id };
}

describe('uploads', () => {
  it('are seen by whoever made them, and by nobody else, until they are filed', async () => {
    const member = await customer();
    const colleague = await memberOf(tenant(member), 'owner');
    const upload = await uploadAttachment(member, log());
    expect(upload).toMatchObject({ fileName: 'server.log', mediaType: 'text/plain', sizeBytes: 6 });
    const input = { attachmentId: upload.id };
    expect(await contents(await readAttachment(member, input))).toBe('a line');
    await expect(readAttachment(colleague, input)).rejects.toMatchObject(GONE);
    await expect(readAttachment(await customer(), input)).rejects.toMatchObject(GONE);
    await expect(removeAttachment(colleague, input)).rejects.toMatchObject(GONE);
    await fileRequest(member, filing({ attachments: [upload.id] }));
    expect(await contents(await readAttachment(colleague, input))).toBe('a line');
    await expect(readAttachment(await customer(), input)).rejects.toMatchObject(GONE);
    await expect(removeAttachment(member, input)).rejects.toMatchObject(GONE);
  });

  it('are refused when the bytes are not what the name says, and by a limit', async () => {
    const member = await customer();
    const program = { fileName: 'shot.png', bytes: Uint8Array.from([0x4d, 0x5a, 0, 0]) };
    await expect(uploadAttachment(member, program)).rejects.toMatchObject({ reason: 'fileMismatch' });
    await expect(uploadAttachment(await staff(['agent']), log())).rejects.toMatchObject({
      code: 'forbidden',
    });
    const key = { organisationId: tenant(member), uploadedById: caller(member), storageKey: 'x', sha256: '' };
    await db.attachment.createMany({
      data: Array.from({ length: limits.looseUploads }, () => ({
        ...{
          ...key,
          id: newId('attachment'),
          fileName: 'a',
          mediaType: 'text/plain',
          sizeBytes: 1,
          createdAt: NOW,
        },
      })),
    });
    await expect(uploadAttachment(member, log())).rejects.toMatchObject({ code: 'limit_reached' });
  });

  it('can be removed once, and then cannot be filed', async () => {
    const member = await customer();
    const { id } = await uploadAttachment(member, log());
    const { storageKey } = await db.attachment.findFirstOrThrow({ where: { id } });
    await removeAttachment(member, { attachmentId: id });
    await expect(removeAttachment(member, { attachmentId: id })).rejects.toMatchObject(GONE);
    await expect(fileStore().get(storageKey)).rejects.toMatchObject({ reason: 'file_not_found' });
    await expect(fileRequest(member, filing({ attachments: [id] }))).rejects.toMatchObject({
      fields: { attachments: 'attachmentGone' },
    });
  });

  it('belong to one message, and to the one who uploaded them', async () => {
    const member = await customer();
    const { id, requestId } = await withAttachment(member);
    const say = (attachments: string[], ctx = member) =>
      replyAsCustomer(ctx, { requestId, messageId: newMessageId(), body: 'See this.', attachments });
    await expect(say([id])).rejects.toMatchObject({ code: 'invalid' });
    const own = await uploadAttachment(member, log());
    const colleague = await memberOf(tenant(member), 'member');
    await expect(say([own.id], colleague)).rejects.toMatchObject({ code: 'invalid' });
    const many = Array.from({ length: limits.attachments + 1 }, () => newId('attachment'));
    await expect(say(many)).rejects.toMatchObject({ fields: { attachments: 'tooMany?max=10' } });
    await say([own.id]);
    const { thread, attachments } = await getRequest(member, { requestId });
    expect(attachments.map((one) => one.id)).toEqual([id]);
    expect(thread.flatMap((item) => (item.kind === 'message' ? item.attachments : []))).toMatchObject([
      { id: own.id },
    ]);
  });
});

describe('files of staff', () => {
  it('reach the customer with an answer, and never with a note', async () => {
    const { requestId, expert, member } = await assignedRequest({ inWork: true });
    const answer = await uploadDeskAttachment(expert, { requestId, ...log('public') });
    const secret = await uploadDeskAttachment(expert, { requestId, ...log('secret') });
    await expect(readAttachment(member, { attachmentId: answer.id })).rejects.toMatchObject(GONE);
    await replyAsStaff(expert, {
      requestId,
      messageId: newMessageId(),
      body: 'Here.',
      attachments: [answer.id],
    });
    await addNote(expert, { requestId, noteId: newNoteId(), body: 'Ours.', attachments: [secret.id] });
    expect(await contents(await readAttachment(member, { attachmentId: answer.id }))).toBe('public');
    await expect(readAttachment(member, { attachmentId: secret.id })).rejects.toMatchObject(GONE);
    expect(JSON.stringify(await getRequest(member, { requestId }))).not.toContain(secret.id);
    const agent = await staff(['agent']);
    expect(await contents(await readDeskAttachment(agent, { requestId, attachmentId: secret.id }))).toBe(
      'secret',
    );
  });

  it('are reached through their own request only', async () => {
    const [one, other] = [await assignedRequest(), await assignedRequest()];
    const { id, requestId } = await withAttachment(one.member);
    const read = (ctx: Context, from: string) =>
      readDeskAttachment(ctx, { requestId: from, attachmentId: id });
    expect(await contents(await read(other.expert, requestId))).toBe('filed');
    await expect(read(one.expert, one.requestId)).rejects.toMatchObject(GONE);
    await expect(read(one.expert, other.requestId)).rejects.toMatchObject(GONE);
    await expect(read(one.member, requestId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      uploadDeskAttachment(one.expert, { requestId: newId('request'), ...log() }),
    ).rejects.toMatchObject(GONE);
  });
});

describe('cleanAttachments', () => {
  it('removes what nobody sent within seven days, but not what a draft still names', async () => {
    const member = await customer();
    const later = { ...member, now: new Date(NOW.getTime() + 6 * 86_400_000) };
    const [forgotten, drafted] = [
      await uploadAttachment(member, log()),
      await uploadAttachment(member, log()),
    ];
    const { id: filed } = await withAttachment(member);
    const { token } = await getDraft(member);
    await saveDraft(later, { token, subject: 'Still typing', attachments: [drafted.id] });
    await cleanAttachments(job(new Date(NOW.getTime() + 7 * 86_400_000 - 1)));
    expect(await db.attachment.count({ where: { id: forgotten.id } })).toBe(1);
    await cleanAttachments(job(new Date(NOW.getTime() + 7 * 86_400_000 + 1)));
    const left = await db.attachment.findMany({
      where: { organisationId: tenant(member) },
      select: { id: true },
    });
    expect(left.map(({ id }) => id).sort()).toEqual([drafted.id, filed].sort());
    await expect(cleanAttachments(member)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
