import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { cleanThrottle } from '@/lib/core/throttle';
import { addDays } from '@/lib/core/time';

const KEPT_DAYS = 90;

/** Removes sessions and links that have been over for 90 days, and counters that have run out. For the worker. */
export async function cleanAccounts(ctx: Context): Promise<{ sessions: number; links: number }> {
  invariant(ctx.actor.kind === 'job', 'only the worker cleans');
  const before = addDays(ctx.now, -KEPT_DAYS);
  const [sessions, links] = await Promise.all([
    db.session.deleteMany({ where: { expiresAt: { lt: before } } }),
    db.emailLink.deleteMany({ where: { expiresAt: { lt: before } } }),
    cleanThrottle(ctx.now),
  ]);
  return { sessions: sessions.count, links: links.count };
}
