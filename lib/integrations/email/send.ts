import { createTransport, type Transporter } from 'nodemailer';
import SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { AppError, invariant } from '@/lib/core/errors';
import { env } from '@/lib/core/env';
import type { Brand } from './brand';
import { messageIdOf } from './message-id';
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

/** The code of RFC 3463 that says «there is no such address». */
const NO_SUCH_ADDRESS = /^5\.1\.[1236]\b/;

/**
 * A server that cannot be reached or says «later» is worth a retry; one that refuses for good is not. The cause carries
 * what it said.
 */
function failure(error: unknown): Error {
  const { responseCode, response } = error as { responseCode?: unknown; response?: unknown };
  const isRefusal = typeof responseCode === 'number' && responseCode >= 500;
  const said = typeof response === 'string' ? response.replace(/^\d{3}[ -]/, '') : '';
  const known = isRefusal
    ? new AppError('invalid', NO_SUCH_ADDRESS.test(said) ? 'email_unknown' : 'email_rejected')
    : new AppError('provider_unavailable', 'email_unavailable');
  return Object.assign(known, { cause: error });
}

/** The address in MAIL_FROM, whose name the brand replaces. */
const senderAddress = () => /<([^<>]+)>\s*$/.exec(env.MAIL_FROM)?.[1] ?? env.MAIL_FROM;

/** What a mail carries beside its letter. */
export interface Envelope {
  brand?: Brand;
  /** Where answers go; without one, to the sender of all mails. */
  replyTo?: string;
  /** False for a reader without an account: the mail leads to no page that asks for a session. */
  hasAccount?: boolean;
  /** Message-IDs, without brackets, of the mails before this one, the oldest first: readers keep them together. */
  references?: string[];
  /** Where one POST ends mails of this kind (RFC 8058), and the page that asks before it does. */
  unsubscribe?: { oneClickUrl: string; pageUrl: string };
}

function headersOf({ references = [], unsubscribe }: Envelope): Record<string, string> {
  const threaded = references.map((id) => `<${id}>`);
  return {
    // What answers machines by machine must not answer this (RFC 3834; Exchange knows only its own header).
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(threaded.length > 0 && { 'In-Reply-To': threaded.at(-1), References: threaded.join(' ') }),
    ...(unsubscribe && {
      'List-Unsubscribe': `<${unsubscribe.oneClickUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
}

/**
 * Sends one mail over SMTP_URL and answers the Message-ID (with brackets) and the subject it carries.
 * Throws a ZodError for props that the template refuses, `provider_unavailable` (`email_unavailable`) where a retry
 * may help and `invalid` where the server refused the mail for good: `email_unknown` when there is no such address, else
 * `email_rejected`. A network call: never inside a transaction.
 */
export async function sendEmail(
  mail: EmailJob,
  envelope: Envelope = {},
): Promise<{ messageId: string; subject: string }> {
  const { to, template, props, locale, messageId: key } = EmailJob.parse(mail);
  const { brand, replyTo, unsubscribe, hasAccount } = envelope;
  const { subject, html, text } = await renderEmail(template, props, {
    ...{ locale, brand, host: new URL(env.APP_URL).host, isAnswered: Boolean(replyTo) },
    hasAccount,
    unsubscribeUrl: unsubscribe?.pageUrl,
  });
  const messageId = `<${messageIdOf(key ?? crypto.randomUUID())}>`;
  try {
    await pooled().sendMail({
      messageId,
      from: brand ? { name: brand.name, address: senderAddress() } : env.MAIL_FROM,
      // An object and not a text: no comma or bracket in it can add a second recipient.
      to: { name: '', address: to },
      ...(replyTo && { replyTo: { name: brand?.name ?? '', address: replyTo } }),
      subject,
      html,
      text,
      headers: headersOf(envelope),
    });
  } catch (error) {
    throw failure(error);
  }
  return { messageId, subject };
}
