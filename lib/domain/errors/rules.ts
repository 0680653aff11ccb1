import { createHash } from 'node:crypto';

const ID = /\b[a-z]{2,8}_[0-9a-z]{20,32}\b/g;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
// A word of hexadecimal digits with at least one figure in it: «deadbeef» alone may be a name.
const HEX = /\b(?:0x[0-9a-f]+|(?=[a-f]*\d)[0-9a-f]{8,})\b/gi;
const NUMBER = /\d+(?:[.,]\d+)*/g;

/** What two reports of one error have in common: ids, hexadecimal words and numbers give way to a sign. */
export function withoutFigures(text: string): string {
  return text
    .replace(UUID, '#')
    .replace(ID, '#')
    .replace(HEX, '#')
    .replace(NUMBER, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

// V8 and Java «  at f (file:1:2)», Firefox and Safari «f@file:1:2», Python «  File "x.py", line 3», Ruby «x.rb:3:in».
const FRAME = /^\s*at\s|@.*:\d+|^\s*File ".*", line \d+|:\d+:in\s/;

/** The first line of a stack that names a place in the code; null without one. */
export function firstFrame(stack: string | undefined): string | null {
  return stack?.split('\n').find((line) => FRAME.test(line)) ?? null;
}

type Report = { message: string; stack?: string; app?: string; fingerprint?: string };

/**
 * Which errors are the same one. A caller's own fingerprint stands as it is. Otherwise: SHA-256 of the app, the message
 * and the first frame of the stack, the last two without ids, hexadecimal words and numbers, so that neither a
 * customer's number nor a line that moved makes a new group.
 */
export function fingerprintOf({ message, stack, app, fingerprint }: Report): string {
  if (fingerprint) return fingerprint;
  const parts = [app ?? '', withoutFigures(message), withoutFigures(firstFrame(stack) ?? '')];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
