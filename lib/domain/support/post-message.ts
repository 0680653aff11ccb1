import type { Context } from '@/lib/core/context';
import type { AuthorSide, MessageFormat, MessageVia, Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { followMessage } from './follow-message';
import { type LockedRequest, bindUploads } from './internal';
import { type Author, bumpUnread, joinAll } from './participants';
import { takesMessages } from './rules';
import { tellOfMessage } from './tell-of-message';

export type Words = {
  /** Made by whoever sends it, so that the same message twice is one message. */
  messageId: string;
  body: string;
  /** Loose uploads of the author. */
  attachments: readonly string[];
  via?: MessageVia;
  format?: MessageFormat;
  /** What a mail quoted; folded away. */
  quoted?: string;
  mailId?: string;
  /** Staff: also hands the request to the customer. */
  then?: 'stay' | 'wait';
};

/**
 * The one way into a thread, for every door: portal, desk, mail, API, embedded inbox, approval. Under the request's
 * lock it keeps the message, counts it as unread for the other participants, moves the request (a customer's answer
 * takes it up again, also one that was resolved; the first answer of staff starts the work), turns its promises and
 * tells the other side. The same message again gives false and does nothing.
 * Errors: `conflict` `requestClosed`, or `idempotencyConflict` for another message under that id; `invalid` on
 * `attachments`.
 */
export async function postMessage(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  author: Author,
  side: AuthorSide,
  words: Words,
): Promise<boolean> {
  const { organisationId, id: requestId } = request;
  if (await isKnown(tx, request, author, words)) return false;
  if (!takesMessages(request.status)) throw new AppError('conflict', 'requestClosed');
  const { messageId, body, attachments, via, format, quoted, mailId } = words;
  await tx.message.create({
    data: {
      ...{ organisationId, id: messageId, requestId, side, body, via, format, quoted, mailId },
      ...('userId' in author ? { authorId: author.userId } : author),
      createdAt: ctx.now,
    },
  });
  await bindUploads(tx, author, organisationId, attachments, { requestId, messageId });
  await joinEverybody(tx, ctx, request, { ...author, side });
  await bumpUnread(tx, request, author);
  await followMessage(tx, ctx, request, { author, side, via, then: words.then });
  await tellOfMessage(tx, ctx, request, { author, side, messageId, body, via });
  if ('userId' in author) await dropDraft(tx, request, author.userId);
  return true;
}

async function isKnown(tx: Tx, request: LockedRequest, author: Author, words: Words): Promise<boolean> {
  const { organisationId, id: requestId } = request;
  const key = { organisationId, id: words.messageId };
  const known = await tx.message.findUnique({
    where: { organisationId_id: key },
    select: {
      ...{ requestId: true, authorId: true, contactId: true, body: true },
      // Edited since: the words that were sent are the oldest that it had.
      edits: { select: { body: true }, orderBy: { id: 'asc' }, take: 1 },
    },
  });
  if (!known) return false;
  const by = 'userId' in author ? known.authorId === author.userId : known.contactId === author.contactId;
  const sent = known.edits[0]?.body ?? known.body;
  if (!by || known.requestId !== requestId || sent !== words.body)
    throw new AppError('conflict', 'idempotencyConflict');
  return true;
}

/** Whoever filed it and whoever works on it follow it anyway; the author does from their first message on. */
async function joinEverybody(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  author: Author & { side: AuthorSide },
): Promise<void> {
  const { openedById, contactId, expertId } = request;
  await joinAll(tx, ctx, request, [
    ...(openedById ? [{ userId: openedById, side: 'customer' as const }] : []),
    ...(contactId ? [{ contactId, side: 'customer' as const }] : []),
    ...(expertId ? [{ userId: expertId, side: 'staff' as const }] : []),
    author,
  ]);
}

/** What was typed is sent: nothing is left to keep. */
async function dropDraft(tx: Tx, { organisationId, id: requestId }: LockedRequest, userId: string) {
  await tx.messageDraft.deleteMany({ where: { organisationId, requestId, userId, kind: 'reply' } });
}
