import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { getRequest } from '@/lib/domain/support/queries';
import { NOW, ensureCatalogue } from '@/lib/testing/factories';
import { SERVER, answer, deliverMail, inWork } from '@/lib/testing/inbound';
import { mailFixture, provenBy } from '@/lib/testing/mails';

process.env.STORAGE_DIR = path.resolve('.data', 'test-quarantine', process.env.VITEST_POOL_ID ?? '1');

beforeAll(() => ensureCatalogue());
afterAll(() => rmSync(process.env.STORAGE_DIR ?? '', { recursive: true, force: true }));

describe('a sender who is not proven', () => {
  it.each([
    ['nothing said of them', ''],
    ['a server that is not ours', provenBy('mx.evil.test', 'example.test')],
    ['DMARC failed', `Authentication-Results: ${SERVER}; dmarc=fail header.from=example.test\r\n`],
    ['proof for another domain', provenBy(SERVER, 'evil.test')],
    [
      'proof that MAIL FROM smuggled into a comment',
      `Authentication-Results: ${SERVER}; spf=pass (domain of "a); dkim=pass header.d=example.test (b"@evil.test is good)\r\n`,
      '"a); dkim=pass header.d=example.test (b"@evil.test',
    ],
  ])('%s: nothing is posted', async (_, above, envelopeFrom = 'thief@evil.test') => {
    const { requestId, from, to } = await inWork();
    const raw = mailFixture('gmail-en', { from, to, id: `${to}.forged@mail` }, above);
    const row = await deliverMail(raw, { envelopeFrom, recipients: [to] });
    expect(row).toMatchObject({ status: 'quarantined', reason: 'unauthenticated', requestId });
    expect(await db.message.count({ where: { requestId } })).toBe(0);
    expect(await db.notification.count({ where: { path: `/desk/mail/${row.id}` } })).toBeGreaterThan(0);
  });

  it('several in From: nothing is posted', async () => {
    const { from, to } = await inWork();
    const row = await answer('gmail-en', { from: `${from}, b@evil.test`, to, id: `${to}.two@mail` });
    expect(row).toMatchObject({ status: 'quarantined', reason: 'severalSenders' });
  });
});

it('a flood rings twenty times an hour, and every mail of it waits', async () => {
  const now = new Date(NOW.getTime() + 400 * DAY_MS);
  const flood = async (at: number) => {
    const raw = mailFixture('gmail-new-ar', { from: `spam${at}@evil.test`, id: `flood-${at}@mail` });
    return deliverMail(raw, { envelopeFrom: 'spam@evil.test', recipients: ['support@meterdesk.test'], now });
  };
  const rows = [];
  for (let at = 0; at < 22; at++) rows.push(await flood(at));
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['quarantined']));
  const rung = await Promise.all(
    rows.map(({ id }) => db.notification.count({ where: { path: `/desk/mail/${id}` } })),
  );
  expect(rung.map((count) => count > 0)).toEqual([...Array<boolean>(20).fill(true), false, false]);
});

describe('a machine', () => {
  it.each([
    ['outlook-auto-reply-en', 'autoReply'],
    ['gmail-auto-reply-ar', 'autoReply'],
    ['newsletter', 'listMail'],
  ])('%s is parked and answered by nothing', async (name, reason) => {
    const { requestId, from, to } = await inWork();
    const before = await db.delivery.count();
    const row = await answer(name, { from, to });
    expect(row).toMatchObject({ status: 'parked', reason });
    expect(await db.message.count({ where: { requestId } })).toBe(0);
    expect(await db.delivery.count()).toBe(before);
  });

  it('that says nothing of itself is stopped after five', async () => {
    const { requestId, from, to } = await inWork();
    const outcomes: string[] = [];
    for (let at = 0; at < 8; at++) {
      const row = await answer('gmail-en', { from, to, id: `${to}.${at}@mail` });
      outcomes.push(row.status);
    }
    expect(outcomes).toEqual([...Array<string>(5).fill('posted'), 'quarantined', 'parked', 'parked']);
    expect(await db.message.count({ where: { requestId } })).toBe(5);
  });

  it('that reports a bounce ends mails to that address, where it names a mail of ours', async () => {
    const { key, requestId } = await inWork();
    const messageId = `${requestId}.out@meterdesk.test`;
    const recipient = 'nora@example.com';
    await db.delivery.create({
      data: {
        ...{
          id: `dlv_${requestId.slice(4)}`,
          key: messageId,
          channel: 'email',
          event: 'x',
          recipient,
          messageId,
        },
        ...{ ...key, id: `dlv_${requestId.slice(4)}`, requestId, status: 'sent', runAt: NOW, createdAt: NOW },
      },
    });
    const bounce = (answers: string, id: string, name = 'postfix-bounce') =>
      deliverMail(mailFixture(name, { answers, id, to: 'portal@meterdesk.test' }), {
        envelopeFrom: '',
        recipients: ['portal@meterdesk.test'],
      });
    await bounce('nothing-of-ours@meterdesk.test', `${requestId}1`);
    await bounce(messageId, `${requestId}2`, 'exchange-delayed');
    expect(await db.mailSuppression.count({ where: { email: recipient } })).toBe(0);
    const row = await bounce(messageId, `${requestId}3`);
    expect(row).toMatchObject({ status: 'parked', reason: 'bounce', requestId });
    expect(await db.mailSuppression.findUnique({ where: { email: recipient } })).toMatchObject({
      code: '5.1.1',
    });
    expect(await db.delivery.findUnique({ where: { key: messageId } })).toMatchObject({ status: 'bounced' });
  });
});

describe('a mail that cannot be read', () => {
  it('fails, its bytes kept', async () => {
    const raw = Buffer.from(`X-A: ${'a'.repeat(300_000)}\r\nMessage-ID: <unreadable@mail>\r\n\r\nx`);
    const row = await deliverMail(raw, { envelopeFrom: 'a@b.test', recipients: [] });
    expect(row).toMatchObject({ status: 'failed', reason: 'unreadable', sizeBytes: raw.length });
  });

  it('with half a tree says what there is', async () => {
    const { member, requestId, from, to } = await inWork();
    expect(await answer('broken-tree', { from, to })).toMatchObject({ status: 'posted' });
    expect(JSON.stringify((await getRequest(member, { requestId })).thread)).toContain(
      'Half of what I wrote',
    );
  });
});
