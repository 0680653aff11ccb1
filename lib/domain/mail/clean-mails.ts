import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { fileStore } from '@/lib/integrations/storage/choose';
import { mailLimits } from './schema';

const AT_ONCE = 500;

/**
 * Removes mails a year after they came, row and bytes; what they said stands in their requests. One that still waits for
 * somebody's look stays.
 */
export async function cleanMails(ctx: Context): Promise<void> {
  authorise(ctx, 'webhooks:receive');
  const before = new Date(ctx.now.getTime() - mailLimits.keptDays * DAY_MS);
  for (;;) {
    const old = await db.inboundMail.findMany({
      where: { receivedAt: { lt: before }, status: { in: ['posted', 'filed', 'parked'] } },
      select: { id: true, storageKey: true },
      orderBy: { receivedAt: 'asc' },
      take: AT_ONCE,
    });
    // The bytes first: a row that is left is found again the next night.
    for (const { storageKey } of old) await fileStore().remove(storageKey);
    await db.inboundMail.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
    if (old.length < AT_ONCE) return;
  }
}
