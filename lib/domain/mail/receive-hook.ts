import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, authorise } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { AppError, notFound } from '@/lib/core/errors';
import {
  type HookProvider,
  confirmTopic,
  hookProviders,
  readHook,
} from '@/lib/integrations/inbound/hooks/read-hook';
import { receiveMail } from './receive-mail';

/** What the body of a hook may have at most: 35 MB of mail are 47 MB in the base64 of JSON. */
export const HOOK_BYTES = 50_000_000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** True when HTTP Basic carries the password of the hook, with any user name; compared in constant time. */
function knowsPassword(headers: Headers, secret: string): boolean {
  const [scheme = '', given = ''] = (headers.get('authorization') ?? '').split(' ');
  if (scheme.toLowerCase() !== 'basic') return false;
  const pair = Buffer.from(given, 'base64').toString('utf8');
  return timingSafeEqual(digest(pair.slice(pair.indexOf(':') + 1)), digest(secret));
}

/**
 * Whether a hook's caller may go on, before a byte of the body is read. Errors: `not_found` for another provider, or
 * when no MAIL_HOOK_SECRET is set: then there is no such door; `unauthenticated` `mailHookPassword`.
 */
export function admitHook(ctx: Context, provider: string, headers: Headers): HookProvider {
  authorise(ctx, 'webhooks:receive');
  const known = hookProviders.find((name) => name === provider);
  if (!known || !env.MAIL_HOOK_SECRET) throw notFound();
  if (!knowsPassword(headers, env.MAIL_HOOK_SECRET))
    throw new AppError('unauthenticated', 'mailHookPassword');
  return known;
}

const refusals = {
  malformed: ['invalid', 'mailHookMalformed'],
  wrongSignature: ['unauthenticated', 'mailHookSignature'],
  wrongTopic: ['forbidden', 'mailHookTopic'],
  withoutContent: ['invalid', 'mailHookContent'],
} as const;

function refusalOf(refusal: keyof typeof refusals): AppError {
  const [code, reason] = refusals[refusal];
  return new AppError(code, reason);
}

/**
 * Takes what a provider's hook brings, as the raw mail that it is or is made into again. Answers when the mail is kept;
 * the same mail again is `fresh: false`. Errors: those of `admitHook` and `receiveMail`; `invalid` for what is no call of
 * that provider; `unauthenticated` for a wrong signature; `provider_unavailable` when Amazon does not confirm a topic.
 */
export async function receiveHook(
  ctx: Context,
  provider: string,
  call: { headers: Headers; body: Uint8Array },
): Promise<{ fresh: boolean } | { confirmed: true }> {
  const source = admitHook(ctx, provider, call.headers);
  const secrets = { mailgunKey: env.MAILGUN_SIGNING_KEY, sesTopic: env.MAIL_SES_TOPIC };
  const read = await readHook(source, { ...call, now: ctx.now }, secrets);
  if ('refusal' in read) throw refusalOf(read.refusal);
  if ('confirm' in read) {
    await confirmTopic(read.confirm).catch((cause: unknown) => {
      throw Object.assign(new AppError('provider_unavailable', 'mailHookConfirm'), { cause });
    });
    return { confirmed: true };
  }
  const { fresh } = await receiveMail(ctx, { source, ...read.mail });
  return { fresh };
}
