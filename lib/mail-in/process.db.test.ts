import { mkdtempSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { ensureCatalogue } from '@/lib/testing/factories';
import { startMailInProcess } from '@/lib/testing/mail-in-process';
import { mailFixture } from '@/lib/testing/mails';

process.env.STORAGE_DIR = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-mail-in-'));
beforeAll(() => ensureCatalogue());

const raw = mailFixture('outlook-web-fr', { id: 'killed@mail' });
const to = ['support@meterdesk.test'];

async function send(port: number) {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  try {
    return await transport.sendMail({ envelope: { from: 'nora@example.com', to }, raw });
  } finally {
    transport.close();
  }
}

/** An exchange up to the middle of the message; gives what is heard from then on. */
async function halfAMail(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const until = async (code: string) => {
    while (!heard.split('\r\n').some((line) => line.startsWith(`${code} `)))
      await new Promise((resolve) => setTimeout(resolve, 10));
    heard = '';
  };
  const say = (line: string) => socket.write(`${line}\r\n`);
  await until('220');
  say('EHLO mx.test');
  await until('250');
  say('MAIL FROM:<nora@example.com>');
  await until('250');
  say(`RCPT TO:<${to[0]}>`);
  await until('250');
  say('DATA');
  await until('354');
  socket.write(raw.subarray(0, 300));
  return { closed, heard: () => heard };
}

it('killed in the middle of a mail, it has promised nothing; sent again, the mail is kept once', async () => {
  const first = await startMailInProcess();
  const half = await halfAMail(first.port);
  first.child.kill('SIGKILL');
  await half.closed;
  expect(half.heard()).not.toContain('250');
  expect(await db.inboundMail.count({ where: { messageId: 'killed@mail' } })).toBe(0);

  const second = await startMailInProcess();
  const { response } = await send(second.port);
  expect(response).toMatch(/^250 2\.0\.0 Kept/);
  await send(second.port);
  expect(await db.inboundMail.count({ where: { messageId: 'killed@mail' } })).toBe(1);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(second.output()).toContain('mail-in stops');
}, 60_000);

it('does not start where nobody could be believed', async () => {
  await expect(startMailInProcess({ MAIL_AUTHSERV_ID: '' })).rejects.toThrow('MAIL_AUTHSERV_ID is missing');
}, 60_000);
