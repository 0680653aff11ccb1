import { createHash } from 'node:crypto';
import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import type { AuthenticationResults } from '@/lib/integrations/inbound/authentication-results';
import { messageIdOf } from '@/lib/integrations/inbound/message-id';
import { fileStore } from '@/lib/integrations/storage/choose';
import { type MailSource, mailLimits } from './schema';

export type ReceivedMail = {
  source: MailSource;
  /** The mail as it came, RFC 5322. */
  raw: Uint8Array;
  /** What MAIL FROM said; empty for `<>`. */
  envelopeFrom: string;
  recipients: readonly string[];
  /** What a provider that delivers by a hook says of the sender; a mail server of ours says it in the mail's head. */
  authentication?: AuthenticationResults;
};

/** Nothing of it is proven: what PostgreSQL cannot hold goes, and what is too long is cut. */
const address = (text: string) => text.replaceAll('\u0000', '').toWellFormed().trim().slice(0, 320);

/**
 * Keeps a mail and queues what decides on it, whoever sent it: when this answers, the mail is on disk and in the
 * database, and the sender may forget it. A mail that came before, by its Message-ID, is `fresh: false` and nothing else.
 * Errors: `too_large`; `provider_unavailable` when the storage is down: the sender tries again.
 */
export async function receiveMail(ctx: Context, mail: ReceivedMail): Promise<{ id: string; fresh: boolean }> {
  authorise(ctx, 'webhooks:receive');
  const { raw, source } = mail;
  if (raw.byteLength > mailLimits.rawBytes) throw new AppError('too_large', 'tooLarge');
  const messageId = messageIdOf(raw);
  const known = await byMessageId(messageId);
  if (known) return { id: known, fresh: false };
  const id = newId('inboundMail');
  const storageKey = `mail/${id}`;
  const sha256 = createHash('sha256').update(raw).digest('hex');
  const sizeBytes = raw.byteLength;
  await fileStore().put(storageKey, raw, { contentType: 'message/rfc822', size: sizeBytes, sha256 });
  const row = {
    ...{ id, source, messageId, storageKey, sizeBytes, receivedAt: ctx.now },
    envelopeFrom: address(mail.envelopeFrom),
    recipients: mail.recipients.slice(0, mailLimits.recipients).map(address),
    authentication: mail.authentication ? [mail.authentication] : undefined,
  };
  const isFresh = await transaction(async (tx) => {
    const { count } = await tx.inboundMail.createMany({ data: [row], skipDuplicates: true });
    if (count > 0) await enqueue(tx, 'mail.process', { mailId: id }, { jobKey: `mail:${id}` });
    return count > 0;
  });
  if (isFresh) return { id, fresh: true };
  // The same mail came by two doors at once; the other one kept it.
  await fileStore().remove(storageKey);
  return { id: (await byMessageId(messageId)) ?? id, fresh: false };
}

async function byMessageId(messageId: string): Promise<string | null> {
  const row = await db.inboundMail.findUnique({ where: { messageId }, select: { id: true } });
  return row?.id ?? null;
}
