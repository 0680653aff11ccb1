import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { getAllowance } from '@/lib/domain/subscriptions/queries';
import { getWalletWithLots, listUsage } from '@/lib/domain/wallet/queries';
import { dailyPace, runsOutAt } from '@/lib/domain/wallet/rules';
import type { BalanceAnswer } from './balance-schema';
import { USAGE_DAYS, paceStart } from './rules';

/** The wallet at this moment, what feeds it and how long it lasts at the pace of the last 30 days. */
export async function getBalance(ctx: Context): Promise<BalanceAnswer> {
  authorise(ctx, 'credits:read');
  const [{ wallet, lots }, allowance, usage] = await Promise.all([
    getWalletWithLots(ctx),
    getAllowance(ctx),
    listUsage(ctx, USAGE_DAYS),
  ]);
  const total = usage.reduce((sum, { consumedMicro }) => sum + consumedMicro, 0n);
  const pace = dailyPace(total, paceStart(usage, ctx.now), ctx.now);
  const { balance, held, available } = wallet;
  return {
    ...{ balance, held, available },
    allowance: allowance && {
      tier: allowance.tierName,
      used: creditsToDecimal(allowance.usedMicro),
      total: creditsToDecimal(allowance.totalMicro),
      resetsAt: allowance.resetsAt.toISOString(),
    },
    lots: lots.map((lot) => ({
      ...{ id: lot.id, source: lot.source },
      granted: creditsToDecimal(lot.grantedMicro),
      remaining: creditsToDecimal(lot.remainingMicro),
      effectiveAt: lot.effectiveAt.toISOString(),
      expiresAt: lot.expiresAt?.toISOString() ?? null,
    })),
    forecast: {
      pacePerDay: creditsToDecimal(pace),
      runsOutAt: runsOutAt(lots, pace, ctx.now)?.toISOString() ?? null,
    },
  };
}
