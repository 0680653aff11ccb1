import { describe, expect, it } from 'vitest';
import { mailFixture } from '@/lib/testing/mails';
import { parseMail } from './parse-mail';
import type { ParsedMail } from './parsed-mail';

async function read(raw: string | Buffer): Promise<ParsedMail> {
  const answer = await parseMail(Buffer.from(raw));
  if (!('mail' in answer)) throw new Error('unreadable');
  return answer.mail;
}

const HEAD = 'From: Nora <nora@example.com>\r\nTo: support@meterdesk.test\r\nMIME-Version: 1.0\r\n';

describe('a mail', () => {
  it('says who wrote to whom, what it answers, and in which words', async () => {
    const mail = await read(mailFixture('gmail-new-ar', { to: 'Meterdesk <support@meterdesk.test>' }));
    expect(mail).toMatchObject({
      from: [{ name: 'Nora Haddad', address: 'nora@example.com' }],
      addressed: ['support@meterdesk.test'],
      subject: 'لا يمكن تسجيل الدخول',
      messageId: 'gmail-new-ar@mail.example.com',
      refersTo: [],
    });
    expect(mail.text).toContain('تظهر رسالة خطأ ٥٠٠');
  });

  it('refers to the nearest mail first', async () => {
    const mail = await read(
      `${HEAD}References: <one@x> <two@x>\r\n <three@x>\r\nIn-Reply-To: <three@x>\r\n\r\nHi`,
    );
    expect(mail.refersTo).toEqual(['three@x', 'three@x', 'two@x', 'one@x']);
  });

  it('tells of every From, however many there are', async () => {
    const mail = await read('From: a@x.test, b@y.test\r\nFrom: c@z.test\r\n\r\nHi');
    expect(mail.from.map(({ address }) => address)).toEqual(['a@x.test', 'b@y.test', 'c@z.test']);
  });

  it('carries files as they were named, a picture among the words and an invitation', async () => {
    const { files, text } = await read(mailFixture('apple-mail-new-en'));
    expect(files).toMatchObject([
      { fileName: 'Screenshot 2026-11-20.png', mediaType: 'image/png', isInline: true },
    ]);
    expect(text).toContain('Thank you,');
    const invite = await read(mailFixture('gmail-invite'));
    expect(invite.files.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([
      [null, 'text/calendar'],
      ['invite.ics', 'application/ics'],
    ]);
    expect((await read(mailFixture('outlook-traversal'))).files[0]?.fileName).toBe('../../x');
  });

  it('in HTML alone is read without its scripts and styles', async () => {
    const { text } = await read(mailFixture('outlook-html-only-en'));
    expect(text).toContain('Firefox 145 & Safari, since Monday.');
    expect(text).not.toMatch(/alert|margin|<(p|b|div|html)\b/);
  });

  it('in windows-1256 is read', async () => {
    const raw = Buffer.concat([
      Buffer.from('From: a@x.test\r\nContent-Type: text/plain; charset=windows-1256\r\n\r\n'),
      Buffer.from([0xd4, 0xdf, 0xd1, 0xc7]),
    ]);
    expect((await read(raw)).text.trim()).toBe('شكرا');
  });
});

describe('a mail made to break its reader', () => {
  it.each([
    ['half a tree', mailFixture('broken-tree'), 'Half of what I wrote'],
    ['no boundary', `${HEAD}Content-Type: multipart/mixed\r\n\r\nwords`, ''],
    ['no head', 'just words', ''],
    ['nothing', '', ''],
    ['noise', Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256)), ''],
  ])('%s gives what there is', async (_, raw, words) => {
    expect((await read(raw)).text).toContain(words);
  });

  it.each([
    [
      '300 parts deep',
      HEAD +
        Array.from(
          { length: 300 },
          (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
        ).join(''),
    ],
    ['300 kB of head', `X-A: ${'a'.repeat(300_000)}\r\n${HEAD}\r\nx`],
  ])('%s is unreadable', async (_, raw) => {
    expect(await parseMail(Buffer.from(raw))).toEqual({ refusal: 'unreadable' });
  });

  it('ten megabytes of HTML take seconds, beside the process', async () => {
    const line = '<div><p>Hello <b>world</b> &amp; <a href="https://x.test/a">link</a></p></div>\n';
    const raw = `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<html>${line.repeat(130_000)}</html>`;
    let ticks = 0;
    const ticker = setInterval(() => (ticks += 1), 20);
    const mail = await read(raw);
    clearInterval(ticker);
    expect(mail.text.length).toBeLessThanOrEqual(200_000);
    expect(mail.text).toContain('Hello world');
    expect(ticks).toBeGreaterThan(10);
  }, 30_000);

  it('300 recipients are all told', async () => {
    const to = Array.from({ length: 300 }, (_, at) => `u${at}@x.test`).join(', ');
    expect((await read(`From: a@x.test\r\nTo: ${to}\r\n\r\nHi`)).addressed).toHaveLength(300);
  });
});
