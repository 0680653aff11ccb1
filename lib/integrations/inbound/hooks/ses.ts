import { z } from 'zod';
import { type AuthenticationResults, type Finding, domainOf } from '../authentication-results';
import { type HookCall, type HookRead, bareAddress, malformed } from './hook-mail';
import { jsonOf } from './json';
import { signingDomains } from './signing-domains';

const Posted = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  TopicArn: z.string(),
  Message: z.string(),
  SubscribeURL: z.string().optional(),
});
const Verdict = z.object({ status: z.string() }).default({ status: 'GRAY' });
const Notification = z.object({
  mail: z.object({
    source: z.string().default(''),
    commonHeaders: z.object({ from: z.array(z.string()).default([]) }).optional(),
  }),
  receipt: z.object({
    recipients: z.array(z.string()).default([]),
    spfVerdict: Verdict,
    dkimVerdict: Verdict,
    dmarcVerdict: Verdict,
    action: z.object({ encoding: z.string().optional() }).optional(),
  }),
  content: z.string().optional(),
});
type Notification = z.output<typeof Notification>;

const AMAZON = /^https:\/\/sns\.[a-z0-9-]{4,25}\.amazonaws\.com(\.cn)?\//;

/**
 * Amazon SES by an SNS topic: the action «SNS» carries mails of at most 150 kB; larger ones go to S3, which this door does
 * not read (`withoutContent`). Only the named topic is believed; it confirms itself once by an address of Amazon's own.
 */
export function readSes({ body }: HookCall, topic: string | undefined): HookRead {
  const posted = Posted.safeParse(jsonOf(body)).data;
  if (!posted) return malformed;
  if (!topic || posted.TopicArn !== topic) return { refusal: 'wrongTopic' };
  if (posted.Type !== 'Notification')
    return posted.SubscribeURL && AMAZON.test(posted.SubscribeURL)
      ? { confirm: posted.SubscribeURL }
      : malformed;
  const told = Notification.safeParse(jsonOf(posted.Message)).data;
  if (!told) return malformed;
  if (told.content === undefined) return { refusal: 'withoutContent' };
  const isBase64 = told.receipt.action?.encoding?.toUpperCase() === 'BASE64';
  const raw = Buffer.from(told.content, isBase64 ? 'base64' : 'utf8');
  const { recipients } = told.receipt;
  return { mail: { raw, envelopeFrom: told.mail.source, recipients, authentication: resultsOf(told, raw) } };
}

const lower = ({ status }: { status: string }) => status.toLowerCase();

function resultsOf({ mail, receipt }: Notification, raw: Uint8Array): AuthenticationResults {
  const [from = ''] = mail.commonHeaders?.from ?? [];
  const [signer, ...others] = signingDomains(raw);
  const dmarc = lower(receipt.dmarcVerdict);
  const findings: Finding[] = [
    // GRAY: the domain has no policy.
    { method: 'dmarc', result: dmarc === 'gray' ? 'none' : dmarc, domain: domainOf(bareAddress(from)) },
    { method: 'spf', result: lower(receipt.spfVerdict), domain: domainOf(mail.source) },
  ];
  if (signer && others.length === 0)
    findings.push({ method: 'dkim', result: lower(receipt.dkimVerdict), domain: signer });
  return { by: 'ses', findings };
}
