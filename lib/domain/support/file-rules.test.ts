import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { png } from '@/lib/testing/png';
import { checkFile, cleanFileName, isPlainText } from './file-rules';
import { limits } from './schema';

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));

const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64',
  ),
);
const JPEG = hex('ffd8ffe000104a46494600010100000100010000ffd9');
const GIF = bytes('GIF89a\u0001\u0000\u0001\u0000;');
const WEBP = Uint8Array.from([
  ...bytes('RIFF'),
  26,
  0,
  0,
  0,
  ...bytes('WEBPVP8L'),
  13,
  0,
  0,
  0,
  ...Array<number>(14).fill(0),
]);
const PDF = bytes('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const EXE = Uint8Array.from([...bytes('MZ'), ...Array<number>(200).fill(0)]);

const zip = () => zipSync({ 'a.txt': bytes('hello') });
const joined = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
/** A PNG chunk in front of the picture's own, as a comment would stand. */
const commented = (comment: string) => png({ note: comment });

describe('checkFile', () => {
  it.each([
    [PNG, 'shot.png', 'image/png'],
    [JPEG, 'shot.jpeg', 'image/jpeg'],
    [GIF, 'shot.gif', 'image/gif'],
    [WEBP, 'shot.webp', 'image/webp'],
    [PDF, 'report.pdf', 'application/pdf'],
    [zip(), 'logs.zip', 'application/zip'],
    [bytes('10:00 started\n10:01 żółć\n'), 'server.log', 'text/plain'],
    [bytes('BM is how this line begins, yet it is no picture'), 'notes.txt', 'text/plain'],
    [bytes('<?xml version="1.0"?><a/>'), 'data.xml', 'text/plain'],
    [bytes('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'), 'invite.ics', 'text/plain'],
    [bytes('From: a@example.test\r\n\r\n<script>'), 'mail.eml', 'text/plain'],
    [joined(JPEG, bytes('what a camera writes behind the end')), 'photo.jpg', 'image/jpeg'],
    [joined(GIF, new Uint8Array(3)), 'padded.gif', 'image/gif'],
    [commented('made with <care> & love'), 'noted.png', 'image/png'],
    [zipSync({ 'inner.zip': zip(), 'a.log': bytes('x'.repeat(100_000)) }), 'logs.zip', 'application/zip'],
  ])('takes file %#', async (content, name, mediaType) => {
    expect(await checkFile(content, name)).toEqual({ fileName: name, mediaType });
  });

  it('gives pasted and mixed-up images their true ending', async () => {
    expect(await checkFile(PNG, 'image')).toEqual({ fileName: 'image.png', mediaType: 'image/png' });
    expect(await checkFile(PNG, 'photo.jpg')).toEqual({ fileName: 'photo.png', mediaType: 'image/png' });
  });

  it.each([
    ['an empty file', new Uint8Array(), 'a.txt', 'fileEmpty'],
    ['a program', EXE, 'setup.exe', 'fileType'],
    ['a program that says it is a picture', EXE, 'shot.png', 'fileMismatch'],
    ['a page that says it is a picture', bytes('<script>alert(1)</script>'), 'shot.png', 'fileMismatch'],
    ['a page', bytes('<!doctype html><script>alert(1)</script>'), 'page.html', 'fileType'],
    ['a drawing with scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg', 'fileType'],
    ['a picture that says it is text', PNG, 'notes.txt', 'fileMismatch'],
    ['text with NUL', bytes('a\u0000b'), 'a.log', 'fileMismatch'],
    ['text that is no UTF-8', Uint8Array.from([0x61, 0xff, 0xfe]), 'a.log', 'fileMismatch'],
    ['bytes without a name', EXE, 'unknown', 'fileType'],
  ])('refuses %s', async (_, content, name, reason) => {
    await expect(checkFile(content, name)).rejects.toMatchObject({ code: 'invalid', reason });
  });

  it.each([
    ['a picture with an archive behind it', joined(PNG, zip()), 'shot.png', 'filePolyglot'],
    ['a photo with an archive behind it', joined(JPEG, zip()), 'shot.jpg', 'filePolyglot'],
    ['a PDF with an archive behind it', joined(PDF, zip()), 'report.pdf', 'filePolyglot'],
    ['a picture with anything behind it', joined(PNG, bytes('?')), 'shot.png', 'filePolyglot'],
    ['an animation with a script behind it', joined(GIF, bytes('<script>')), 'a.gif', 'filePolyglot'],
    ['a picture that is longer than it says', joined(WEBP, bytes('more')), 'a.webp', 'filePolyglot'],
    [
      'a picture that begins as a page',
      commented('<html><script>alert(1)</script>'),
      'a.png',
      'filePolyglot',
    ],
    ['a picture that begins as a PDF', commented('%PDF-1.4 1 0 obj'), 'a.png', 'filePolyglot'],
    ['a small ZIP of 60 MB of nothing', zipSync({ a: new Uint8Array(60_000_000) }), 'a.zip', 'fileBomb'],
    ['a ZIP cut off', zip().subarray(0, 60), 'a.zip', 'fileDamaged'],
  ])('refuses %s', async (_, content, name, reason) => {
    await expect(checkFile(content, name)).rejects.toMatchObject({ code: 'invalid', reason });
  });

  it('counts what a ZIP says of itself without unpacking it', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, index) => [`${index}`, new Uint8Array()]),
    );
    await expect(checkFile(zipSync(many), 'a.zip')).rejects.toMatchObject({ reason: 'fileBomb' });
    // Nine small files whose directory claims 60 MB each: more than 500 MB in all.
    const said = zipSync(Object.fromEntries('abcdefghi'.split('').map((name) => [name, bytes(name)])));
    const file = Buffer.from(said);
    for (let at = file.indexOf('504b0102', 0, 'hex'); at >= 0; at = file.indexOf('504b0102', at + 1, 'hex'))
      file.writeUInt32LE(60 * 1024 * 1024, at + 24);
    await expect(checkFile(file, 'a.zip')).rejects.toMatchObject({ reason: 'fileBomb' });
  });

  it('refuses one byte too many', async () => {
    const most = new Uint8Array(limits.attachmentBytes).fill(97);
    expect((await checkFile(most, 'a.log')).mediaType).toBe('text/plain');
    const over = new Uint8Array(limits.attachmentBytes + 1).fill(97);
    await expect(checkFile(over, 'a.log')).rejects.toMatchObject({ code: 'too_large' });
  });
});

describe('cleanFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\shot.png', 'shot.png'],
    ['a\r\nSet-Cookie: b.txt', 'aSet-Cookie_ b.txt'],
    ['.htaccess', 'htaccess'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['', 'file'],
    ['zażółć gęślą.log', 'zażółć gęślą.log'],
    [`${'x'.repeat(300)}.log`, `${'x'.repeat(115)}.log`],
  ])('%j becomes %j', (from, to) => {
    expect(cleanFileName(from)).toBe(to);
  });

  it('never leaves a folder, a control character or an empty name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const clean = cleanFileName(name);
        expect(clean).not.toMatch(/[/\\\p{Cc}]/u);
        expect(clean.length).toBeGreaterThan(0);
        expect(clean.length).toBeLessThanOrEqual(120);
      }),
    );
  });
});

describe('isPlainText', () => {
  it('takes every well-formed string without NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(isPlainText(bytes(text))).toBe(!text.includes('\u0000'));
      }),
    );
  });
});
