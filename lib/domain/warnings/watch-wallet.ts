import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { type JobPayload, enqueue } from '@/lib/core/jobs';
import { getSetting } from '@/lib/domain/catalog/queries';
import { isDue } from '@/lib/domain/top-up/rules';
import { readLevel } from './internal';
import { mailWarning } from './mail-warning';
import { type Level, type Threshold, nextMark, passed, thresholdsOf } from './rules';

/**
 * Looks at a wallet that fell below its mark, or that moved: says each threshold once a period, starts the auto top-up,
 * and sets the next mark. Under the wallet's lock, so that the mark stands on what is there: any number of workers may
 * look at once, and one mail goes out.
 */
export async function watchWallet(
  ctx: Context,
  { organisationId }: JobPayload<'wallet.watch'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const thresholds = thresholdsOf(await getSetting('catalogue'));
  await transaction(async (tx) => {
    const [wallet] = await tx.$queryRaw<{ lastSeq: bigint }[]>`
      SELECT "lastSeq" FROM "Wallet" WHERE "organisationId" = ${organisationId} FOR UPDATE`;
    if (!wallet) return;
    const level = await readLevel(tx, organisationId, ctx.now);
    // A wallet that never held a credit has run out of nothing.
    if (wallet.lastSeq > 0n) await warn(tx, ctx, organisationId, level, passed(thresholds, level));
    const topUpBelow = await watchTopUp(tx, ctx, organisationId, level);
    const said = await tx.walletWarning.findMany({
      where: { organisationId, periodStart: level.periodStart },
      select: { threshold: true },
    });
    const keys = new Set(said.map(({ threshold }) => threshold));
    await tx.wallet.update({
      where: { organisationId },
      data: { watchMicro: nextMark(thresholds, level, keys, topUpBelow) },
    });
  });
}

/** Writes down what was passed; what somebody else has written is said already. One mail names the most severe. */
async function warn(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  level: Level & { periodStart: Date },
  all: readonly Threshold[],
): Promise<void> {
  if (all.length === 0) return;
  const rows = await tx.walletWarning.createManyAndReturn({
    data: all.map(({ key }) => ({
      organisationId,
      periodStart: level.periodStart,
      threshold: key,
      availableMicro: level.availableMicro,
      at: ctx.now,
    })),
    skipDuplicates: true,
    select: { threshold: true },
  });
  const fresh = new Set(rows.map(({ threshold }) => threshold));
  await mailWarning(tx, ctx, organisationId, { level, fresh: all.filter(({ key }) => fresh.has(key)) });
}

/** Queues a top-up that is due. Answers the level below which it wants to be called, null when it does not. */
async function watchTopUp(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  level: Level,
): Promise<bigint | null> {
  const topUp = await tx.autoTopUp.findUnique({ where: { organisationId } });
  if (!topUp?.enabled || topUp.status !== 'active') return null;
  if (!isDue(topUp, { now: ctx.now, availableMicro: level.availableMicro })) return topUp.thresholdMicro;
  const underWay = await tx.purchase.count({
    where: { organisationId, origin: 'auto_top_up', status: 'pending' },
  });
  if (underWay === 0)
    await enqueue(
      tx,
      'payments.top-up',
      { organisationId },
      { jobKey: `payments.top-up:${organisationId}`, maxAttempts: 20 },
    );
  return topUp.thresholdMicro;
}
