import type { z } from 'zod';
import { type Context, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { attachmentDto, attachmentFields } from './attachment-dto';
import { addressed, reach } from './internal';
import { RequestInput } from './schema';
import type { MessageDraftsDto } from './schema.dto';

/**
 * What the caller has typed for a request and not sent yet, on whatever device, with its uploads that are still there.
 * Of a request that they cannot reach there is nothing.
 */
export async function readMessageDrafts(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<MessageDraftsDto> {
  const bound = reach(ctx, 'read');
  const { requestId } = addressed(RequestInput, input);
  const userId = caller(ctx);
  const rows = await db.messageDraft.findMany({ where: { ...bound, requestId, userId } });
  const ids = rows.flatMap(({ attachments }) => attachments);
  const found = await db.attachment.findMany({
    where: { ...bound, id: { in: ids }, uploadedById: userId, requestId: null },
    select: attachmentFields,
  });
  const draftOf = (kind: 'reply' | 'note') => {
    const row = rows.find((one) => one.kind === kind);
    if (!row) return null;
    const attachments = found.filter(({ id }) => row.attachments.includes(id)).map(attachmentDto);
    return { messageId: row.messageId, body: row.body, attachments, savedAt: row.updatedAt.toISOString() };
  };
  return { reply: draftOf('reply'), note: draftOf('note') };
}
