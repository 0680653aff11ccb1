import type { MailFile } from './parsed-mail';

/** What a delivery status notification (RFC 3464) says of one recipient; `said` is the refusing server's own answer. */
export type Bounced = { recipient: string; action: string; status: string; said: string };
/** `messageId`: the Message-ID of the mail that could not be delivered, where the report carries its head. */
export type BounceReport = { recipients: Bounced[]; messageId: string | null };

const MOST_RECIPIENTS = 100;
/** The first is about the mail, each further one about a recipient. */
const MOST_BLOCKS = 2 * MOST_RECIPIENTS;
const MOST_BYTES = 256_000;

const textOf = (file: MailFile) => new TextDecoder('utf-8').decode(file.bytes.subarray(0, MOST_BYTES));

/** One field of a block, its further lines joined. */
function field(block: string, name: string): string {
  const found = new RegExp(`^${name}:[ \\t]*([^\\n]*(?:\\n[ \\t]+[^\\n]*)*)`, 'im').exec(block);
  return (found?.[1] ?? '').replace(/\n[ \t]+/g, ' ').trim();
}

/** The address of `rfc822; name@example.com`. */
const addressIn = (value: string) =>
  (value.split(';').at(-1) ?? '').trim().replace(/^<|>$/g, '').toLowerCase();

/** Reads the parts of a multipart/report; null where none of them reports a delivery. */
export function bounceReport(files: readonly MailFile[]): BounceReport | null {
  const status = files.find(({ mediaType }) => mediaType === 'message/delivery-status');
  if (!status) return null;
  const blocks = textOf(status)
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/, MOST_BLOCKS);
  const recipients = blocks
    .map((block) => ({
      recipient: addressIn(field(block, 'Final-Recipient') || field(block, 'Original-Recipient')),
      action: field(block, 'Action').toLowerCase().split(/\s/)[0] ?? '',
      status: /^\d\.\d{1,3}\.\d{1,3}/.exec(field(block, 'Status'))?.[0] ?? '',
      said: field(block, 'Diagnostic-Code').slice(0, 300),
    }))
    .filter(({ recipient }) => recipient !== '')
    .slice(0, MOST_RECIPIENTS);
  return { recipients, messageId: originalId(files) };
}

function originalId(files: readonly MailFile[]): string | null {
  const original = files.find(({ mediaType }) => /^(text\/rfc822-headers|message\/rfc822)$/.test(mediaType));
  if (!original) return null;
  const [head = ''] = textOf(original).replace(/\r\n?/g, '\n').split('\n\n');
  return /<([^<>\s]{1,300})>/.exec(field(head, 'Message-ID'))?.[1] ?? null;
}

/** True when the mail will never arrive: failed, and for good (RFC 3463: class 5). */
export const isPermanent = ({ action, status }: Bounced): boolean =>
  action === 'failed' && status.startsWith('5.');
