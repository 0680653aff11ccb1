import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { each } from '@/lib/core/each';
import { grantAllowance } from './grant-allowance';
import { periodEndAfter } from './rules';

const BATCH = 200;

/**
 * Turns every subscription whose period is over, one transaction each. After a downtime it goes straight to the
 * period that `ctx.now` is in: allowances of periods that nobody could use are not granted. Subscriptions collected
 * by Stripe turn with their payment, not here. Returns how many turned.
 */
export async function renewSubscriptions(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const due: { organisationId: string; id: string }[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await listDue(ctx, after);
    due.push(...page);
    after = page.length === BATCH ? page.at(-1)?.id : undefined;
  }
  let turned = 0;
  await each(due, async ({ organisationId, id }) => {
    if (await transaction((tx) => turnPeriod(tx, ctx, organisationId, id))) turned++;
  });
  return turned;
}

const listDue = (ctx: Context, after: string) =>
  db.subscription.findMany({
    where: {
      status: 'active',
      collection: { not: 'stripe' },
      periodEnd: { lte: ctx.now },
      id: { gt: after },
    },
    select: { organisationId: true, id: true },
    orderBy: { id: 'asc' },
    take: BATCH,
  });

async function turnPeriod(tx: Tx, ctx: Context, organisationId: string, id: string): Promise<boolean> {
  const key = { organisationId_id: { organisationId, id } };
  const found = await tx.subscription.findUnique({
    where: key,
    include: { organisation: { select: { timeZone: true } } },
  });
  if (!found || found.status !== 'active') return false;
  const { timeZone } = found.organisation;
  let { periodStart, periodEnd } = found;
  while (periodEnd <= ctx.now) {
    periodStart = periodEnd;
    periodEnd = periodEndAfter({ ...found, timeZone }, periodStart);
  }
  // Conditional on the period that was read: a second worker turns nothing and grants nothing.
  const { count } = await tx.subscription.updateMany({
    where: { organisationId, id, status: 'active', periodEnd: found.periodEnd },
    data: { periodStart, periodEnd },
  });
  if (count === 0 || periodStart.getTime() === found.periodStart.getTime()) return false;
  await grantAllowance(tx, ctx, { ...found, periodStart, periodEnd }, timeZone);
  return true;
}
