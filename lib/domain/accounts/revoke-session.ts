import type { z } from 'zod';
import { authorise, caller, type Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { invariant, notFound, parse } from '@/lib/core/errors';
import { SessionInput } from './schema';
import { revokeSessions } from './sessions';

/** Ends one of one's own sessions. Errors: `forbidden`, `not_found` (another person's, or over already). */
export async function revokeSession(ctx: Context, input: z.input<typeof SessionInput>): Promise<void> {
  authorise(ctx, 'account:self');
  const { sessionId } = parse(SessionInput, input);
  const { count } = await db.session.updateMany({
    where: { id: sessionId, userId: caller(ctx), revokedAt: null, expiresAt: { gt: ctx.now } },
    data: { revokedAt: ctx.now },
  });
  if (count === 0) throw notFound();
}

/** Ends every session of one's own but this one. Errors: `forbidden`. */
export async function revokeOtherSessions(ctx: Context): Promise<{ ended: number }> {
  authorise(ctx, 'account:self');
  const { actor } = ctx;
  invariant('sessionId' in actor, 'only a session can end the others');
  const ended = await transaction((tx) => revokeSessions(tx, ctx, caller(ctx), actor.sessionId));
  return { ended };
}
