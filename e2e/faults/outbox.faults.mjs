// The worker is killed (-9) while a mail server has a mail and has not said so, and before it has one: no mail is lost,
// and one that goes out twice does so under one Message-ID, by which mailboxes show it once.
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { sleep, until } from '../../scripts/process/inspect.mjs';
import { openPortal } from './portal.mjs';

/** What a silent worker had taken is free again after some 20 seconds. */
const PATIENCE_MS = 60_000;
/** Each names where its mail stops: before the server has it, and after. */
const KEYS = ['rcpt-0', 'data-0', 'rcpt-1', 'data-1', 'rcpt-2', 'data-2'];

/** Takes every mail; while it `holds`, no `rcpt-…` is let in and no `data-…` is acknowledged. */
function openMailServer() {
  const state = { holds: true, held: [], taken: [] };
  const answer = (address, stage, done) => {
    if (state.holds && address.startsWith(stage)) state.held.push(stage);
    else done();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onRcptTo: ({ address }, _, done) => answer(address, 'rcpt', done),
    async onData(stream, { envelope }, done) {
      // Half a mail, whose client was killed in the middle of it, is none.
      const whole = await text(stream).catch(() => null);
      if (whole === null) return;
      state.taken.push(/^Message-ID: <(.+)>\r$/im.exec(whole)?.[1]);
      answer(envelope.rcptTo[0].address, 'data', done);
    },
  });
  // A killed client breaks off in the middle of a command.
  server.on('error', () => undefined);
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve({ server, state, port: server.server.address().port })),
  );
}

let mail;
let portal;
let queueMail;
beforeAll(async () => {
  mail = await openMailServer();
  const settings = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, WORKER_CONCURRENCY: '4' };
  portal = await openPortal({ pieces: ['worker'], settings });
  for (const name of ['DATABASE_URL', 'APP_URL', 'AUTH_SECRET']) process.env[name] = portal.env[name];
  const { transaction } = await import('@/lib/core/db');
  const { enqueueEmail } = await import('@/lib/domain/notifications/enqueue-email');
  const props = { name: null, url: `${portal.env.APP_URL}/link/verify?token=x` };
  queueMail = (key) =>
    transaction((tx) => enqueueEmail(tx, { to: `${key}@example.com`, template: 'verify-email', props, key }));
}, 120_000);
afterAll(async () => {
  await portal?.close();
  const { db } = await import('@/lib/core/db');
  await db.$disconnect();
  mail?.server.close();
}, 30_000);

const rows = () => portal.sql(`SELECT key, status, "messageId", payload FROM "Delivery" ORDER BY id`);

test('killed before the answer to RCPT and to DATA, no mail is lost, and twice is the same mail', async () => {
  for (const key of KEYS) await queueMail(key);
  const { state } = mail;
  expect(await until(() => new Set(state.held).size === 2, PATIENCE_MS)).toBe(true);
  portal.kill('worker');
  // What it had written to its sockets still arrives.
  await sleep(500);
  expect((await rows()).map(({ status }) => status)).toEqual(KEYS.map(() => 'queued'));
  const handedOver = [...state.taken];
  expect(handedOver.length).toBeGreaterThan(0);

  state.holds = false;
  await portal.revive('worker');
  const areSent = async () => (await rows()).every(({ status }) => status === 'sent');
  expect(await until(areSent, PATIENCE_MS)).toBe(true);

  // Once each, and once more what the server had: those mails and no others.
  const sent = await rows();
  const once = sent.map(({ messageId }) => messageId);
  expect(state.taken.toSorted()).toEqual([...once, ...handedOver].toSorted());
  expect(sent.every(({ payload }) => payload === null)).toBe(true);
}, 180_000);
