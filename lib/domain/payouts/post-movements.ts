import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { postJournal } from '@/lib/domain/invoices/accounts';
import { PROVIDER } from './rules';
import { type Unposted, planOf, readUnposted } from './unposted';

/**
 * Posts what Stripe kept, exchanged and paid out since the last time: each transaction of its balance once, for the moment
 * it happened. Returns how many were posted. Throws `provider_unavailable`, and then what came before is posted.
 */
export async function postMovements(ctx: Context): Promise<{ posted: number }> {
  authorise(ctx, 'jobs:manage');
  let posted = 0;
  for await (const found of readUnposted(ctx.now))
    for (const movement of found) posted += await postOne(ctx, movement);
  return { posted };
}

async function postOne(ctx: Context, unposted: Unposted): Promise<number> {
  const { line, organisationId } = unposted;
  return transaction(async (tx) => {
    const plan = await planOf(tx, unposted);
    if (!plan) return 0;
    const { feeMinor, exchanged } = plan;
    const { count } = await tx.providerMovement.createMany({
      skipDuplicates: true,
      data: {
        ...{ provider: PROVIDER, id: line.id, kind: line.kind, organisationId, reference: line.key },
        amountMinor: line.kind === 'fee' ? 0n : line.settled.amountMinor,
        ...{ feeMinor, currency: line.settled.currency, text: line.text },
        ...{ exchangedMinor: exchanged?.amountMinor ?? null, exchangedCurrency: exchanged?.currency ?? null },
        ...{ occurredAt: line.at, arrivesAt: line.arrivesAt, postedAt: ctx.now },
      },
    });
    if (count === 0) return 0;
    await postJournal(tx, {
      ...{ organisationId, kind: line.kind === 'payout' ? 'payout' : 'fee', reference: plan.reference },
      ...{ now: ctx.now, occurredAt: line.at < ctx.now ? line.at : ctx.now, lines: plan.lines },
    });
    return count;
  });
}
