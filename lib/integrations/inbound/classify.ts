import { type BounceReport, bounceReport } from './bounce';
import { type ParsedMail, headerOf } from './parsed-mail';

/** `bounce`: our own mail came back. `automatic`: a machine wrote it, and nobody waits for an answer. */
export type MailKind =
  | { kind: 'person' }
  | { kind: 'automatic'; reason: 'autoReply' | 'listMail' | 'receipt' }
  | { kind: 'bounce'; report: BounceReport };

const MACHINES = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+-].*)?@/i;
const SUBJECTS =
  /^\s*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|réponse automatique|absence du bureau|رد تلقائي|الرد التلقائي)/iu;

type Facts = Pick<ParsedMail, 'headers' | 'from' | 'subject' | 'files'>;

/** Marks by which a mail says itself that a machine answered (RFC 3834 and its customs). */
function isAutoReply(mail: Facts, envelopeFrom: string): boolean {
  const submitted = headerOf(mail, 'auto-submitted')?.trim().toLowerCase() ?? 'no';
  if (!/^no\b/.test(submitted)) return true;
  const named = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'x-loop'];
  if (named.some((name) => headerOf(mail, name) !== null)) return true;
  if (/\bauto_reply\b/i.test(headerOf(mail, 'precedence') ?? '')) return true;
  const sender = mail.from[0]?.address ?? '';
  if (MACHINES.test(sender)) return true;
  // A subject alone proves nothing: people write «Automatic reply does not work» as well.
  return SUBJECTS.test(mail.subject) && (isNobody(mail, envelopeFrom) || MACHINES.test(envelopeFrom));
}

const isNobody = (mail: Facts, envelopeFrom: string) =>
  envelopeFrom === '' || /^\s*<>\s*$/.test(headerOf(mail, 'return-path') ?? '');

/** Newsletters and mailing lists: they do not answer us. */
function isListMail(mail: Facts): boolean {
  if (/\b(bulk|junk|list)\b/i.test(headerOf(mail, 'precedence') ?? '')) return true;
  return ['list-id', 'list-unsubscribe'].some((name) => headerOf(mail, name) !== null);
}

/**
 * Whether a person wrote this mail. `envelopeFrom` is what MAIL FROM said, empty for `<>`. A mail from `<>` that reports
 * nothing is automatic too: such a mail must never be answered (RFC 5321, 4.5.5).
 */
export function classify(mail: Facts, envelopeFrom: string): MailKind {
  const type = headerOf(mail, 'content-type') ?? '';
  const report = bounceReport(mail.files);
  if (report) return { kind: 'bounce', report };
  if (/^\s*multipart\/report/i.test(type)) return { kind: 'automatic', reason: 'receipt' };
  if (isAutoReply(mail, envelopeFrom)) return { kind: 'automatic', reason: 'autoReply' };
  if (isListMail(mail)) return { kind: 'automatic', reason: 'listMail' };
  if (isNobody(mail, envelopeFrom)) return { kind: 'automatic', reason: 'autoReply' };
  return { kind: 'person' };
}
