import { caller, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';

/** Ends this very session: its row is revoked, so that a kept copy of the cookie opens nothing. */
export async function signOut(ctx: Context): Promise<void> {
  const userId = caller(ctx);
  if (!('sessionId' in ctx.actor)) return;
  await db.session.updateMany({
    where: { id: ctx.actor.sessionId, userId, revokedAt: null },
    data: { revokedAt: ctx.now },
  });
}
