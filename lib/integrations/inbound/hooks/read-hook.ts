import { type HookCall, type HookRead, bareAddress, malformed } from './hook-mail';
import { readMailgun } from './mailgun';
import { readPostmark } from './postmark';
import { readSendgrid } from './sendgrid';
import { readSes } from './ses';

export const hookProviders = ['mailgun', 'postmark', 'sendgrid', 'ses', 'raw'] as const;
export type HookProvider = (typeof hookProviders)[number];

type Secrets = { mailgunKey: string | undefined; sesTopic: string | undefined };

/** A call of a provider's hook as the raw mail that it brings. Who calls has proven to know the hook's password. */
export async function readHook(provider: HookProvider, call: HookCall, secrets: Secrets): Promise<HookRead> {
  switch (provider) {
    case 'mailgun':
      return readMailgun(call, secrets.mailgunKey);
    case 'postmark':
      return readPostmark(call);
    case 'sendgrid':
      return readSendgrid(call);
    case 'ses':
      return readSes(call, secrets.sesTopic);
    case 'raw':
      return readRawCall(call);
  }
}

/** Our own: the mail as the body, its envelope in `x-envelope-from` and `x-envelope-to`. Its head says what is proven. */
function readRawCall({ headers, body }: HookCall): HookRead {
  if (body.byteLength === 0) return malformed;
  const recipients = (headers.get('x-envelope-to') ?? '').split(',').map((one) => one.trim());
  return {
    mail: {
      raw: body,
      envelopeFrom: bareAddress(headers.get('x-envelope-from') ?? ''),
      recipients: recipients.filter(Boolean),
    },
  };
}

const TIMEOUT_MS = 10_000;

/** Tells Amazon that its topic is wanted. Throws when it does not answer. */
export async function confirmTopic(url: string): Promise<void> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`Amazon answered ${response.status}`);
}
