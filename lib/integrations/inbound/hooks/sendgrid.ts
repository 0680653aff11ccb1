import { z } from 'zod';
import { type AuthenticationResults, type Finding, domainOf } from '../authentication-results';
import { type FormField, readForm, textOf } from './form';
import { type HookCall, type HookRead, malformed } from './hook-mail';
import { jsonOf } from './json';
import { rebuild } from './rebuild';
import { signingDomains } from './signing-domains';

const Envelope = z.object({ from: z.string().default(''), to: z.array(z.string()).default([]) });

/** SendGrid's Inbound Parse: `email` where «POST the raw, full MIME message» is on, else put together of its parts. */
export async function readSendgrid({ headers, body }: HookCall): Promise<HookRead> {
  const fields = readForm(headers.get('content-type') ?? '', body);
  if (fields.length === 0) return malformed;
  const envelope = Envelope.safeParse(jsonOf(textOf(fields, 'envelope'))).data ?? Envelope.parse({});
  const raw = fields.find(({ name }) => name === 'email')?.bytes ?? (await whole(fields));
  const { from: envelopeFrom, to: recipients } = envelope;
  return { mail: { raw, envelopeFrom, recipients, authentication: resultsOf(fields, raw, envelopeFrom) } };
}

function whole(fields: readonly FormField[]): Promise<Buffer> {
  const head = textOf(fields, 'headers').replace(/\r?\n[ \t]+/g, ' ');
  const lines = head.split(/\r?\n/).map((line) => [line.indexOf(':'), line] as const);
  return rebuild({
    headers: lines
      .filter(([at]) => at > 0)
      .map(([at, line]) => [line.slice(0, at), line.slice(at + 1).trim()]),
    ...{ text: wordsOf(fields, 'text'), html: wordsOf(fields, 'html') },
    files: fields
      .filter(({ name }) => /^attachment\d+$/.test(name))
      .map(({ fileName, mediaType, bytes }) => ({ fileName: fileName ?? 'file', mediaType, content: bytes })),
  });
}

const Charsets = z.record(z.string(), z.string()).catch({});

/** Words come in the letters of the mail, which `charsets` names: `{"text":"windows-1256"}`. */
function wordsOf(fields: readonly FormField[], name: 'text' | 'html'): string {
  const bytes = fields.find((field) => field.name === name)?.bytes;
  const charset = Charsets.parse(jsonOf(textOf(fields, 'charsets')))[name] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A name that nobody knows: nearly all mail is UTF-8.
    return textOf(fields, name);
  }
}

/**
 * `SPF` is one word, `dkim` lists its signers: `{@example.com : pass, @other.com : fail}`. They name themselves, so only
 * those count that the mail's own signatures name as plainly.
 */
function resultsOf(
  fields: readonly FormField[],
  raw: Uint8Array,
  envelopeFrom: string,
): AuthenticationResults {
  const head = textOf(fields, 'headers');
  const signers = signingDomains(head ? Buffer.from(`${head}\n\n`) : raw);
  const findings: Finding[] = [];
  const spf = textOf(fields, 'SPF').trim().toLowerCase();
  if (spf) findings.push({ method: 'spf', result: spf, domain: domainOf(envelopeFrom) });
  for (const [, domain = '', result = ''] of textOf(fields, 'dkim').matchAll(/@([\w.-]+)\s*:\s*(\w+)/g))
    if (signers.includes(domain.toLowerCase()))
      findings.push({ method: 'dkim', result: result.toLowerCase(), domain: domain.toLowerCase() });
  return { by: 'sendgrid', findings };
}
