import { readFileSync } from 'node:fs';
import path from 'node:path';

export type MailFilling = { from?: string; to?: string; id?: string; answers?: string };

/** Fields that a mail server puts on top of a mail as it comes in. */
export const provenBy = (server: string, domain: string) =>
  `Authentication-Results: ${server}; dmarc=pass (p=NONE) header.from=${domain}; spf=pass smtp.mailfrom=${domain}\r\n`;

/** A mail of e2e/mails as its program wrote it, with the addresses and ids of a test; `above` is put on top. */
export function mailFixture(name: string, filling: MailFilling = {}, above = ''): Buffer {
  const file = readFileSync(path.resolve('e2e', 'mails', `${name}.eml`), 'utf8');
  const filled: Record<string, string> = {
    from: 'Nora Haddad <nora@example.com>',
    to: 'support@meterdesk.test',
    id: `${name}@mail.example.com`,
    answers: 'first@meterdesk.test',
    ...filling,
  };
  return Buffer.from(above + file.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => filled[key] ?? whole));
}
