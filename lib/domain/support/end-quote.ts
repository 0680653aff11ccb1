import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import type { LockedRequest } from './internal';

/** Takes back the quote of a request that still waits for its customer, where there is one. */
export async function endQuote(tx: Tx, ctx: Context, { organisationId, id }: LockedRequest): Promise<void> {
  await tx.quote.updateMany({
    where: { organisationId, requestId: id, status: 'proposed' },
    data: {
      status: 'withdrawn',
      decidedAt: ctx.now,
      decidedById: 'userId' in ctx.actor ? ctx.actor.userId : null,
    },
  });
}
