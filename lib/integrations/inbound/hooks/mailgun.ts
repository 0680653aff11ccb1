import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AuthenticationResults, Finding } from '../authentication-results';
import { domainOf } from '../authentication-results';
import { type FormField, readForm, textOf } from './form';
import { type HookCall, type HookRead, malformed } from './hook-mail';
import { signingDomains } from './signing-domains';
import { rebuild } from './rebuild';

const MAX_AGE_S = 300;
const Head = z.array(z.tuple([z.string(), z.string()]));

/**
 * A route of Mailgun that forwards to us: the whole mail (an address that ends in `mime` gives `body-mime`), or its parts.
 * Signed by HMAC-SHA256 over timestamp and token (documentation.mailgun.com, «Securing webhooks»); what is sent twice
 * carries the same Message-ID, so its token need not be remembered.
 */
export async function readMailgun(call: HookCall, signingKey: string | undefined): Promise<HookRead> {
  const fields = readForm(call.headers.get('content-type') ?? '', call.body);
  if (fields.length === 0) return malformed;
  if (signingKey && !isSigned(fields, signingKey, call.now)) return { refusal: 'wrongSignature' };
  const raw = fields.find(({ name }) => name === 'body-mime')?.bytes ?? (await whole(fields));
  if (!raw) return malformed;
  const envelopeFrom = textOf(fields, 'sender');
  const recipients = textOf(fields, 'recipient')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return { mail: { raw, envelopeFrom, recipients, authentication: resultsOf(fields, raw, envelopeFrom) } };
}

function isSigned(fields: readonly FormField[], key: string, now: Date): boolean {
  const [timestamp, token] = [textOf(fields, 'timestamp'), textOf(fields, 'token')];
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!(age <= MAX_AGE_S)) return false;
  const right = createHmac('sha256', key)
    .update(timestamp + token)
    .digest();
  const given = Buffer.from(textOf(fields, 'signature'), 'hex');
  return given.length === right.length && timingSafeEqual(given, right);
}

async function whole(fields: readonly FormField[]): Promise<Uint8Array | null> {
  const headers = headersOf(fields);
  if (!headers) return null;
  const files = fields
    .filter(({ name }) => /^attachment-\d+$/.test(name))
    .map(({ fileName, mediaType, bytes }) => ({ fileName: fileName ?? 'file', mediaType, content: bytes }));
  return rebuild({ headers, text: textOf(fields, 'body-plain'), html: textOf(fields, 'body-html'), files });
}

function headersOf(fields: readonly FormField[]): [string, string][] | null {
  try {
    return Head.safeParse(JSON.parse(textOf(fields, 'message-headers'))).data ?? null;
  } catch {
    return null;
  }
}

/** Mailgun's own words come beside the mail. What stands there twice may be the sender's, and says nothing. */
function resultsOf(fields: readonly FormField[], raw: Uint8Array, sender: string): AuthenticationResults {
  const said = (name: string) => {
    const [field, ...others] = fields.filter((one) => one.name.toLowerCase() === name.toLowerCase());
    return field && others.length === 0 ? textOf([field], field.name).trim().toLowerCase() : '';
  };
  const findings: Finding[] = [];
  const spf = said('X-Mailgun-Spf');
  if (spf) findings.push({ method: 'spf', result: spf, domain: domainOf(sender) });
  const dkim = said('X-Mailgun-Dkim-Check-Result');
  // It does not say which signature passed: only where all are of one domain is that known.
  const [domain, ...others] = signingDomains(raw);
  if (dkim && domain && others.length === 0) findings.push({ method: 'dkim', result: dkim, domain });
  return { by: 'mailgun', findings };
}
