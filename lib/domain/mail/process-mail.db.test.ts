import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { replyAddress } from '@/lib/core/reply-token';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { getRequest } from '@/lib/domain/support/queries';
import { join } from '@/lib/domain/support/participants';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { NOW, ensureCatalogue, job, memberOf, newUser, staff } from '@/lib/testing/factories';
import { addressOf, answer, deliverMail, inWork, proven } from '@/lib/testing/inbound';
import { mailFixture } from '@/lib/testing/mails';
import { customer } from '@/lib/testing/requests';
import { processMail } from './process-mail';
import { receiveMail } from './receive-mail';

process.env.STORAGE_DIR = path.resolve('.data', 'test-mail', process.env.VITEST_POOL_ID ?? '1');

beforeAll(() => ensureCatalogue());
afterAll(() => rmSync(process.env.STORAGE_DIR ?? '', { recursive: true, force: true }));

const thread = async (member: Context, requestId: string) =>
  (await getRequest(member, { requestId })).thread.filter(({ kind }) => kind === 'message');

describe('an answer', () => {
  it('stands in the thread as its writer’s, without what it quotes', async () => {
    const { member, requestId, from, to } = await inWork();
    const row = await answer('gmail-en', { from, to });
    expect(row).toMatchObject({ status: 'posted', matchedBy: 'token', requestId, fromAddress: from });
    const [message] = await db.message.findMany({ where: { requestId } });
    expect(message).toMatchObject({
      ...{ via: 'email', format: 'text', side: 'customer', authorId: caller(member), mailId: row.id },
      body: 'Firefox 145, since Monday.\n\nIt is only slow with *more than ten* items.',
    });
    expect(message?.quoted).toContain('Which browser do you use');
    expect(await thread(member, requestId)).toHaveLength(1);
  });

  it('is taken once, however often it comes and is processed', async () => {
    const { requestId, from, to } = await inWork();
    const first = await answer('gmail-en', { from, to });
    const again = await answer('gmail-en', { from, to });
    await Promise.all([1, 2].map(() => processMail(job(), { mailId: first.id })));
    expect(again.id).toBe(first.id);
    expect(await db.message.count({ where: { requestId } })).toBe(1);
  });

  it('of two runs at once is posted by one', async () => {
    const { requestId, from, to } = await inWork();
    const raw = mailFixture('iphone-ar', { from, to, id: `${to}.race@mail` }, proven(from));
    const got = await Promise.all(
      [1, 2].map(() => receiveMail(job(), { source: 'raw', raw, envelopeFrom: from, recipients: [to] })),
    );
    expect(got.map(({ fresh }) => fresh).sort()).toEqual([false, true]);
    const mailId = got[0]?.id ?? '';
    await Promise.all([1, 2, 3].map(() => processMail(job(), { mailId })));
    expect(await db.message.count({ where: { requestId } })).toBe(1);
  });

  it('finds its request by what it refers to, by the thread’s root, and by its number', async () => {
    const { key, number, requestId, from } = await inWork();
    const sent = {
      messageId: `${requestId}-1@meterdesk.test`,
      requestId,
      organisationId: key.organisationId,
    };
    await db.delivery.create({
      data: {
        ...{ ...sent, id: `dlv_${requestId.slice(4)}`, key: sent.messageId, channel: 'email', event: 'x' },
        ...{ recipient: from, status: 'sent', runAt: NOW, createdAt: NOW },
      },
    });
    const to = 'support@meterdesk.test';
    const byReference = await answer('outlook-web-ar', {
      from,
      to,
      answers: sent.messageId,
      id: `${requestId}a`,
    });
    expect(byReference).toMatchObject({ status: 'posted', matchedBy: 'reference', requestId });
    const root = `${requestId}@localhost`;
    const byRoot = await answer('apple-mail-fr', { from, to, answers: root, id: `${requestId}b` });
    expect(byRoot).toMatchObject({ status: 'posted', matchedBy: 'reference', requestId });
    const raw = `${proven(from)}From: ${from}\r\nSubject: AW: [${number}] x\r\nMessage-ID: <${requestId}c>\r\n\r\nWords`;
    const byNumber = await deliverMail(Buffer.from(raw), { envelopeFrom: from, recipients: [to] });
    expect(byNumber).toMatchObject({ status: 'posted', matchedBy: 'number', requestId });
  });

  it('of a colleague is theirs, of a stranger somebody’s to look at', async () => {
    const { key, requestId, to } = await inWork();
    const colleague = await memberOf(key.organisationId, 'member');
    const own = await answer('gmail-fr', { from: await addressOf(colleague), to });
    expect(own.status).toBe('posted');
    expect(await db.message.findFirst({ where: { mailId: own.id } })).toMatchObject({
      authorId: caller(colleague),
    });
    const stranger = await answer('gmail-ar', { from: await addressOf(await customer()), to });
    expect(stranger).toMatchObject({ status: 'quarantined', reason: 'otherSender', requestId });
    expect(await db.message.count({ where: { requestId } })).toBe(1);
  });

  it('of an expert is the staff’s, until the request is no longer theirs', async () => {
    const { expert, agent, key, requestId } = await inWork();
    const from = await addressOf(expert);
    const to = replyAddress(
      await transaction((tx) => join(tx, job(), key, { userId: caller(expert) }, 'staff')),
    );
    expect(await answer('outlook-desktop-en', { from, to })).toMatchObject({ status: 'posted' });
    const said = await db.message.findFirst({ where: { requestId } });
    expect(said).toMatchObject({ side: 'staff' });
    const written = { action: 'request.reply', recordId: requestId };
    expect(await db.auditEvent.findMany({ where: written })).toMatchObject([
      { actorKind: 'staff', actorId: caller(expert), after: { messageId: said?.id, via: 'email' } },
    ]);
    const other = caller(await staff(['expert']));
    await assignRequest(agent, { requestId, expertId: other, fromExpertId: caller(expert) });
    expect(await answer('outlook-desktop-fr', { from, to })).toMatchObject({
      ...{ status: 'quarantined', reason: 'notTheirs' },
    });
  });

  it('to a request that is closed waits for somebody’s look', async () => {
    const { expert, requestId, from, to } = await inWork();
    await resolveRequest(expert, { requestId, resolution: 'Done.' });
    await db.request.updateMany({ where: { id: requestId }, data: { status: 'closed', closedAt: NOW } });
    expect(await answer('gmail-en', { from, to })).toMatchObject({ status: 'quarantined', reason: 'closed' });
  });

  it('takes files by the rules of every upload, and says what it could not take', async () => {
    const { key, requestId, from, to } = await inWork();
    const row = await answer('outlook-traversal', { from, to });
    const files = await db.attachment.findMany({ where: { requestId } });
    expect(files.map(({ fileName, mailId }) => [fileName, mailId])).toEqual([['x.txt', row.id]]);
    expect(files[0]?.messageId).toBe(row.postedId);
    expect(row.refused).toEqual([
      { fileName: 'setup.exe', reason: 'fileType' },
      { fileName: 'logo.svg', reason: 'fileType' },
    ]);
    const told = await db.requestEvent.findFirst({ where: { requestId, kind: 'filesRefused' } });
    expect(told?.data).toEqual({ names: 'setup.exe, logo.svg' });
    expect(key.organisationId).toBe(files[0]?.organisationId);
  });

  it('keeps the same picture once in a request', async () => {
    const { requestId, from, to } = await inWork();
    await answer('apple-mail-new-en', { from, to, id: `${requestId}1@mail` });
    await answer('apple-mail-new-en', { from, to, id: `${requestId}2@mail` });
    expect(await db.attachment.count({ where: { requestId } })).toBe(1);
    expect(await db.message.count({ where: { requestId } })).toBe(2);
  });

  it('of 100,000 characters is cut, and comes whole as a file', async () => {
    const { requestId, from, to } = await inWork();
    const raw = `${proven(from)}From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${requestId}long>\r\n\r\n${'words '.repeat(17_000)}`;
    await deliverMail(Buffer.from(raw), { envelopeFrom: from, recipients: [to] });
    const message = await db.message.findFirstOrThrow({ where: { requestId } });
    expect(message.body.length).toBeLessThanOrEqual(20_000);
    const file = await db.attachment.findFirstOrThrow({ where: { requestId } });
    expect(file).toMatchObject({ fileName: 'message.txt' });
    expect(file.sizeBytes).toBeGreaterThan(100_000);
  });
});

