import type { Tx } from '@/lib/core/db';

type Seen = { userId: string; paths: readonly string[]; upTo: Date; now: Date };

/** Somebody looked at what notifications lead to: what the bell said of it until then is read, too. */
export async function readAbout(tx: Tx, { userId, paths, upTo, now }: Seen): Promise<void> {
  await tx.notification.updateMany({
    where: { userId, path: { in: [...paths] }, readAt: null, createdAt: { lte: upTo } },
    data: { readAt: now },
  });
}
