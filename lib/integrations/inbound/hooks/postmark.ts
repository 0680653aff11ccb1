import { z } from 'zod';
import { type AuthenticationResults, type Finding, domainOf } from '../authentication-results';
import { type HookCall, type HookRead, bareAddress, malformed } from './hook-mail';
import { jsonOf } from './json';
import { rebuild } from './rebuild';

const Inbound = z.object({
  RawEmail: z.string().optional(),
  From: z.string().default(''),
  OriginalRecipient: z.string().default(''),
  Subject: z.string().default(''),
  TextBody: z.string().default(''),
  HtmlBody: z.string().default(''),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Attachments: z
    .array(
      z.object({
        Name: z.string(),
        Content: z.string(),
        ContentType: z.string().default('application/octet-stream'),
        ContentID: z.string().optional(),
      }),
    )
    .default([]),
});
type Inbound = z.output<typeof Inbound>;

/** Postmark's inbound webhook: the whole mail where «include raw email» is on, else put together of its parts. */
export async function readPostmark({ body }: HookCall): Promise<HookRead> {
  const inbound = Inbound.safeParse(jsonOf(body)).data;
  if (!inbound) return malformed;
  const raw = inbound.RawEmail ? Buffer.from(inbound.RawEmail, 'utf8') : await whole(inbound);
  const spf = spfOf(inbound);
  const envelopeFrom = spf?.address ?? bareAddress(only(inbound, 'return-path') || inbound.From);
  const recipients = [inbound.OriginalRecipient].filter(Boolean);
  return { mail: { raw, envelopeFrom, recipients, authentication: resultsOf(inbound, spf) } };
}

/** What the one field of a name says. The sender's fields stand here too: of two, nobody knows which is Postmark's. */
function only({ Headers }: Inbound, name: string): string {
  const [field, ...others] = Headers.filter(({ Name }) => Name.toLowerCase() === name);
  return field && others.length === 0 ? field.Value.trim() : '';
}

type Spf = { result: string; address: string };

/** What SPF said (RFC 7208, 9.1), and of which address: the field names it itself, once, and nothing else tells. */
function spfOf(inbound: Inbound): Spf | null {
  const said = only(inbound, 'received-spf');
  const [, named = '', ...others] = said.split(/envelope-from=/i);
  const address = /^[\w.+=~-]+@[\w.-]+(?=[;\s]|$)/.exec(named)?.[0];
  const result = /^\w+/.exec(said)?.[0].toLowerCase();
  return address && result && others.length === 0 ? { result, address } : null;
}

function whole(inbound: Inbound): Promise<Buffer> {
  const { From, Subject, OriginalRecipient, Headers } = inbound;
  const named = new Set(Headers.map(({ Name }) => Name.toLowerCase()));
  const missing = (['From', 'Subject', 'To'] as const).filter((name) => !named.has(name.toLowerCase()));
  const values = { From, Subject, To: OriginalRecipient };
  return rebuild({
    headers: [
      ...missing.map((name) => [name, values[name]] as const),
      ...Headers.map(({ Name, Value }) => [Name, Value] as const),
    ],
    ...{ text: inbound.TextBody, html: inbound.HtmlBody },
    files: inbound.Attachments.map((file) => ({
      ...{ fileName: file.Name, mediaType: file.ContentType, contentId: file.ContentID },
      content: Buffer.from(file.Content, 'base64'),
    })),
  });
}

/** DKIM_VALID_AU: a valid signature of the domain in From (SpamAssassin, which Postmark runs). */
function resultsOf(inbound: Inbound, spf: Spf | null): AuthenticationResults {
  const findings: Finding[] = [];
  if (
    only(inbound, 'x-spam-tests')
      .split(/[,\s]+/)
      .includes('DKIM_VALID_AU')
  )
    findings.push({ method: 'dkim', result: 'pass', domain: domainOf(bareAddress(inbound.From)) });
  if (spf) findings.push({ method: 'spf', result: spf.result, domain: domainOf(spf.address) });
  return { by: 'postmark', findings };
}
