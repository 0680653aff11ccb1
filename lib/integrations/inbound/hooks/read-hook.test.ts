import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mailFixture } from '@/lib/testing/mails';
import { parseMail } from '../parse-mail';
import { provesSender } from '../sender-proof';
import { readForm } from './form';
import { type HookRead } from './hook-mail';
import { type HookProvider, readHook } from './read-hook';

const NOW = new Date('2026-11-21T10:00:00Z');
const KEY = 'signing-key';
const TOPIC = 'arn:aws:sns:eu-west-1:1:mail';
const secrets = { mailgunKey: KEY, sesTopic: TOPIC };
const RAW = mailFixture('gmail-en', { to: 'support@meterdesk.test' });
const ARABIC = Buffer.concat([
  Buffer.from('From: a@x.test\r\nContent-Type: text/plain; charset=windows-1256\r\n\r\n'),
  Buffer.from([0xd4, 0xdf, 0xd1, 0xc7]),
]);

async function call(provider: HookProvider, body: BodyInit, headers: Record<string, string> = {}) {
  const request = new Request('http://hook.test', { method: 'POST', body, headers });
  const bytes = new Uint8Array(await request.arrayBuffer());
  return readHook(provider, { headers: request.headers, body: bytes, now: NOW }, secrets);
}

function mailOf(read: HookRead) {
  if (!('mail' in read)) throw new Error(JSON.stringify(read));
  return read.mail;
}

async function wordsOf(raw: Uint8Array) {
  const read = await parseMail(raw);
  if (!('mail' in read)) throw new Error('unreadable');
  return read.mail;
}

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, value, name.startsWith('attachment') ? 'log.txt' : undefined);
  return data;
}

function signed(fields: Record<string, string | Blob>, at = NOW, key = KEY) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', key).update(`${timestamp}tok`).digest('hex');
  return form({ ...fields, timestamp, token: 'tok', signature });
}

const APART = {
  'body-plain': 'It is slow.\n\n> quoted',
  'body-html': '<p>It is slow.</p>',
  'message-headers': JSON.stringify([
    ['From', 'Nora <nora@example.com>, evil@x.test'],
    ['To', 'support@meterdesk.test'],
    ['Subject', 'بطيء'],
    ['Message-Id', '<apart@mail>'],
    ['In-Reply-To', '<first@meterdesk.test>'],
    ['Auto-Submitted', 'auto-replied'],
    ['Bcc', 'x'],
  ]),
};

