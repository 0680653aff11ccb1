import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { discardedOf, lockDraft } from './draft-token';

/**
 * Throws the caller's draft away; its uploads follow with the next cleaning. Its token stays, so that a save that was on
 * its way does not bring it back. Again: nothing happens.
 */
export async function discardDraft(ctx: Context): Promise<void> {
  authorise(ctx, 'support:write');
  const key = { organisationId: tenant(ctx), userId: caller(ctx) };
  await transaction(async (tx) => {
    await lockDraft(tx, key);
    const where = { organisationId_userId: key };
    const kept = await tx.requestDraft.findUnique({ where });
    if (!kept) return;
    await tx.requestDraft.update({ where, data: { data: discardedOf(kept.data), updatedAt: ctx.now } });
  });
}
