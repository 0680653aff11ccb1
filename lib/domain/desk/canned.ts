import { replyVariables } from './schema';

export type Variable = (typeof replyVariables)[number];

const NAMED = /\{\{\s*([^{}]{0,60}?)\s*\}\}/g;

const isKnown = (name: string): name is Variable => (replyVariables as readonly string[]).includes(name);

/** What a text names that is no variable of ours, each once: such a reply is not saved. */
export function unknownVariables(body: string): string[] {
  const named = [...body.matchAll(NAMED)].map(([, name = '']) => name);
  return [...new Set(named.filter((name) => !isKnown(name)))];
}

/**
 * A canned reply with its variables filled in. Values are other people's words: they are put in as plain text, so that
 * a subject with `**` or `[a](b)` in it stays what it says. What is not known stays as it was written.
 */
export function fill(body: string, values: Record<Variable, string>): string {
  return body.replaceAll(NAMED, (whole, name: string) => (isKnown(name) ? plain(values[name]) : whole));
}

/** The signs that mean something in the Markdown of a thread, written so that they mean themselves. */
const plain = (value: string): string =>
  value.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|~#]/g, (sign) => `\\${sign}`);

/** What a letter calls somebody: the first word of a name, or the whole one where there is only that. */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
