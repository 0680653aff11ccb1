import { type Context, caller } from '@/lib/core/context';
import type { AuthorSide, Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { type LockedRequest, bindAttachments } from './internal';
import { takesMessages } from './rules';

type Words = { messageId: string; body: string; attachments: readonly string[] };

/**
 * Writes a public message under the request's lock. The form made the id: the same message again gives false and
 * writes nothing; another message under that id is a `conflict`, and so is `requestClosed`.
 */
export async function postMessage(
  tx: Tx,
  ctx: Context,
  { organisationId, id: requestId, status }: LockedRequest,
  side: AuthorSide,
  { messageId, body, attachments }: Words,
): Promise<boolean> {
  const authorId = caller(ctx);
  const key = { organisationId, id: messageId };
  const known = await tx.message.findUnique({ where: { organisationId_id: key } });
  if (known) {
    const isSame = known.requestId === requestId && known.authorId === authorId && known.body === body;
    if (!isSame) throw new AppError('conflict', 'idempotencyConflict');
    return false;
  }
  if (!takesMessages(status)) throw new AppError('conflict', 'requestClosed');
  await tx.message.create({ data: { ...key, requestId, authorId, side, body, createdAt: ctx.now } });
  await bindAttachments(tx, ctx, organisationId, attachments, { requestId, messageId });
  return true;
}