describe('a mail to the support address', () => {
  const to = 'support@meterdesk.test';

  it('is a new request of its sender, held', async () => {
    const member = await customer();
    const row = await answer('gmail-new-ar', {
      from: await addressOf(member),
      to,
      id: `${caller(member)}@mail`,
    });
    expect(row).toMatchObject({ status: 'filed', organisationId: tenant(member) });
    const request = await db.request.findFirstOrThrow({ where: { id: row.requestId ?? '' } });
    expect(request).toMatchObject({
      ...{ via: 'email', status: 'new', subject: 'لا يمكن تسجيل الدخول', openedById: caller(member) },
    });
    expect(request.holdId).not.toBeNull();
    expect(request.description).toContain('تظهر رسالة خطأ ٥٠٠');
  });

  it('with an empty wallet waits to be paid, its words and files kept', async () => {
    const member = await customer(0);
    const from = await addressOf(member);
    const row = await answer('apple-mail-new-en', { from, to, id: `${caller(member)}@mail` });
    const request = await db.request.findFirstOrThrow({
      where: { id: row.requestId ?? '' },
      include: { attachments: true },
    });
    expect(request).toMatchObject({ status: 'unpaid', holdId: null, subject: 'The export stops at 40 %' });
    expect(request.attachments).toMatchObject([
      { fileName: 'Screenshot 2026-11-20.png', mediaType: 'image/png' },
    ]);
  });

  it('that says all of it in its subject is one too; an answer without words is none', async () => {
    const from = await addressOf(await customer());
    const write = (subject: string) => {
      const raw = `${proven(from)}From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${from}${subject.length}>\r\n\r\n`;
      return deliverMail(Buffer.from(raw), { envelopeFrom: from, recipients: [to] });
    };
    const row = await write('The shop is down');
    expect(row.status).toBe('filed');
    expect(await db.request.findFirst({ where: { id: row.requestId ?? '' } })).toMatchObject({
      ...{ subject: 'The shop is down', description: 'The shop is down' },
    });
    for (const subject of ['Re: The shop is down', ''])
      expect(await write(subject)).toMatchObject({ status: 'parked', reason: 'empty' });
  });

  it('of nobody known, or of a member of two organisations, waits for somebody’s look', async () => {
    const stranger = await newUser();
    const unknown = await answer('gmail-new-ar', { from: stranger.email, to, id: `${stranger.id}@mail` });
    expect(unknown).toMatchObject({ status: 'quarantined', reason: 'unknownSender' });
    const member = await customer();
    const other = tenant(await customer());
    await db.member.create({
      data: { organisationId: other, userId: caller(member), role: 'member', createdAt: NOW },
    });
    const row = await answer('gmail-new-ar', {
      from: await addressOf(member),
      to,
      id: `${caller(member)}@mail`,
    });
    expect(row).toMatchObject({ status: 'quarantined', reason: 'severalOrganisations' });
  });

  it('of an address that was never confirmed is not believed', async () => {
    const member = await customer();
    await db.user.update({ where: { id: caller(member) }, data: { emailVerifiedAt: null } });
    const row = await answer('gmail-new-ar', {
      from: await addressOf(member),
      to,
      id: `${caller(member)}@mail`,
    });
    expect(row).toMatchObject({ status: 'quarantined', reason: 'unknownSender' });
  });
});

it('only jobs and doors bring mail in', async () => {
  const member = await customer();
  const mail = { source: 'raw' as const, raw: new Uint8Array([1]), envelopeFrom: '', recipients: [] };
  await expect(receiveMail(member, mail)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(processMail(member, { mailId: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
  const large = { ...mail, raw: new Uint8Array(35_000_001) };
  await expect(receiveMail(job(), large)).rejects.toMatchObject({ code: 'too_large' });
});
