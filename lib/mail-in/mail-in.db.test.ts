import { rmSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { replyAddress } from '@/lib/core/reply-token';
import { processMail } from '@/lib/domain/mail/process-mail';
import { join } from '@/lib/domain/support/participants';
import { ensureCatalogue, job } from '@/lib/testing/factories';
import { mailFixture, provenBy } from '@/lib/testing/mails';
import { assignedRequest } from '@/lib/testing/requests';
import { isOurs } from './is-ours';
import { startMailIn } from './server';

process.env.STORAGE_DIR = path.resolve('.data', 'test-mail-in', process.env.VITEST_POOL_ID ?? '1');
let server: Awaited<ReturnType<typeof startMailIn>>;
beforeAll(async () => {
  await ensureCatalogue();
  server = await startMailIn(0);
});
afterAll(async () => {
  await server.close();
  rmSync(process.env.STORAGE_DIR ?? '', { recursive: true, force: true });
});

type Sent = { from?: string; to: string[]; raw: Buffer | string };

/** One SMTP exchange on the loopback address, as a mail server hands a mail on. */
async function send({ from = 'nora@example.com', to, raw }: Sent) {
  const transport = createTransport({ host: '127.0.0.1', port: server.port, secure: false, ignoreTLS: true });
  try {
    return await transport.sendMail({ envelope: { from, to }, raw });
  } finally {
    transport.close();
  }
}

const SUPPORT = 'support@meterdesk.test';
const kept = (messageId: string) => db.inboundMail.findUnique({ where: { messageId } });

describe('a mail by SMTP', () => {
  it('is kept as it came before 250 is said, and queued', async () => {
    const raw = mailFixture('outlook-desktop-ar', { id: 'smtp-1@mail' });
    const { response } = await send({ to: [SUPPORT], raw });
    const row = await kept('smtp-1@mail');
    expect(response).toBe(`250 2.0.0 Kept as ${row?.id}`);
    expect(row).toMatchObject({
      ...{ source: 'smtp', envelopeFrom: 'nora@example.com', recipients: [SUPPORT], status: 'received' },
      sizeBytes: raw.length,
    });
    await send({ to: [SUPPORT], raw });
    expect(await db.inboundMail.count({ where: { messageId: 'smtp-1@mail' } })).toBe(1);
  });

  it('answers a request, by its signed address', async () => {
    const { member, requestId } = await assignedRequest({ inWork: true });
    const key = { organisationId: tenant(member), id: requestId };
    const participantId = await transaction((tx) =>
      join(tx, job(), key, { userId: caller(member) }, 'customer'),
    );
    const { email: from } = await db.user.findUniqueOrThrow({ where: { id: caller(member) } });
    const to = replyAddress(participantId);
    const proof = provenBy('mx.meterdesk.test', from.split('@')[1] ?? '');
    await send({ from, to: [to], raw: mailFixture('iphone-en', { from, to, id: 'smtp-2@mail' }, proof) });
    await processMail(job(), { mailId: (await kept('smtp-2@mail'))?.id ?? '' });
    expect(await db.message.findFirst({ where: { requestId } })).toMatchObject({
      ...{ body: 'Firefox, since Monday.', via: 'email', authorId: caller(member) },
    });
  });

  it('from nobody, as bounces come, is kept with an empty sender', async () => {
    await send({
      from: '',
      to: ['portal@meterdesk.test'],
      raw: mailFixture('postfix-bounce', { id: 'smtp-3@mail' }),
    });
    expect(await kept('smtp-3@mail')).toMatchObject({ envelopeFrom: '' });
  });

  it('for somebody else is refused for good', async () => {
    await expect(send({ to: ['somebody@example.com'], raw: 'Subject: x\r\n\r\nx' })).rejects.toMatchObject({
      responseCode: 550,
    });
  });

  it('to 300 recipients of ours is taken for all; were there more, the rest come again and are known', async () => {
    const to = Array.from({ length: 320 }, (_, at) => `support+${at}@meterdesk.test`);
    const raw = mailFixture('gmail-en', { id: 'smtp-4@mail' });
    const { accepted, rejected } = await send({ to, raw });
    expect([accepted.length, rejected.length]).toEqual([300, 20]);
    await send({ to: rejected.map(String), raw });
    expect((await kept('smtp-4@mail'))?.recipients).toHaveLength(300);
  });

  it('of more than 35 MB is refused for good', async () => {
    const raw = Buffer.concat([
      Buffer.from('Message-ID: <smtp-5@mail>\r\n\r\n'),
      Buffer.alloc(36_000_000, 'x\r\n'),
    ]);
    await expect(send({ to: [SUPPORT], raw })).rejects.toMatchObject({ responseCode: 552 });
    expect(await kept('smtp-5@mail')).toBeNull();
  });

  it('without a place to keep it is asked for again', async () => {
    const raw = mailFixture('gmail-en', { id: 'smtp-6@mail' });
    await db.$executeRaw`ALTER TABLE "InboundMail" RENAME TO "InboundMail_gone"`;
    try {
      await expect(send({ to: [SUPPORT], raw })).rejects.toMatchObject({ responseCode: 451 });
    } finally {
      await db.$executeRaw`ALTER TABLE "InboundMail_gone" RENAME TO "InboundMail"`;
    }
    await send({ to: [SUPPORT], raw });
    expect(await kept('smtp-6@mail')).not.toBeNull();
  });
});

it.each([
  [SUPPORT, true],
  ['Portal@Meterdesk.test', true],
  ['anything@meterdesk.test', true],
  ['support@evil.test', false],
  ['x@meterdesk.test.evil.test', false],
  ['meterdesk.test', false],
])('%s is ours: %s', (address, isIt) => expect(isOurs(address)).toBe(isIt));

it('ends in order: what is under way is answered', async () => {
  const own = await startMailIn(0);
  await own.close();
  await expect(fetch(`http://127.0.0.1:${own.port}`)).rejects.toThrow();
});
