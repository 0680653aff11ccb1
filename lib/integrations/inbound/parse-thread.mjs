// Reads one mail in a thread that may be killed: ten megabytes of HTML take seconds, and a mail may be made to take more.
import { parentPort, workerData } from 'node:worker_threads';
import PostalMime, { addressParser } from 'postal-mime';
import { htmlText } from '../email/html-text.mjs';

const MOST_TEXT = 200_000;
const MOST_SUBJECT = 2_000;
const MOST_FILES = 100;
const MOST_HEADERS = 1_000;
const MOST_HEADER_SIGNS = 16_384;
const ADDRESSED = ['to', 'cc', 'delivered-to', 'x-original-to'];

const limits = { maxNestingDepth: 50, maxHeadersSize: 262_144, forceRfc822Attachments: true };

/** Every mailbox of the named fields, groups opened: the parser itself tells only of the first From. */
function mailboxes(headers, names) {
  const values = headers.filter(({ key }) => names.includes(key)).map(({ value }) => value);
  return values.flatMap((value) => addressParser(value, { flatten: true }));
}

const hasWords = (text) => /[\p{L}\p{N}]/u.test(text ?? '');

/** What was written: the plain part where it has letters, else what the HTML says. */
function words({ text, html }) {
  if (hasWords(text)) return text.slice(0, MOST_TEXT);
  return html ? htmlText(html).slice(0, MOST_TEXT) : (text ?? '').slice(0, MOST_TEXT);
}

function fileOf({ filename, mimeType, content, related, disposition }) {
  const bytes = new Uint8Array(content);
  const isInline = Boolean(related) || disposition === 'inline';
  return { fileName: filename ?? null, mediaType: mimeType, isInline, bytes };
}

const bare = (id) => id?.replace(/^[\s<]+|[\s>]+$/g, '') || null;
const idsOf = (field) => [...(field ?? '').matchAll(/<([^<>\s]{1,300})>/g)].map(([, id]) => id);

function mailOf(email) {
  const { headers, subject, messageId, inReplyTo, references, attachments } = email;
  return {
    headers: headers
      .slice(0, MOST_HEADERS)
      .map(({ key, value }) => ({ key, value: value.slice(0, MOST_HEADER_SIGNS) })),
    from: mailboxes(headers, ['from']).slice(0, 10),
    addressed: mailboxes(headers, ADDRESSED).map(({ address }) => address),
    subject: (subject ?? '').slice(0, MOST_SUBJECT),
    messageId: bare(messageId),
    refersTo: [...idsOf(inReplyTo), ...idsOf(references).slice(-30).reverse()],
    text: words(email),
    hasHtml: Boolean(email.html),
    files: attachments.slice(0, MOST_FILES).map(fileOf),
    fileCount: attachments.length,
  };
}

try {
  parentPort.postMessage({ mail: mailOf(await PostalMime.parse(workerData, limits)) });
} catch (error) {
  parentPort.postMessage({ error: String(error.message).slice(0, 200) });
}