describe('Mailgun', () => {
  const envelope = { sender: 'nora@example.com', recipient: 'support@meterdesk.test' };

  it('hands over the whole mail, byte by byte, with what it found out', async () => {
    const dkim = Buffer.from('DKIM-Signature: v=1; d=example.com; s=a; b=x\r\n');
    const fields = { ...envelope, 'X-Mailgun-Spf': 'Pass', 'X-Mailgun-Dkim-Check-Result': 'Pass' };
    const mail = mailOf(await call('mailgun', signed({ ...fields, 'body-mime': new Blob([dkim, ARABIC]) })));
    expect(Buffer.from(mail.raw)).toEqual(Buffer.concat([dkim, ARABIC]));
    expect(mail).toMatchObject({ envelopeFrom: 'nora@example.com', recipients: ['support@meterdesk.test'] });
    expect(provesSender([mail.authentication ?? { by: '', findings: [] }], 'example.com')).toBe(true);
    expect((await wordsOf(mail.raw)).text.trim()).toBe('شكرا');
  });

  it('hands over the parts of one, which are put together again', async () => {
    const { raw } = mailOf(
      await call('mailgun', signed({ ...envelope, ...APART, 'attachment-1': new Blob(['a log']) })),
    );
    const mail = await wordsOf(raw);
    expect(mail).toMatchObject({
      ...{ subject: 'بطيء', messageId: 'apart@mail', refersTo: ['first@meterdesk.test'] },
      from: [{ address: 'nora@example.com' }, { address: 'evil@x.test' }],
      files: [{ fileName: 'log.txt' }],
    });
    expect(mail.text).toContain('It is slow.');
    expect(mail.headers.map(({ key }) => key)).toContain('auto-submitted');
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
  });

  it.each([
    [
      'a signature that names two domains',
      Buffer.from('DKIM-Signature: d=example.com; d=evil.test; b=x\r\n\r\nx'),
      { 'X-Mailgun-Dkim-Check-Result': 'Pass' },
    ],
    [
      'a signature behind what only looks like the end of the head',
      Buffer.from('DKIM-Signature: d=example.com; b=x\r\nX: a\r\rb\r\nDKIM-Signature: d=evil.test\r\n\r\nx'),
      { 'X-Mailgun-Dkim-Check-Result': 'Pass' },
    ],
    [
      'a head that goes on where nobody looks',
      Buffer.from(
        `DKIM-Signature: d=example.com; b=x\r\nX: ${'a'.repeat(300_000)}\r\nDKIM-Signature: d=evil.test\r\n\r\nx`,
      ),
      { 'X-Mailgun-Dkim-Check-Result': 'Pass' },
    ],
  ])('believes nothing of %s', async (_, raw, said) => {
    const mail = mailOf(
      await call('mailgun', signed({ ...envelope, ...said, 'body-mime': new Blob([raw]) })),
    );
    expect(provesSender(mail.authentication ? [mail.authentication] : [], 'example.com')).toBe(false);
  });

  it('believes no field that stands there twice', async () => {
    const body = signed({
      ...envelope,
      'X-Mailgun-Spf': 'Pass',
      'body-mime': new Blob([new Uint8Array(RAW)]),
    });
    body.append('X-Mailgun-Spf', 'Fail');
    expect(mailOf(await call('mailgun', body)).authentication?.findings).toEqual([]);
  });

  it('URL-encoded says the same', async () => {
    const fields = signed({ ...envelope, 'body-mime': RAW.toString('utf8') });
    const encoded = new URLSearchParams([...fields.entries()] as [string, string][]);
    expect(Buffer.from(mailOf(await call('mailgun', encoded)).raw)).toEqual(RAW);
  });

  it.each([
    ['another key', signed({ ...envelope, 'body-mime': 'x' }, NOW, 'wrong')],
    ['six minutes ago', signed({ ...envelope, 'body-mime': 'x' }, new Date(NOW.getTime() - 360_000))],
    ['no signature', form({ ...envelope, 'body-mime': 'x' })],
  ])('%s is refused', async (_, body) => {
    expect(await call('mailgun', body)).toEqual({ refusal: 'wrongSignature' });
  });
});

