/** One field of a form, in the bytes that were sent: a mail in it need not be UTF-8. */
export type FormField = { name: string; fileName: string | null; mediaType: string; bytes: Uint8Array };

const MOST_FIELDS = 1_000;
const PARAMETER = (name: string) => new RegExp(`(?:^|;)\\s*${name}="?((?:[^"\\\\;]|\\\\.)*)"?`, 'i');

/** Reads multipart/form-data or an URL-encoded body; empty for anything else. */
export function readForm(contentType: string, body: Uint8Array): FormField[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return urlEncoded(bytes);
  const boundary = PARAMETER('boundary').exec(contentType.replace(/^[^;]*/, ''))?.[1];
  return boundary ? multipart(bytes, `--${boundary}`) : [];
}

/** The text of a field, or an empty one. */
export function textOf(fields: readonly FormField[], name: string): string {
  const field = fields.find((one) => one.name === name);
  return field ? Buffer.from(field.bytes).toString('utf8') : '';
}

function multipart(body: Buffer, mark: string): FormField[] {
  const fields: FormField[] = [];
  let start = body.indexOf(mark);
  while (start >= 0 && fields.length < MOST_FIELDS) {
    const next = body.indexOf(`\r\n${mark}`, start + mark.length);
    if (next < 0) break;
    const field = part(body.subarray(start + mark.length + 2, next));
    if (field) fields.push(field);
    start = next + 2;
  }
  return fields;
}

function part(bytes: Buffer): FormField | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString('utf8');
  const line = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1] ?? '';
  const disposition = line('content-disposition').replace(/^[^;]*/, '');
  const name = PARAMETER('name').exec(disposition)?.[1];
  if (name === undefined) return null;
  return {
    name,
    fileName: PARAMETER('filename').exec(disposition)?.[1] ?? null,
    mediaType: line('content-type').split(';')[0]?.trim() || 'text/plain',
    bytes: bytes.subarray(end + 4),
  };
}

function urlEncoded(body: Buffer): FormField[] {
  return body
    .toString('latin1')
    .split('&')
    .slice(0, MOST_FIELDS)
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      const field = { fileName: null, mediaType: 'text/plain', bytes: decoded(value) };
      return { name: Buffer.from(decoded(name)).toString('utf8'), ...field };
    });
}

/** Percent signs into the bytes that they stand for. */
function decoded(text: string): Uint8Array {
  const plain = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
