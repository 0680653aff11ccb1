// The words of a mail that came as HTML alone; .mjs, because the thread that reads mails runs without a compiler.
import { toPlainText } from '@react-email/render';

const MOST_SIGNS = 1_000_000;

/** HTML as plain text: quotes get their `>`, pictures go, links keep their address. Reads the first million signs. */
export function htmlText(html) {
  return toPlainText(html.slice(0, MOST_SIGNS), {
    wordwrap: false,
    limits: { maxInputLength: MOST_SIGNS, maxDepth: 100 },
  });
}
