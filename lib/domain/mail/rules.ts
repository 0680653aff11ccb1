import { mailLimits } from './schema';

const REPLY_PREFIX = /^\s*(?:(?:re|aw|fw|fwd|wg|tr|réf|rép|رد|إعادة توجيه)\s*(?:\[\d+\]\s*)?:\s*)+/iu;
const NUMBER = /\bREQ-\d{4}-\d{6}\b/i;
const MOST_WORDS = 20_000;

/** The number of a request that a subject names, or null. */
export const numberIn = (subject: string): string | null => NUMBER.exec(subject)?.[0].toUpperCase() ?? null;

/** Text that a column of one line can hold. */
export const oneLine = (text: string, max: number): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, max)
    .toWellFormed()
    .trim();

/** Text that a column can hold, without the characters that only turn the direction of what stands around it. */
export const storable = (text: string): string =>
  text
    .replaceAll('\u0000', '')
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();

/** A subject without the «Re:» of all the programs that it went through. */
export const plainSubject = (subject: string): string => oneLine(subject.replace(REPLY_PREFIX, ''), 160);

type Said = { text: string; subject: string; files: readonly unknown[]; refersTo: readonly string[] };

/** True for a mail without words or files; who begins a mail may say all of it in its subject, who answers one cannot. */
export const saysNothing = ({ text, subject, files, refersTo }: Said): boolean =>
  text.trim() === '' &&
  files.length === 0 &&
  (refersTo.length > 0 || REPLY_PREFIX.test(subject) || plainSubject(subject) === '');

/** What a new request is called: its subject, or its first words. */
export function titleOf(subject: string, words: string): string {
  const plain = plainSubject(subject);
  if (plain.length >= 3) return plain;
  const first = oneLine(words, 80);
  return first.length >= 3 ? first : `${first} …`.padStart(3, '…');
}

/** Words as a message takes them; `isCut`: there were more than one may have. */
export function cutWords(words: string): { body: string; isCut: boolean } {
  if (words.length <= MOST_WORDS) return { body: words, isCut: false };
  const head = words.slice(0, MOST_WORDS - 2).toWellFormed();
  const at = head.lastIndexOf(' ');
  return { body: `${(at > MOST_WORDS / 2 ? head.slice(0, at) : head).trimEnd()} …`, isCut: true };
}

/** Two machines that answer each other: nobody writes so often. */
export const isLoop = (of: 'request' | 'new', inTenMinutes: number, inADay: number): boolean =>
  inTenMinutes >= mailLimits.loopIn10Minutes[of] || inADay >= mailLimits.loopInADay;
