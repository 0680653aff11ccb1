import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { giveBack } from './give-back';
import { lockRequest } from './internal';
import { unpaidBefore } from './rules';
import { readSupportSetting } from './settings';

const BATCH = 200;

/**
 * Ends what was filed and never paid, after as many days as the setting says (14). Safe to run twice or at once. Money
 * that comes for one of them afterwards buys its credits into the wallet.
 */
export async function abandonUnpaid(ctx: Context): Promise<{ abandoned: number }> {
  authorise(ctx, 'jobs:manage');
  const { unpaidDays } = await readSupportSetting();
  let abandoned = 0;
  for (;;) {
    const old = await db.request.findMany({
      where: { status: 'unpaid', createdAt: { lt: unpaidBefore(ctx.now, unpaidDays) } },
      select: { id: true, organisationId: true },
      orderBy: { createdAt: 'asc' },
      take: BATCH,
    });
    for (const request of old) abandoned += (await abandon(ctx, request)) ? 1 : 0;
    if (old.length < BATCH) return { abandoned };
  }
}

async function abandon(ctx: Context, { id, organisationId }: { id: string; organisationId: string }) {
  return transaction(async (tx) => {
    const request = await lockRequest(tx, id, organisationId);
    if (request.status !== 'unpaid') return false;
    await giveBack(tx, ctx, request, 'abandon', null);
    return true;
  });
}
