import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { addDays } from '@/lib/core/time';
import { fileStore } from '@/lib/integrations/storage/choose';

const BATCH = 200;

/** Removes exports that have run out, with their files, and gives up those that nobody has worked on for a day. */
export async function cleanExports(ctx: Context): Promise<{ removed: number }> {
  authorise(ctx, 'jobs:manage');
  await db.export.updateMany({
    where: { status: { in: ['queued', 'running'] }, createdAt: { lt: addDays(ctx.now, -1) } },
    data: { status: 'failed' },
  });
  let removed = 0;
  for (;;) {
    const rows = await db.$queryRaw<{ storageKey: string | null }[]>`
      DELETE FROM "Export" WHERE ("organisationId", id) IN (
        SELECT "organisationId", id FROM "Export" WHERE "expiresAt" <= ${ctx.now.toISOString()}::timestamptz
        ORDER BY "expiresAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING "storageKey"`;
    for (const { storageKey } of rows)
      if (storageKey)
        await fileStore()
          .remove(storageKey)
          .catch((err: unknown) => log.warn({ err, storageKey }, 'export left behind'));
    removed += rows.length;
    if (rows.length < BATCH) return { removed };
  }
}
