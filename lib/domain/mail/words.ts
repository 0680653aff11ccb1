import { fold } from '@/lib/integrations/inbound/fold';
import type { MailFile, ParsedMail } from '@/lib/integrations/inbound/parsed-mail';
import { cutWords, plainSubject, storable } from './rules';
import { withoutSecrets } from './without-secrets';

export type MailWords = { body: string; quoted: string };

const MOST_QUOTED = 100_000;

/** Words of a mail as others may read them. */
export const shownWords = (text: string): string => withoutSecrets(storable(text));

/** What an answer says, and what it quotes. Words that are too many for a message come with it whole as a file. */
export function answerOf(mail: ParsedMail): MailWords & { files: MailFile[] } {
  const { shown, quoted } = fold(mail.text);
  const words = shownWords(shown) || plainSubject(mail.subject) || '…';
  const { body, isCut } = cutWords(words);
  return { body, quoted: shownWords(quoted).slice(0, MOST_QUOTED), files: filesOf(mail, isCut) };
}

/** What a new request says: all of it, for what was forwarded is what it is about. */
export function requestOf(mail: ParsedMail): { description: string; files: MailFile[] } {
  const { body, isCut } = cutWords(shownWords(mail.text) || plainSubject(mail.subject) || '…');
  return { description: body, files: filesOf(mail, isCut) };
}

function filesOf(mail: ParsedMail, isCut: boolean): MailFile[] {
  if (!isCut) return mail.files;
  const bytes = new TextEncoder().encode(shownWords(mail.text));
  return [{ fileName: 'message.txt', mediaType: 'text/plain', isInline: false, bytes }, ...mail.files];
}
