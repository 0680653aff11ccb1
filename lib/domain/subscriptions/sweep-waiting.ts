import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { each } from '@/lib/core/each';
import { bringUp } from './bring-up';
import { giveUpPage } from './give-up-page';

/** How long a page for a tier is open, and some minutes more for its own event to come. */
const PATIENCE_MS = 65 * 60 * 1000;

/**
 * Asks the provider about subscriptions that wait for their first payment longer than their page is open: one whose
 * event never came begins, one that nobody paid is given up. Returns how many were asked about.
 */
export async function sweepWaiting(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const waiting = await db.subscription.findMany({
    where: {
      ...{ status: 'incomplete', collection: 'stripe' },
      startedAt: { lt: new Date(ctx.now.getTime() - PATIENCE_MS) },
    },
    select: { organisationId: true, id: true, providerId: true },
    orderBy: { id: 'asc' },
  });
  await each(waiting, ({ organisationId, id, providerId }) =>
    providerId
      ? bringUp(organisationId, id, ctx)
      : transaction((tx) => giveUpPage(tx, ctx, organisationId, id)),
  );
  return waiting.length;
}
