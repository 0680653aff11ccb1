import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

type File = { fileName: string; mediaType: string; content: Uint8Array; contentId?: string };
export type TakenApart = {
  /** In the order of the mail. */
  headers: (readonly [name: string, value: string])[];
  text: string;
  html: string;
  files: File[];
};

/** What the composer takes; its types do not know all of it. */
type Options = ConstructorParameters<typeof MailComposer>[0] & { baseBoundary: string };

/** What matters later of a mail's head; the rest is made anew. */
const KEPT = new Set([
  ...['from', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'reply-to'],
  ...['auto-submitted', 'precedence', 'list-id', 'list-unsubscribe', 'return-path', 'x-autoreply'],
  ...['x-autorespond', 'x-auto-response-suppress', 'x-loop', 'delivered-to', 'x-original-to'],
]);

/** The same parts give the same mail: one without a Message-ID, which a provider brings again, is known by its bytes. */
function boundaryOf({ headers, text, html, files }: TakenApart): string {
  const hash = createHash('sha256').update(JSON.stringify([headers, text, html]));
  for (const { fileName, content } of files) hash.update(`\0${fileName}\0`).update(content);
  return hash.digest('hex').slice(0, 40);
}

/** Puts a mail together again that a provider took apart, so that all mails go one way. */
export function rebuild(parts: TakenApart): Promise<Buffer> {
  const { headers, text, html, files } = parts;
  const options: Options = {
    text,
    html: html || undefined,
    attachments: files.map(({ fileName, mediaType, content, contentId }) => ({
      ...{ filename: fileName, contentType: mediaType, content: Buffer.from(content) },
      ...(contentId && { cid: contentId.replace(/^<|>$/g, '') }),
    })),
    baseBoundary: boundaryOf(parts),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const message = new MailComposer(options).compile();
  // As they were written: a composer would make the one sender of a From with two, and a Message-ID of its own.
  const kept = headers.filter(([name]) => KEPT.has(name.toLowerCase()));
  const head = kept.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
  return new Promise((resolve, reject) => {
    message.build((error, built) => (error ? reject(error) : resolve(withHead(head, built))));
  });
}

/** The given lines instead of those that the composer wrote of the same names. */
function withHead(head: string, built: Buffer): Buffer {
  const end = built.indexOf('\r\n\r\n');
  const lines = built
    .subarray(0, end)
    .toString('utf8')
    .split(/\r\n(?![ \t])/);
  const own = lines.filter((line) => /^(content-|mime-version)/i.test(line));
  return Buffer.concat([Buffer.from(`${head}${own.join('\r\n')}`), built.subarray(end)]);
}
