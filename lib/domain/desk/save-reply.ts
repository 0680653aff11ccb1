import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { unknownVariables } from './canned';
import { CannedReplyInput, SaveReplyInput, deskLimits } from './schema';

/**
 * Keeps words that staff use often, with variables such as `{{customer.firstName}}`. The form makes the id: sent twice
 * it is one reply, and an id that is there is written anew (also an archived one, which so comes back).
 * Errors: `forbidden` without the right to assign; `invalid` on `body` for a variable that we do not know and on
 * `category` for one that is not there; `limit_reached` `tooManyReplies`.
 */
export async function saveReply(
  ctx: Context,
  input: z.input<typeof SaveReplyInput>,
): Promise<{ replyId: string }> {
  authorise(ctx, 'desk:assign');
  const { replyId, name, body, category } = parse(SaveReplyInput, input);
  const [unknown] = unknownVariables(body);
  if (unknown !== undefined) refuse({ body: `unknownVariable?name=${encodeURIComponent(unknown)}` });
  return transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "CannedReply" IN SHARE ROW EXCLUSIVE MODE`;
    if (category && !(await tx.supportCategory.findUnique({ where: { code: category } })))
      refuse({ category: 'unknown' });
    const before = await tx.cannedReply.findUnique({ where: { id: replyId } });
    if (!before || before.archivedAt) {
      const kept = await tx.cannedReply.count({ where: { archivedAt: null } });
      if (kept >= deskLimits.replies) throw new AppError('limit_reached', 'tooManyReplies');
    }
    const data = { name, body, categoryCode: category || null };
    if (before && !before.archivedAt && same(before, data)) return { replyId };
    const written = { ...data, changedById: caller(ctx), changedAt: ctx.now, archivedAt: null };
    await tx.cannedReply.upsert({
      where: { id: replyId },
      create: { id: replyId, ...written },
      update: written,
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'reply.save', recordType: 'reply', recordId: replyId, after: data },
      before: before
        ? { name: before.name, body: before.body, categoryCode: before.categoryCode }
        : undefined,
    });
    return { replyId };
  });
}

type Kept = { name: string; body: string; categoryCode: string | null };

const same = (one: Kept, other: Kept) =>
  one.name === other.name && one.body === other.body && one.categoryCode === other.categoryCode;

const refuse = (fields: Record<string, string>): never => {
  throw new AppError('invalid', 'invalidInput', { fields });
};

/** Takes a reply out of the picker; what was sent with it stays. Twice is the same as once. Error: `forbidden`. */
export async function archiveReply(
  ctx: Context,
  input: z.input<typeof CannedReplyInput>,
): Promise<{ replyId: string }> {
  authorise(ctx, 'desk:assign');
  const { replyId } = parse(CannedReplyInput, input);
  return transaction(async (tx) => {
    const { count } = await tx.cannedReply.updateMany({
      where: { id: replyId, archivedAt: null },
      data: { archivedAt: ctx.now, changedById: caller(ctx), changedAt: ctx.now },
    });
    if (count > 0)
      await recordAudit(tx, ctx, { action: 'reply.archive', recordType: 'reply', recordId: replyId });
    return { replyId };
  });
}
