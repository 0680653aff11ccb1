import { createHash } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { AppError, invariant } from '@/lib/core/errors';
import { env } from '@/lib/core/env';
import { renderEmail } from './render';
import { EmailJob } from './schema';

let transport: Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options> | undefined;

function pooled(): Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options> {
  invariant(env.SMTP_URL, 'SMTP_URL is missing');
  // createTransport() given a url forgets every option beside it, the pool among them; the pool itself does not.
  transport ??= createTransport(
    new SMTPPool({
      url: env.SMTP_URL,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  );
  return transport;
}

/** Ends the pooled connections, for a process that shuts down. */
export function closeEmail(): void {
  transport?.close();
  transport = undefined;
}

/** The same key gives the same Message-ID, so that mailboxes show a retried mail once. */
function messageIdOf(key: string, host: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${host}>`;
}

/** A server that cannot be reached or says «later» is worth a retry; one that refuses for good is not. */
function failure(error: unknown): Error {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  const isRefusal = typeof code === 'number' && code >= 500;
  const known = isRefusal
    ? new AppError('invalid', 'email_rejected')
    : new AppError('provider_unavailable', 'email_unavailable');
  return Object.assign(known, { cause: error });
}

/**
 * Sends one mail over SMTP_URL and answers the Message-ID it carries.
 * Throws a ZodError for props that the template refuses, `provider_unavailable` (`email_unavailable`) where a retry
 * may help and `invalid` (`email_rejected`) where the server refused the mail for good. A network call: never inside
 * a transaction.
 */
export async function sendEmail(mail: EmailJob): Promise<{ messageId: string }> {
  const { to, template, props, locale, messageId: key } = EmailJob.parse(mail);
  const { host, hostname } = new URL(env.APP_URL);
  const { subject, html, text } = await renderEmail(template, props, { locale, host });
  const messageId = messageIdOf(key ?? crypto.randomUUID(), hostname);
  try {
    await pooled().sendMail({
      messageId,
      from: env.MAIL_FROM,
      // An object and not a text: no comma or bracket in it can add a second recipient.
      to: { name: '', address: to },
      subject,
      html,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw failure(error);
  }
  return { messageId };
}
