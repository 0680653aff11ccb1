import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Mail } from './store';

export const programs = ['gmail', 'outlook', 'apple'] as const;
export type Program = (typeof programs)[number];
export const languages = ['en', 'fr', 'ar'] as const;
export type Language = (typeof languages)[number];
/** How it comes: vouched for by the mail server, by nobody, or as a machine writes. */
export const kinds = ['person', 'forged', 'automatic'] as const;
export type Kind = (typeof kinds)[number];

export interface Writing {
  from: string;
  to: string;
  subject: string;
  text: string;
  kind: Kind;
  /** The mail that it answers, quoted as a program quotes. */
  answers?: { mail: Mail; program: Program; language: Language };
}

const WROTE: Record<Language, (when: string, who: string) => string> = {
  en: (when, who) => `On ${when}, ${who} wrote:`,
  fr: (when, who) => `Le ${when}, ${who} a écrit :`,
  ar: (when, who) => `في ${when} كتب ${who}:`,
};

const OUTLOOK: Record<Language, [from: string, sent: string, to: string, subject: string]> = {
  en: ['From:', 'Sent:', 'To:', 'Subject:'],
  fr: ['De :', 'Envoyé :', 'À :', 'Objet :'],
  ar: ['من:', 'تم الإرسال:', 'إلى:', 'الموضوع:'],
};

const PHONE: Record<Language, string> = {
  en: 'Sent from my iPhone',
  fr: 'Envoyé de mon iPhone',
  ar: 'أرسلت من الـ iPhone',
};

const when = (at: string, language: Language) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(at),
  );

const marked = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line ? `> ${line}` : '>'))
    .join('\n');

/** The mail that is answered, as each program puts it below what is typed. */
function quoted({ mail, program, language }: NonNullable<Writing['answers']>): string {
  const head = WROTE[language](when(mail.receivedAt, language), mail.from);
  if (program === 'gmail') return `${head}\n\n${marked(mail.text)}`;
  if (program === 'apple') return `${PHONE[language]}\n\n${marked(`${head}\n\n${mail.text}`)}`;
  const [from, sent, to, subject] = OUTLOOK[language];
  const facts = [`${from} ${mail.from}`, `${sent} ${when(mail.receivedAt, language)}`];
  return `${'_'.repeat(32)}\n${[...facts, `${to} ${mail.to}`, `${subject} ${mail.subject}`].join('\n')}\n\n${mail.text}`;
}

/** What a machine says of itself, as Exchange's «out of office» does. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' };

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).replace(/>.*$/, '');

/** What the mail server that took it writes on top; of a forged one it says that it is. */
function verdict({ from, kind }: Writing, server: string): string {
  const result = kind === 'forged' ? 'fail' : 'pass';
  return `Authentication-Results: ${server}; dmarc=${result} header.from=${domainOf(from)}\r\n`;
}

/** A mail as a program writes it and our mail server hands it on, ready to send. */
export async function compose(writing: Writing, server: string): Promise<Buffer> {
  const { from, to, subject, text, kind, answers } = writing;
  const messageId = answers?.mail.messageId ?? undefined;
  const root = answers?.mail.headers.find(({ name }) => name === 'references')?.value ?? '';
  const composer = new MailComposer({
    ...{ from, to, subject },
    text: answers ? `${text}\n\n${quoted(answers)}\n` : text,
    inReplyTo: messageId,
    references: messageId && [...root.split(/\s+/).filter(Boolean), messageId],
    headers: kind === 'automatic' ? AUTOMATIC : {},
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const built = await new Promise<Buffer>((resolve, reject) => {
    composer.compile().build((error, message) => (error ? reject(error) : resolve(message)));
  });
  return Buffer.concat([Buffer.from(verdict(writing, server)), built]);
}

/** Where the answer to a mail goes: its Reply-To, else whom it came from. */
export function answerTo(mail: Mail): string {
  const named = mail.headers.find(({ name }) => name === 'reply-to')?.value ?? mail.from;
  return /<([^<>]*)>/.exec(named)?.[1] ?? named.trim();
}

/** «Re: …», once. */
export const answerSubject = ({ subject }: Mail): string =>
  /^re:/i.test(subject) ? subject : `Re: ${subject}`;
