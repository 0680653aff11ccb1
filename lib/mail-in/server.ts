import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { receiveMail } from '@/lib/domain/mail/receive-mail';
import { mailLimits } from '@/lib/domain/mail/schema';
import { isOurs } from './is-ours';

const MOST_CLIENTS = 50;
/** What all mails that arrive at this moment may hold of memory together. */
const MOST_BYTES_AT_ONCE = 200_000_000;
const SOCKET_TIMEOUT_MS = 60_000;
const CLOSE_TIMEOUT_MS = 10_000;

const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
const tooLarge = () => refuse(552, '5.3.4 Message too large');
const later = () => refuse(451, '4.3.0 Try again later');

let held = 0;

/** The whole message; what it holds of memory is counted until `done`. */
async function collect(stream: SMTPServerDataStream): Promise<{ raw: Buffer; done: () => void }> {
  const chunks: Buffer[] = [];
  let size = 0;
  const done = () => void (held -= size);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      // Read to its end all the same: a sender that is cut off inside DATA never hears why.
      if (stream.sizeExceeded || held + chunk.length > MOST_BYTES_AT_ONCE) continue;
      size += chunk.length;
      held += chunk.length;
      chunks.push(chunk);
    }
    const taken = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    if (stream.sizeExceeded) throw tooLarge();
    if (taken < stream.byteLength) throw refuse(452, '4.3.1 Too many mails at this moment');
    return { raw: Buffer.concat(chunks), done };
  } catch (error) {
    done();
    throw error;
  }
}

async function keep(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<string> {
  const { raw, done } = await collect(stream);
  const requestId = randomUUID();
  const ctx: Context = { actor: { kind: 'job', name: 'mail-in' }, now: new Date(), requestId };
  try {
    const { mailFrom, rcptTo } = envelope;
    const { id, fresh } = await receiveMail(ctx, {
      ...{ source: 'smtp', raw, envelopeFrom: mailFrom ? mailFrom.address : '' },
      recipients: rcptTo.map(({ address }) => address),
    });
    log.info({ requestId, mailId: id, fresh, bytes: raw.length }, 'mail kept');
    return id;
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_large') throw tooLarge();
    log.error({ requestId, err: error }, 'mail not kept');
    throw later();
  } finally {
    done();
  }
}

/**
 * Takes mail by SMTP from the mail server in front: 250 is said when the mail is on disk and in the database, so that one
 * that dies with us is sent again. It sends nothing on and takes only what is for us. Port 0 takes a free one.
 */
export async function startMailIn(
  port: number,
  host = '127.0.0.1',
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: mailLimits.rawBytes,
    maxClients: MOST_CLIENTS,
    // Of the rest the sender's server comes again, and we know the mail by its id.
    maxRecipients: mailLimits.recipients,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    banner: 'Meterdesk',
    onRcptTo({ address }, _session, done) {
      if (isOurs(address)) done();
      else done(refuse(550, '5.1.1 Nobody of that name here'));
    },
    onData(stream, session, done) {
      keep(stream, session).then(
        (id) => done(null, `2.0.0 Kept as ${id}`),
        (error: Error) => done(error),
      );
    },
  });
  server.on('error', (err) => log.warn({ err }, 'smtp'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
