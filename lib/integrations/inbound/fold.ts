import EmailReplyParser from 'email-reply-parser';
import { REPLY_MARK } from './reply-mark';

/** `quoted` is what was folded away: what the mail answers, and signatures. */
export type Folded = { shown: string; quoted: string };

/** Beyond these the parser grows slow, with the square of some shapes: 100,000 signs of quotes and rules take it six seconds. */
const MOST_SIGNS = 50_000;
const LONGEST_LINE = 1_000;

const MARKS = '[>\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069 \\t\\u00a0]*';
/** What nobody sees: white space and marks of direction. */
const UNSEEN = /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069]*$/;

/** How Arabic mail programs begin what they quote; the parser knows no Arabic. A date's digit must be there. */
const HEADS = [
  // Gmail and Apple Mail: «في … كتب …:», over two lines where the address is long.
  `^${MARKS}(?:في|بتاريخ|يوم)\\s(?=[^\\n]*[\\d٠-٩])[^\\n]{0,300}?(?:كتب|كتبت|تمت كتابة ما يلي بواسطة)[^\\n]{0,200}(?:\\n[^\\n]{0,200})?:[ \\t]*$`,
  // Outlook: «من:» and soon after it «تم الإرسال:», «التاريخ:».
  `^${MARKS}(?:من|المرسل)\\s?:[^\\n]{1,200}\\n(?:[^\\n]{0,200}\\n){0,2}?${MARKS}(?:تم الإرسال|أُرسلت|أرسلت|التاريخ|تاريخ الإرسال)\\s?:`,
  `^${MARKS}-{2,}\\s*(?:الرسالة الأصلية|رسالة أصلية|الرسالة المُحالة)\\s*-{2,}\\s*$`,
  // Our own mark, where no `>` quotes it: programs that quote that way let people answer below.
  `^(?!\\s*>)[^\\n]{0,80}${REPLY_MARK}[^\\n]{0,120}$`,
].map((pattern) => new RegExp(pattern, 'mu'));

/** «Sent from my phone», with which a mail ends, where the parser does not know it. */
const SENT_FROM = new RegExp(
  `(?:^|\\n)${MARKS}(?:(?:أرسلت|أُرسلت|أُرسِلت|تم الإرسال) من|الحصول على Outlook|Obtenir Outlook pour)[^\\n]{0,120}\\s*$`,
  'u',
);

/** The rule that Outlook draws above its head belongs to the quote. */
const RULE_AT_END = /\n[\s_-]{10,}$/;

const LONG = new RegExp(`(.{${LONGEST_LINE}})(?=.)`, 'gu');

function prepared(raw: string): string {
  const text = raw.replace(/\r\n?/g, '\n').replaceAll('\u0000', '').toWellFormed().slice(0, MOST_SIGNS);
  const lines = text.split('\n').map((line) => (UNSEEN.test(line) ? '' : line.replace(LONG, '$1\n')));
  // The parser takes minutes over 100,000 empty lines.
  return lines.join('\n').replace(/\n{3,}/g, '\n\n\n');
}

function headAt(text: string): number {
  const starts = HEADS.map((head) => head.exec(text)?.index ?? text.length);
  return Math.min(...starts);
}

/**
 * Parts what somebody wrote from what their mail program put below it: quotes as Gmail, Outlook, Apple Mail and others
 * write them (email-reply-parser; Arabic by patterns of ours) and signatures. Only what stands at the end is folded:
 * answers between the lines of a quote stay with it. Where nothing would be left, all is shown. Reads 50,000 signs.
 */
export function fold(raw: string): Folded {
  const text = prepared(raw);
  const cut = headAt(text);
  const head = text.slice(0, cut);
  const fragments = new EmailReplyParser().read(head).getFragments();
  let kept = fragments.length;
  while (kept > 0 && fragments[kept - 1]?.isHidden()) kept -= 1;
  const contentOf = (parts: typeof fragments) => parts.map((part) => part.getContent()).join('\n');
  const whole = contentOf(fragments.slice(0, kept)).replace(RULE_AT_END, '');
  const signed = SENT_FROM.exec(whole);
  const shown = (signed ? whole.slice(0, signed.index) : whole).trim();
  if (shown === '') return { shown: text.trim(), quoted: '' };
  const folded = [signed ? whole.slice(signed.index) : '', contentOf(fragments.slice(kept)), text.slice(cut)];
  return {
    shown,
    quoted: folded
      .map((part) => part.trim())
      .filter(Boolean)
      .join('\n\n'),
  };
}
