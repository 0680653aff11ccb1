import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { addDays } from '@/lib/core/time';
import { fileStore } from '@/lib/integrations/storage/choose';
import { looseBefore } from './rules';

const BATCH = 200;
const DRAFT_DAYS = 90;

/**
 * Removes uploads that belong to nothing and are older than seven days, unless a draft that is still being typed names
 * them, and drafts of messages that nobody touched for ninety. Returns how many uploads.
 */
export async function cleanAttachments(ctx: Context): Promise<{ removed: number }> {
  authorise(ctx, 'jobs:manage');
  await db.messageDraft.deleteMany({ where: { updatedAt: { lt: addDays(ctx.now, -DRAFT_DAYS) } } });
  const before = looseBefore(ctx.now).toISOString();
  let removed = 0;
  for (;;) {
    // The row first: whoever sends the file at this moment finds it gone, never a row without its file.
    const rows = await db.$queryRaw<{ storageKey: string }[]>`
      DELETE FROM "Attachment" WHERE ("organisationId", id) IN (
        SELECT a."organisationId", a.id FROM "Attachment" a
        WHERE a."requestId" IS NULL AND a."createdAt" < ${before}::timestamptz AND NOT EXISTS (
          SELECT FROM "RequestDraft" d
          WHERE d."organisationId" = a."organisationId" AND d."userId" = a."uploadedById"
            AND d."updatedAt" >= ${before}::timestamptz AND d.data->'attachments' ? a.id)
          AND NOT EXISTS (
          SELECT FROM "MessageDraft" d
          WHERE d."organisationId" = a."organisationId" AND d."userId" = a."uploadedById"
            AND d."updatedAt" >= ${before}::timestamptz AND a.id = ANY (d.attachments))
        ORDER BY a."createdAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING "storageKey"`;
    for (const { storageKey } of rows) {
      await fileStore()
        .remove(storageKey)
        .catch((err: unknown) => log.warn({ err, storageKey }, 'file left behind'));
    }
    removed += rows.length;
    if (rows.length < BATCH) return { removed };
  }
}
