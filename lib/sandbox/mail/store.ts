import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import PostalMime, { type Address } from 'postal-mime';
import { JsonFiles, writeAtomically } from '../disk';
import { timeOrderedId } from '../ids';
import { linksOf } from './links';

const kept = 5_000;

export interface Mail {
  id: string;
  messageId: string | null;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string | null;
  links: string[];
  receivedAt: string;
  headers: { name: string; value: string }[];
}

/** What the inbox needs; bodies stay on disk. */
export type MailSummary = Pick<Mail, 'id' | 'messageId' | 'to' | 'from' | 'subject' | 'receivedAt'>;

function written(address: Address | undefined): string {
  if (!address?.address) return '';
  return address.name ? `${address.name} <${address.address}>` : address.address;
}

/** Every mail received, as the raw .eml and as parsed JSON, newest last in memory. */
export class MailStore {
  private readonly summaries: MailSummary[];
  private readonly parsed: JsonFiles<Mail>;

  constructor(private readonly dir: string) {
    this.parsed = new JsonFiles<Mail>(dir);
    this.summaries = this.parsed.all().map(summaryOf);
    const known = new Set(this.summaries.map((mail) => mail.id));
    for (const name of readdirSync(dir))
      if (name.endsWith('.eml') && !known.has(name.slice(0, -4))) rmSync(path.join(dir, name));
  }

  /**
   * Keeps a message; the JSON file is written last, so a message exists whole or not at all. One that carries the
   * Message-ID of an earlier one to the same person is the same mail sent again, as mailboxes see it.
   */
  async add(raw: Buffer, recipients: string[]): Promise<MailSummary> {
    const email = await PostalMime.parse(raw);
    const to = recipients.map((address) => address.toLowerCase()).join(', ');
    const messageId = email.messageId ?? null;
    const same = this.summaries.find((mail) => messageId && mail.messageId === messageId && mail.to === to);
    if (same) return same;
    const mail: Mail = {
      id: timeOrderedId('mail_'),
      messageId,
      to,
      from: written(email.from),
      subject: email.subject ?? '',
      text: email.text ?? '',
      html: email.html ?? null,
      links: email.html ? linksOf(email.html) : [],
      receivedAt: new Date().toISOString(),
      headers: email.headers.map(({ key, value }) => ({ name: key, value })),
    };
    writeAtomically(this.rawPath(mail.id), raw);
    this.parsed.write(mail.id, mail);
    this.summaries.push(summaryOf(mail));
    while (this.summaries.length > kept) this.forget(this.summaries.shift());
    return mail;
  }

  /** Newest first; `to` is one recipient's whole address. */
  list(to: string | null, limit: number): MailSummary[] {
    const wanted = to?.trim().toLowerCase();
    const found = wanted
      ? this.summaries.filter((mail) => mail.to.split(', ').includes(wanted))
      : this.summaries;
    return found.slice(-limit).reverse();
  }

  get(id: string): Mail | null {
    return this.summaries.some((mail) => mail.id === id) ? this.parsed.read(id) : null;
  }

  raw(id: string): string | null {
    return this.summaries.some((mail) => mail.id === id) ? readFileSync(this.rawPath(id), 'utf8') : null;
  }

  private forget(mail: MailSummary | undefined): void {
    if (!mail) return;
    this.parsed.remove(mail.id);
    rmSync(this.rawPath(mail.id), { force: true });
  }

  private rawPath(id: string): string {
    return path.join(this.dir, `${id}.eml`);
  }
}

function summaryOf({ id, messageId, to, from, subject, receivedAt }: Mail): MailSummary {
  return { id, messageId, to, from, subject, receivedAt };
}