describe('Postmark', () => {
  const facts = {
    From: 'nora@example.com',
    OriginalRecipient: 'support+abc@meterdesk.test',
    Headers: [
      { Name: 'X-Spam-Tests', Value: 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS' },
      { Name: 'Received-SPF', Value: 'Pass (sender SPF authorized) identity=mailfrom' },
      { Name: 'Message-ID', Value: '<pm@mail>' },
    ],
  };
  it('hands over the whole mail', async () => {
    const mail = mailOf(await call('postmark', JSON.stringify({ ...facts, RawEmail: RAW.toString() })));
    expect(Buffer.from(mail.raw)).toEqual(RAW);
    expect(mail.recipients).toEqual(['support+abc@meterdesk.test']);
    expect(provesSender(mail.authentication ? [mail.authentication] : [], 'example.com')).toBe(true);
  });
  it('hands over its parts', async () => {
    const Content = Buffer.from('a log').toString('base64');
    const apart = { ...facts, Subject: 'Slow', TextBody: 'It is slow.', HtmlBody: '' };
    const body = JSON.stringify({
      ...apart,
      Attachments: [{ Name: 'a.txt', Content, ContentType: 'text/plain' }],
    });
    const mail = await wordsOf(mailOf(await call('postmark', body)).raw);
    expect(mail).toMatchObject({
      ...{ subject: 'Slow', messageId: 'pm@mail', from: [{ address: 'nora@example.com' }] },
      files: [{ fileName: 'a.txt' }],
    });
  });
  it.each([
    ['nobody names', []],
    ['the sender names in the head', [{ Name: 'Return-Path', Value: '<ceo@example.com>' }]],
    [
      'hides behind another address',
      [],
      'Pass identity=mailfrom; envelope-from="a envelope-from=b@example.com c"@evil.test',
    ],
    [
      'the sender wrote a field for',
      [{ Name: 'Received-SPF', Value: 'pass identity=mailfrom; envelope-from=a@example.com' }],
    ],
  ])('takes no SPF of another domain for one that %s', async (_, more, said = '') => {
    const spf =
      said || 'Pass (sender SPF authorized) identity=mailfrom; envelope-from=x@evil.test; helo=a.test';
    const Headers = [
      { Name: 'X-Spam-Tests', Value: 'SPF_PASS' },
      { Name: 'Received-SPF', Value: spf },
      ...more,
    ];
    const mail = mailOf(
      await call('postmark', JSON.stringify({ ...facts, Headers, RawEmail: RAW.toString() })),
    );
    expect(provesSender(mail.authentication ? [mail.authentication] : [], 'example.com')).toBe(false);
  });

  it('takes the SPF of the domain that it was looked up for', async () => {
    const spf =
      'Pass (sender SPF authorized) identity=mailfrom; envelope-from=x@mail.example.com; receiver=y@z';
    const Headers = [{ Name: 'Received-SPF', Value: spf }];
    const mail = mailOf(
      await call('postmark', JSON.stringify({ ...facts, Headers, RawEmail: RAW.toString() })),
    );
    expect(provesSender(mail.authentication ? [mail.authentication] : [], 'example.com')).toBe(true);
    expect(mail.envelopeFrom).toBe('x@mail.example.com');
  });

  it.each(['', '[]', '{', '{"Headers": 1}'])('«%s» is malformed', async (body) => {
    expect(await call('postmark', body)).toEqual({ refusal: 'malformed' });
  });
});

describe('SendGrid', () => {
  const facts = {
    envelope: JSON.stringify({ to: ['support@meterdesk.test'], from: 'nora@example.com' }),
    SPF: 'pass',
    dkim: '{@example.com : pass, @other.com : fail}',
  };
  it('hands over the whole mail', async () => {
    const raw = `DKIM-Signature: v=1; d=example.com; s=a\r\nDKIM-Signature: d=other.com\r\n${RAW.toString()}`;
    const mail = mailOf(await call('sendgrid', form({ ...facts, email: raw })));
    expect(Buffer.from(mail.raw).toString()).toBe(raw);
    expect(mail).toMatchObject({ envelopeFrom: 'nora@example.com', recipients: ['support@meterdesk.test'] });
    expect(mail.authentication?.findings).toContainEqual({
      method: 'dkim',
      result: 'pass',
      domain: 'example.com',
    });
  });
  it.each(['', 'DKIM-Signature: d=evil.test\r\n', 'DKIM-Signature: d=example.com : pass, @evil.test\r\n'])(
    'believes no signature that is not there: «%s»',
    async (signature) => {
      const said = { envelope: '{}', dkim: '{@example.com : pass, @evil.test : fail}' };
      const mail = mailOf(await call('sendgrid', form({ ...said, email: signature + RAW.toString() })));
      expect(provesSender(mail.authentication ? [mail.authentication] : [], 'example.com')).toBe(false);
    },
  );
  it('hands over its parts', async () => {
    const headers =
      'From: nora@example.com\nSubject: Slow\nMessage-ID: <sg@mail>\nReferences: <a@x>\n <b@x>\n';
    const body = form({ ...facts, headers, text: 'It is slow.', attachment1: new Blob(['a log']) });
    const mail = await wordsOf(mailOf(await call('sendgrid', body)).raw);
    expect(mail).toMatchObject({
      messageId: 'sg@mail',
      refersTo: ['b@x', 'a@x'],
      files: [{ fileName: 'log.txt' }],
    });
  });
  it('reads words in the letters that they were sent in', async () => {
    const sent = {
      ...{ ...facts, headers: 'From: nora@example.com\nMessage-ID: <sg2@mail>\n' },
      ...{ text: new Blob([new Uint8Array([0xd4, 0xdf, 0xd1, 0xc7])]), html: '' },
    };
    const read = async (charsets: string) =>
      (await wordsOf(mailOf(await call('sendgrid', form({ ...sent, charsets }))).raw)).text.trim();
    expect(await read('{"text":"windows-1256","subject":"UTF-8"}')).toBe('شكرا');
    for (const odd of ['', '[]', '{"text":"no-such-letters"}']) expect(await read(odd)).toMatch(/^.+$/u);
  });
});

describe('Amazon SES', () => {
  const posted = (over: object) =>
    JSON.stringify({ Type: 'Notification', TopicArn: TOPIC, Message: '', ...over });
  const message = (over: object = {}) =>
    JSON.stringify({
      mail: { source: 'nora@example.com', commonHeaders: { from: ['Nora <nora@example.com>'] } },
      receipt: {
        recipients: ['support@meterdesk.test'],
        dmarcVerdict: { status: 'PASS' },
        action: { type: 'SNS', encoding: 'BASE64' },
      },
      content: RAW.toString('base64'),
      ...over,
    });
  it('hands over the whole mail', async () => {
    const mail = mailOf(await call('ses', posted({ Message: message() })));
    expect(Buffer.from(mail.raw)).toEqual(RAW);
    expect(provesSender(mail.authentication ? [mail.authentication] : [], 'example.com')).toBe(true);
    expect(provesSender(mail.authentication ? [mail.authentication] : [], 'other.com')).toBe(false);
  });
  it('confirms its topic at an address of Amazon’s, and nowhere else', async () => {
    const ask = (SubscribeURL: string) =>
      call('ses', posted({ Type: 'SubscriptionConfirmation', SubscribeURL }));
    const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription';
    expect(await ask(url)).toEqual({ confirm: url });
    for (const wrong of [
      'https://evil.test/',
      'https://sns.eu-west-1.amazonaws.com.evil.test/',
      'http://169.254.169.254/',
    ])
      expect(await ask(wrong)).toEqual({ refusal: 'malformed' });
  });
  it('of another topic, or without the mail in it, is refused', async () => {
    expect(await call('ses', posted({ TopicArn: 'arn:other', Message: message() }))).toEqual({
      refusal: 'wrongTopic',
    });
    expect(await call('ses', posted({ Message: message({ content: undefined }) }))).toEqual({
      refusal: 'withoutContent',
    });
  });
});

it('parts that come again are the same mail, also without a Message-ID', async () => {
  const once = () =>
    call(
      'sendgrid',
      form({
        headers: 'From: nora@example.com\n',
        text: 'Hi',
        html: '<p>Hi',
        attachment1: new Blob(['log']),
      }),
    );
  const [first, again] = [mailOf(await once()).raw, mailOf(await once()).raw];
  expect(Buffer.from(again)).toEqual(Buffer.from(first));
  expect((await wordsOf(first)).files).toHaveLength(1);
});

it('our own hook is the mail itself', async () => {
  const headers = { 'x-envelope-from': 'a@b.test', 'x-envelope-to': 'c@d.test, e@f.test' };
  const mail = mailOf(await call('raw', new Uint8Array(RAW), headers));
  expect(Buffer.from(mail.raw)).toEqual(RAW);
  expect(mail).toMatchObject({ envelopeFrom: 'a@b.test', recipients: ['c@d.test', 'e@f.test'] });
  expect(mail.authentication).toBeUndefined();
  const bounce = mailOf(await call('raw', new Uint8Array(RAW), { 'x-envelope-from': '<>' }));
  expect(bounce.envelopeFrom).toBe('');
  expect(await call('raw', '')).toEqual({ refusal: 'malformed' });
});

it('a form is read whatever is sent', () => {
  const mark = 'multipart/form-data; boundary=b';
  for (const body of [
    '',
    '--b',
    '--b--',
    '--b\r\n\r\n--b',
    '--b\r\nX: y\r\n\r\nz\r\n--b--',
    '%',
    'a=%zz&=&b',
  ])
    for (const type of [mark, 'application/x-www-form-urlencoded', 'text/plain'])
      expect(() => readForm(type, Buffer.from(body))).not.toThrow();
});
