import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { watchWallet } from './watch-wallet';

/** Longer than the minute between two runs, so that one that was missed costs nothing. */
const WINDOW_MS = 5 * 60 * 1000;

/**
 * Looks at wallets that no mark called for: those that have none yet, those that fell below it without a spend (credits
 * expired), those that were granted credits (a grant moves the levels), those of a top-up whenever they moved, and
 * top-ups whose rest is over. Returns how many were looked at.
 */
export async function sweepWallets(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const since = new Date(ctx.now.getTime() - WINDOW_MS).toISOString();
  const now = ctx.now.toISOString();
  const due = await db.$queryRaw<{ organisationId: string }[]>`
    SELECT w."organisationId" FROM "Wallet" w
    WHERE w."updatedAt" > ${since}::timestamptz AND (w."watchMicro" IS NULL
      OR w."watchMicro" > w."balanceMicro" - w."heldMicro"
      OR EXISTS (SELECT 1 FROM "AutoTopUp" t WHERE t."organisationId" = w."organisationId" AND t.enabled)
      OR EXISTS (SELECT 1 FROM "Lot" l WHERE l."organisationId" = w."organisationId" AND l."isOpen"
        AND l."createdAt" > ${since}::timestamptz))
    UNION SELECT "organisationId" FROM "AutoTopUp"
    WHERE enabled AND status = 'active' AND "nextTryAt" <= ${now}::timestamptz`;
  for (const { organisationId } of due) {
    try {
      await watchWallet(ctx, { organisationId });
    } catch (error) {
      // One wallet that cannot be looked at must not hide the others.
      log.warn({ requestId: ctx.requestId, organisationId, err: error }, 'watch failed');
    }
  }
  return due.length;
}
