import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { receiveHook } from '@/lib/domain/mail/receive-hook';
import { ensureCatalogue, job } from '@/lib/testing/factories';
import { mailFixture } from '@/lib/testing/mails';
import { customer } from '@/lib/testing/requests';
import { takeCall } from './mail-hook-route';

process.env.STORAGE_DIR = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-hooks-'));
beforeAll(() => ensureCatalogue());

const PASSWORD = 'the-password-of-the-mail-hook-in-tests';
const basic = (password: string, user = 'mail') => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

const post = (provider: string, body: BodyInit, headers: Record<string, string>) =>
  takeCall(job(), provider, new Request(`http://x/${provider}`, { method: 'POST', body, headers }));

describe('the hook of mail', () => {
  it('keeps a mail and answers, the same one again too', async () => {
    const raw = new Uint8Array(mailFixture('gmail-new-ar', { id: 'hook-1@mail' }));
    const headers = { ...basic(PASSWORD), 'x-envelope-from': 'nora@example.com' };
    const answers = await Promise.all([1, 2].map(() => post('raw', raw, headers)));
    expect(answers.map((answer) => 'fresh' in answer && answer.fresh).sort()).toEqual([false, true]);
    expect(await db.inboundMail.findUnique({ where: { messageId: 'hook-1@mail' } })).toMatchObject({
      ...{ source: 'raw', envelopeFrom: 'nora@example.com', status: 'received' },
    });
  });

  it('keeps what the provider says of the sender', async () => {
    const RawEmail = mailFixture('gmail-new-ar', { id: 'hook-2@mail' }).toString();
    const Headers = [
      { Name: 'Received-SPF', Value: 'Pass identity=mailfrom; envelope-from=nora@example.com' },
    ];
    await post('postmark', JSON.stringify({ RawEmail, From: 'nora@example.com', Headers }), basic(PASSWORD));
    const row = await db.inboundMail.findUniqueOrThrow({ where: { messageId: 'hook-2@mail' } });
    expect(row.authentication).toEqual([
      { by: 'postmark', findings: [{ method: 'spf', result: 'pass', domain: 'example.com' }] },
    ]);
  });

  it.each([
    ['no password', {}],
    ['a wrong one', basic('wrong')],
    ['an empty one', basic('')],
    ['another scheme', { authorization: `Bearer ${PASSWORD}` }],
  ])('with %s is 401, and no body is read', async (_, headers) => {
    const request = new Request('http://x', {
      ...{ method: 'POST', headers, duplex: 'half' },
      body: new ReadableStream({ pull: () => Promise.reject(new Error('read')) }),
    });
    await expect(takeCall(job(), 'raw', request)).rejects.toMatchObject({
      ...{ code: 'unauthenticated', reason: 'mailHookPassword' },
    });
  });

  it('of a provider that there is not is 404', async () => {
    await expect(post('nobody', 'x', basic(PASSWORD))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses what is too large at the first byte over', async () => {
    const piece = new Uint8Array(10_000_000);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({ pull: (stream) => stream.enqueue((sent++, piece)) });
    const request = new Request('http://x', {
      ...{ method: 'POST', headers: basic(PASSWORD), duplex: 'half' },
      body,
    });
    const tooLarge = { code: 'too_large' };
    await expect(takeCall(job(), 'raw', request)).rejects.toMatchObject(tooLarge);
    expect(sent).toBeLessThan(10);
    await expect(post('raw', new Uint8Array(36_000_000), basic(PASSWORD))).rejects.toMatchObject(tooLarge);
  });

  it('says what is wrong with a call', async () => {
    const unsigned = post('mailgun', new URLSearchParams({ 'body-mime': 'x' }), basic(PASSWORD));
    await expect(unsigned).rejects.toMatchObject({ reason: 'mailHookSignature' });
    await expect(post('sendgrid', '{}', basic(PASSWORD))).rejects.toMatchObject({
      reason: 'mailHookMalformed',
    });
    const topic = '{"Type":"Notification","TopicArn":"a","Message":""}';
    await expect(post('ses', topic, basic(PASSWORD))).rejects.toMatchObject({ reason: 'mailHookTopic' });
  });

  it('is for programs alone', async () => {
    const call = { headers: new Headers(basic(PASSWORD)), body: new Uint8Array([1]) };
    await expect(receiveHook(await customer(), 'raw', call)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(receiveHook(job(), 'raw', { ...call, body: new Uint8Array() })).rejects.toMatchObject({
      reason: 'mailHookMalformed',
    });
  });
});
