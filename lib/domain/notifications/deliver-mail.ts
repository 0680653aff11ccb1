import type { Context } from '@/lib/core/context';
import { type DeliveryModel, db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { type Locale, localeOf } from '@/lib/core/locales';
import { log } from '@/lib/core/log';
import { replyAddress, takesMail } from '@/lib/core/reply-token';
import { threadRootOf } from '@/lib/integrations/email/message-id';
import { type Envelope, sendEmail } from '@/lib/integrations/email/send';
import { type Outgoing, readOutgoing } from './outgoing';
import { recordDead, recordFailure, recordSent } from './record-outcome';
import { readBrand } from './settings';
import { suppress } from './suppression';

type Mail = Extract<Outgoing, { kind: 'mail' }>;

/** Sends one mail of the outbox and records how it went. */
export async function deliverMail(ctx: Context, row: DeliveryModel): Promise<void> {
  const mail = await openMail(row);
  if (!mail) return recordDead([row], 'unreadable');
  if (await db.mailSuppression.findUnique({ where: { email: row.recipient.toLowerCase() } }))
    return recordDead([row], 'suppressed');
  try {
    const { subject } = await sendEmail(await addressed(row, mail), await envelopeOf(row, mail));
    await recordSent(ctx, [row], { subject });
  } catch (error) {
    await recordMailError(ctx, row, error);
  }
}

/** A row that no key of ours opens, or that carries no mail, cannot be sent by anybody. */
async function openMail(row: DeliveryModel): Promise<Mail | null> {
  const outgoing = await readOutgoing(row);
  return outgoing?.kind === 'mail' ? outgoing : null;
}

/** In the language that was asked for, else in that of the account at the address. */
async function addressed({ recipient }: DeliveryModel, { mail }: Mail) {
  if (mail.locale) return mail;
  const user = await db.user.findUnique({
    where: { email: recipient.toLowerCase() },
    select: { locale: true },
  });
  return { ...mail, locale: localeOf(user?.locale) };
}

async function envelopeOf(
  row: DeliveryModel,
  { participantId, unsubscribe, hasAccount, mail }: Mail,
): Promise<Envelope> {
  return {
    brand: await readBrand(),
    hasAccount,
    replyTo: participantId && takesMail() ? replyAddress(participantId) : undefined,
    references: await referencesOf(row),
    unsubscribe: unsubscribe ? unsubscribeUrls(unsubscribe, mail.locale ?? 'en') : undefined,
  };
}

const unsubscribeUrls = (token: string, locale: Locale) => ({
  oneClickUrl: new URL(`/api/unsubscribe/${token}`, env.APP_URL).href,
  pageUrl: new URL(`/unsubscribe/${token}?lang=${locale}`, env.APP_URL).href,
});

/** The thread's root, which no mail is, and the last mail about the request to the same address. */
async function referencesOf({ organisationId, requestId, recipient }: DeliveryModel): Promise<string[]> {
  if (!requestId) return [];
  const last = await db.delivery.findFirst({
    where: {
      organisationId,
      requestId,
      recipient,
      channel: 'email',
      status: 'sent',
      messageId: { not: null },
    },
    orderBy: { sentAt: 'desc' },
    select: { messageId: true },
  });
  return [threadRootOf(requestId), ...(last?.messageId ? [last.messageId] : [])];
}

async function recordMailError(ctx: Context, row: DeliveryModel, error: unknown): Promise<void> {
  if (!(error instanceof AppError) || error.code === 'provider_unavailable') {
    // A bug of ours is tried again as well: a version that mends it sends what waits.
    if (!(error instanceof AppError))
      log.error({ requestId: ctx.requestId, deliveryId: row.id, err: error }, 'mail');
    return recordFailure(ctx, [row], saidOf(error));
  }
  if (error.reason === 'email_unknown') await suppress(ctx, row.recipient, saidOf(error));
  await recordDead([row], saidOf(error));
}

/** What the mail server said, or what kind of failure it was. */
function saidOf(error: unknown): string {
  const cause = (error as { cause?: { response?: unknown; code?: unknown } }).cause;
  if (typeof cause?.response === 'string') return cause.response;
  if (typeof cause?.code === 'string') return cause.code;
  return error instanceof Error ? error.message : 'unknown';
}
