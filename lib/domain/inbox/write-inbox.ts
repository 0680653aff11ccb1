import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { idFrom, newId } from '@/lib/core/ids';
import { takeTurn } from '@/lib/core/throttle';
import { ensureContact } from '@/lib/domain/support/contacts';
import { type Upload, keepUpload } from '@/lib/domain/support/keep-upload';
import { openRequest } from '@/lib/domain/support/open-request';
import { postMessage } from '@/lib/domain/support/post-message';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';
import { customerUrl, lockRequest } from '@/lib/domain/support/steps';
import { numbered } from './read-inbox';
import { FileInboxInput, type FiledAnswer, ReplyInboxInput } from './schema';
import { type Scope, sureScope } from './scope';

/** What one reporter may write, whatever their app does. */
const WRITES = { name: 'inbox-write', points: 60, seconds: 60 };

async function takeWrite({ deploymentId, email }: Scope): Promise<void> {
  if (!(await takeTurn(WRITES, `${deploymentId}:${email}`)))
    throw new AppError('limit_reached', 'tooManyWrites');
}

const contactOf = (tx: Tx, ctx: Context, { organisationId, deploymentId, email, name }: Scope) =>
  ensureContact(tx, ctx, { organisationId, deploymentId, email, name });

/**
 * Files a request for a reporter, paid by the credits of the organisation, or `unpaid` where they do not suffice: words
 * are never lost. `key` names the filing for good: sent again, it is the same request.
 * Errors: `invalid` for a field; `conflict` `idempotencyConflict`; `limit_reached`.
 */
export async function fileInbox(
  scope: Scope,
  ctx: Context,
  input: z.input<typeof FileInboxInput> & { key?: string },
): Promise<FiledAnswer & { replayed?: true }> {
  const { organisationId, deploymentId, email, via } = sureScope(scope);
  const filing = parse(FileInboxInput, input);
  const key = input.key ?? newId('request');
  await takeWrite(scope);
  return transaction(async (tx) => {
    const deployment = await tx.deployment.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: deploymentId } },
      select: { name: true },
    });
    const contactId = await contactOf(tx, ctx, scope);
    const opened = await openRequest(tx, ctx, {
      ...{ organisationId, deploymentId, via, by: { contactId }, pays: 'ifPossible' },
      category: filing.category ?? (await firstCategory(tx)),
      ...{ urgency: filing.urgency, subject: filing.subject, description: filing.body },
      ...{ serviceAffected: deployment.name, attachments: filing.attachments },
      key: `inbox:${deploymentId}:${key}`,
      hash: createHash('sha256')
        .update(JSON.stringify([email, filing]))
        .digest('hex'),
    });
    const { requestId, number, status, priceMicro } = opened;
    return {
      ...{ number, status, price: creditsToDecimal(priceMicro), url: customerUrl(requestId) },
      ...(!opened.isNew && { replayed: true as const }),
    };
  });
}

/** Where the app does not say what it is about. Error: `invalid` on `category` when nothing is offered. */
async function firstCategory(tx: Tx): Promise<string> {
  const [first] = await offered(tx);
  if (!first) throw new AppError('invalid', 'invalidInput', { fields: { category: 'unknown' } });
  return first.code;
}

const offered = (tx: Tx) =>
  tx.supportCategory.findMany({
    where: { active: true },
    select: { code: true, name: true, hint: true },
    orderBy: [{ position: 'asc' }, { code: 'asc' }],
  });

/** What a new request may be about. */
export async function listInboxCategories(
  scope: Scope,
): Promise<{ code: string; name: string; hint: string }[]> {
  sureScope(scope);
  return offered(db);
}

/**
 * The reporter writes to whoever works on their request. The same `messageId` is one message.
 * Errors: `not_found`, also for a request outside of the scope; `conflict` `requestClosed` or `idempotencyConflict`;
 * `invalid`; `limit_reached`.
 */
export async function replyInbox(
  scope: Scope,
  ctx: Context,
  { number, ...input }: z.input<typeof ReplyInboxInput> & { number: string },
): Promise<{ messageId: string; replayed?: true }> {
  const reply = parse(ReplyInboxInput, input);
  const { organisationId, id } = await found(scope, number);
  await takeWrite(scope);
  return transaction(async (tx) => {
    const contactId = await contactOf(tx, ctx, scope);
    const request = await lockRequest(tx, id, organisationId);
    const isNew = await postMessage(tx, ctx, request, { contactId }, 'customer', {
      ...reply,
      via: scope.via,
    });
    // An admin who only looked on follows it from their first word on.
    await tx.requestParticipant.updateMany({
      where: { organisationId, requestId: id, contactId },
      data: { mutedAt: null },
    });
    return { messageId: reply.messageId, ...(!isNew && { replayed: true as const }) };
  });
}

/** The id of a message that an app names by a key of its own: the same key is the same message. */
export function messageIdOf(scope: Scope, number: string, key: string | undefined): string {
  if (key === undefined) return newId('message');
  const { organisationId, deploymentId, email } = sureScope(scope);
  const parts = JSON.stringify([organisationId, deploymentId, email, number.toUpperCase(), key]);
  return idFrom('message', createHash('sha256').update(parts).digest());
}

/**
 * What was seen up to a moment is read: the mark moves there and never back. Whoever only looks on, as an admin does,
 * gets a mark and no mails. Error: `not_found`.
 */
export async function markInboxRead(
  scope: Scope,
  ctx: Context,
  { number, upTo }: { number: string; upTo: string },
): Promise<void> {
  const { organisationId, id: requestId, contact } = await found(scope, number);
  const seenMs = Math.min(Date.parse(upTo), ctx.now.getTime());
  if (Number.isNaN(seenMs)) throw new AppError('invalid', 'invalidInput', { fields: { upTo: 'invalid' } });
  const readAt = new Date(seenMs);
  await transaction(async (tx) => {
    const contactId = await contactOf(tx, ctx, scope);
    const isOwn = contact?.email === scope.email;
    await tx.requestParticipant.createMany({
      data: {
        ...{ organisationId, id: newId('participant'), requestId, contactId, side: 'customer' },
        ...{ createdAt: ctx.now, mutedAt: isOwn ? null : ctx.now },
      },
      skipDuplicates: true,
    });
    await tx.requestParticipant.updateMany({
      where: { organisationId, requestId, contactId, OR: [{ readAt: null }, { readAt: { lt: readAt } }] },
      data: { readAt, unread: 0 },
    });
  });
}

/** Keeps a file that a reporter is about to send, as the portal does for its members. */
export async function uploadInboxAttachment(
  scope: Scope,
  ctx: Context,
  upload: Upload,
): Promise<AttachmentDto> {
  const { organisationId } = sureScope(scope);
  await takeWrite(scope);
  const contactId = await transaction((tx) => contactOf(tx, ctx, scope));
  return keepUpload({ organisationId, now: ctx.now }, { contactId }, upload);
}

async function found(scope: Scope, number: string) {
  const row = await db.request.findFirst({
    where: numbered(scope, number),
    select: { organisationId: true, id: true, contact: { select: { email: true } } },
  });
  if (!row) throw notFound();
  return row;
}
