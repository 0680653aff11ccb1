import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { openOutgoing } from '@/lib/domain/notifications/outgoing';
import { ensureCatalogue, job, memberOf, newUser, staff } from '@/lib/testing/factories';
import { addressOf, deliverMail } from '@/lib/testing/inbound';
import { newDeployment, reported } from '@/lib/testing/inbox';
import { mailFixture, provenBy } from '@/lib/testing/mails';
import { assignedRequest, customer, newRequest } from '@/lib/testing/requests';
import { cleanMails } from './clean-mails';
import { countWaitingMails, getInbound, listInbound, readRawMail } from './queries';
import { rejectMail, releaseMail } from './release-mail';

process.env.STORAGE_DIR = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-release-'));
beforeAll(() => ensureCatalogue());

let count = 0;
/** A mail that nobody vouches for, and so waits. */
async function waiting(from: string, name = 'gmail-en', above = '') {
  const id = `release-${++count}@mail`;
  const raw = mailFixture(name, { from, id, answers: 'x@y' }, above);
  return deliverMail(raw, { envelopeFrom: from, recipients: ['support@meterdesk.test'] });
}

describe('the list of mails', () => {
  it('shows what waits, what is parked and what was taken, page by page', async () => {
    const agent = await staff(['agent']);
    const before = await countWaitingMails(agent);
    const mail = await waiting((await newUser()).email);
    const parked = await waiting((await newUser()).email, 'newsletter');
    expect(await countWaitingMails(agent)).toBe(before + 1);
    const [first] = (await listInbound(agent, {})).mails;
    expect(first).toMatchObject({ id: mail.id, status: 'quarantined', reason: 'unauthenticated' });
    const tabs = await Promise.all(
      (['parked', 'taken', 'all'] as const).map((tab) => listInbound(agent, { tab })),
    );
    const ids = tabs.map(({ mails }) => mails.map(({ id }) => id));
    expect(ids.map((all) => [all.includes(mail.id), all.includes(parked.id)])).toEqual([
      ...[
        [false, true],
        [false, false],
        [true, true],
      ],
    ]);
  });

  it('is for who runs the desk', async () => {
    const mail = await waiting((await newUser()).email);
    for (const ctx of [await customer(), await staff(['expert']), await staff(['finance'])]) {
      await expect(listInbound(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(countWaitingMails(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(getInbound(ctx, { mailId: mail.id })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(readRawMail(ctx, { mailId: mail.id })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(releaseMail(ctx, { mailId: mail.id })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(rejectMail(ctx, { mailId: mail.id })).rejects.toMatchObject({ code: 'forbidden' });
    }
    const agent = await staff(['agent']);
    for (const mailId of ['x', newId('inboundMail')])
      await expect(getInbound(agent, { mailId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('a mail shows its words, what was said of its sender, and its bytes', async () => {
  const from = (await newUser()).email;
  const forged = 'Authentication-Results: mx.meterdesk.test; dmarc=fail header.from=example.test\r\n';
  const mail = await waiting(from, 'outlook-traversal', forged);
  const agent = await staff(['agent']);
  const shown = await getInbound(agent, { mailId: mail.id });
  expect(shown).toMatchObject({
    ...{
      from,
      authentication: ['mx.meterdesk.test: dmarc=fail (example.test)'],
      isOpen: true,
      organisations: [],
    },
    words: { shown: 'The log, and what our antivirus said.' },
  });
  expect(shown.words?.files.map(({ fileName }) => fileName)).toEqual(['x', 'setup.exe', 'logo.svg']);
  const { stream, fileName } = await readRawMail(agent, { mailId: mail.id });
  expect(fileName).toMatch(/\.eml$/);
  expect(await text(stream)).toContain(forged);
});

describe('releasing a mail', () => {
  it('puts it into a request as its sender’s words, once', async () => {
    const { member, number, requestId } = await assignedRequest();
    const mail = await waiting(await addressOf(member));
    const agent = await staff(['agent']);
    const all = await Promise.allSettled(
      [1, 2].map(() => releaseMail(agent, { mailId: mail.id, number: number.toLowerCase() })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await db.message.findMany({ where: { requestId } })).toMatchObject([
      { authorId: caller(member), via: 'email', mailId: mail.id },
    ]);
    expect(await getInbound(agent, { mailId: mail.id })).toMatchObject({
      ...{ status: 'posted', matchedBy: 'staff', isOpen: false, request: { id: requestId } },
    });
    const audit = await db.auditEvent.findFirst({ where: { action: 'mail.release', recordId: mail.id } });
    expect(audit).toMatchObject({ actorId: caller(agent), organisationId: tenant(member) });
  });

  it('of somebody who has no part in the request makes them a contact', async () => {
    const { member, number, requestId } = await newRequest();
    const mail = await waiting('Nora Private <nora@private.test>');
    await releaseMail(await staff(['agent']), { mailId: mail.id, number });
    const message = await db.message.findFirstOrThrow({ where: { requestId }, include: { contact: true } });
    expect(message.contact).toMatchObject({ email: 'nora@private.test', name: 'Nora Private' });
    expect(message.organisationId).toBe(tenant(member));
  });

  it('files it anew for its sender, in the organisation that is chosen', async () => {
    const member = await customer();
    const agent = await staff(['agent']);
    const one = await waiting(await addressOf(member), 'gmail-new-ar');
    const { requestId } = await releaseMail(agent, { mailId: one.id });
    expect(await db.request.findFirst({ where: { id: requestId } })).toMatchObject({
      ...{ organisationId: tenant(member), openedById: caller(member), via: 'email' },
    });
    const other = await customer();
    await db.member.create({
      data: { organisationId: tenant(other), userId: caller(member), role: 'member', createdAt: job().now },
    });
    const two = await waiting(await addressOf(member), 'gmail-new-ar');
    await expect(releaseMail(agent, { mailId: two.id })).rejects.toMatchObject({
      fields: { organisationId: 'required' },
    });
    const stranger = tenant(await customer());
    await expect(releaseMail(agent, { mailId: two.id, organisationId: stranger })).rejects.toMatchObject({
      fields: { organisationId: 'required' },
    });
    const chosen = await releaseMail(agent, { mailId: two.id, organisationId: tenant(other) });
    expect(await db.request.count({ where: { id: chosen.requestId, organisationId: tenant(other) } })).toBe(
      1,
    );
  });

  it('is refused for an unknown number, an unknown sender, and a closed request', async () => {
    const agent = await staff(['agent']);
    const mail = await waiting('nobody@private.test');
    const { member, requestId, number } = await newRequest();
    await expect(releaseMail(agent, { mailId: mail.id })).rejects.toMatchObject({
      reason: 'mailSenderUnknown',
    });
    await expect(releaseMail(agent, { mailId: mail.id, number: 'REQ-2001-000001' })).rejects.toMatchObject({
      fields: { number: 'unknownRequest' },
    });
    await expect(releaseMail(agent, { mailId: mail.id, number: 'nonsense' })).rejects.toMatchObject({
      fields: { number: 'requestNumber' },
    });
    await db.request.updateMany({
      where: { id: requestId },
      data: { status: 'cancelled', cancelledAt: job().now, cancelReason: 'x' },
    });
    await expect(releaseMail(agent, { mailId: mail.id, number })).rejects.toMatchObject({
      reason: 'requestClosed',
    });
    expect(await getInbound(agent, { mailId: mail.id })).toMatchObject({
      status: 'quarantined',
      isOpen: true,
    });
    expect(tenant(member)).toBeTruthy();
  });

  it('takes what was parked by mistake too', async () => {
    const { member, number, requestId } = await newRequest();
    const mail = await waiting(await addressOf(member), 'gmail-auto-reply-ar');
    expect(mail.status).toBe('parked');
    await releaseMail(await staff(['admin']), { mailId: mail.id, number });
    expect(await db.message.count({ where: { requestId } })).toBe(1);
  });
});

describe('rejecting a mail', () => {
  it('parks it, once, and says who did', async () => {
    const agent = await staff(['agent']);
    const mail = await waiting('nobody@private.test');
    await rejectMail(agent, { mailId: mail.id });
    expect(await getInbound(agent, { mailId: mail.id })).toMatchObject({
      ...{ status: 'parked', reason: 'rejected', releasedBy: 'Person' },
    });
    await expect(rejectMail(agent, { mailId: mail.id })).rejects.toMatchObject({ reason: 'mailChanged' });
    expect(await db.auditEvent.count({ where: { action: 'mail.reject', recordId: mail.id } })).toBe(1);
  });
});

it('a mail to a closed request tells its member how to go on, once a day', async () => {
  const { member, requestId, number } = await newRequest();
  const from = await addressOf(member);
  await db.request.updateMany({
    where: { id: requestId },
    data: { status: 'cancelled', cancelledAt: job().now, cancelReason: 'x' },
  });
  const subject = `Subject: [${number}] again\r\n`;
  for (const id of ['closed-1', 'closed-2']) {
    const raw = `${provenBy('mx.meterdesk.test', 'example.test')}From: ${from}\r\n${subject}Message-ID: <${id}>\r\n\r\nHello?`;
    const row = await deliverMail(Buffer.from(raw), { envelopeFrom: from, recipients: [] });
    expect(row).toMatchObject({ status: 'quarantined', reason: 'closed', requestId });
  }
  expect(await db.delivery.count({ where: { event: 'mailNotTaken', recipient: from } })).toBe(1);
});

it('one of a reporter without an account tells them too, with nothing to open and nowhere to answer to', async () => {
  const { number, requestId } = await reported(await newDeployment());
  const where = { id: requestId };
  await db.request.updateMany({ where, data: { status: 'cancelled', cancelledAt: job().now } });
  for (const id of ['closed-3', 'closed-4']) {
    const raw = `${provenBy('mx.meterdesk.test', 'shop.test')}From: sam@shop.test\r\nSubject: Re: [${number}] x\r\nMessage-ID: <${id}>\r\n\r\nHello?`;
    const row = await deliverMail(Buffer.from(raw), { envelopeFrom: 'sam@shop.test', recipients: [] });
    expect(row).toMatchObject({ status: 'quarantined', reason: 'closed', requestId });
  }
  const told = await db.delivery.findMany({ where: { event: 'mailNotTaken', requestId } });
  expect(told.map(({ recipient }) => recipient)).toEqual(['sam@shop.test']);
  const outgoing = await openOutgoing(told[0]?.payload ?? '');
  expect(outgoing).toMatchObject({ hasAccount: false });
  expect(outgoing).not.toHaveProperty('participantId');
});

it('mails go after a year, those that wait do not', async () => {
  const kept = await waiting('nobody@private.test');
  const gone = await waiting('news@private.test', 'newsletter');
  const later = job(new Date(kept.receivedAt.getTime() + 366 * 86_400_000));
  await cleanMails(later);
  expect(await db.inboundMail.findUnique({ where: { id: gone.id } })).toBeNull();
  expect(await db.inboundMail.findUnique({ where: { id: kept.id } })).not.toBeNull();
  await expect(cleanMails(await memberOf(tenant(await customer())))).rejects.toMatchObject({
    code: 'forbidden',
  });
});
