import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';

/** Throws the caller's draft away; its uploads follow with the next cleaning. Again: nothing happens. */
export async function discardDraft(ctx: Context): Promise<void> {
  authorise(ctx, 'support:write');
  await db.requestDraft.deleteMany({ where: { organisationId: tenant(ctx), userId: caller(ctx) } });
}
