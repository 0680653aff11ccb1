import type { Locale } from '@/lib/core/locales';
import { limits } from './schema';

const languages: Record<Locale, string> = { en: 'English', fr: 'French', ar: 'Arabic' };

/** What the drafting endpoint is told to do, for an owner who reads `locale`. */
export const instructionsFor = (locale: Locale): string =>
  [
    'You summarise a support request for the owner of a company, who decides whether work on it may begin.',
    `Write in ${languages[locale]}, in plain words, 4 to 6 lines, each of at most 200 characters.`,
    'One line each: what is asked; what follows if it is approved; what follows if it is not; the cost or effort; open questions.',
    'Say only what the request says. Where it does not say something, write that it is open.',
    'Answer with these lines alone: no title, no list signs, no Markdown, no links.',
  ].join('\n');

type Material = {
  subject: string;
  description: string;
  service: string;
  category: string;
  price: string;
  urgency: string;
  /** Public messages, the oldest first. */
  messages: readonly { by: string; body: string }[];
};

const MAX = 8_000;
const MAX_DESCRIPTION = 4_000;

/** What is told of a request: its facts, the beginning of its description, and as many of the newest messages as fit. */
export function materialOf(request: Material): string {
  const head = [
    `Subject: ${request.subject}`,
    `Service: ${request.service}`,
    `Category: ${request.category}; urgency: ${request.urgency}; price: ${request.price === '0' ? 'not agreed yet' : `${request.price} credits`}`,
    `Description: ${request.description.slice(0, MAX_DESCRIPTION)}`,
  ].join('\n');
  const kept: string[] = [];
  let left = MAX - head.length;
  for (const { by, body } of request.messages.toReversed()) {
    const words = `${by}: ${body}`.slice(0, Math.max(0, left - 1));
    if (words.length === 0) break;
    kept.unshift(words);
    left -= words.length + 1;
  }
  return [head, ...kept].join('\n');
}

// Signs that could turn a line around, hide in it, or make it look like something else.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const ADDRESS = /\b(?:https?:\/\/|www\.)\S+/gi;
const LINK = /!?\[([^\]]*)\]\([^)]*\)/g;
const MARKS = /^(?:[#>*+•–—-]+|\d{1,2}[.)])\s+|(?:\*\*|__|`+|~~)/g;

function plain(line: string): string {
  return line
    .replace(LINK, '$1')
    .replace(ADDRESS, '')
    .replace(UNSEEN, ' ')
    .replace(MARKS, '')
    .replace(MARKS, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The plain lines of an answer of a language model, which may hold anything: reasoning, Markdown, addresses and signs
 * that turn text around are taken out. Null when fewer than four lines are left: then a person writes.
 */
export function summaryLines(answer: string): string[] | null {
  const lines = answer
    .slice(0, 20_000)
    .replace(/<think>[\s\S]*?(?:<\/think>|$)/gi, '')
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:```|~~~|#)/.test(line))
    .map((line) => plain(line).slice(0, limits.line).toWellFormed().trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .slice(0, limits.summaryLines.max);
  return lines.length < limits.summaryLines.min ? null : lines;
}
