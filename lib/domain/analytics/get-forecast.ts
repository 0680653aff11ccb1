import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { DAY_MS, addDays, dayIn } from '@/lib/core/time';
import { getWalletWithLots, listUsage } from '@/lib/domain/wallet/queries';
import { dailyPace, runsOutAt } from '@/lib/domain/wallet/rules';
import { lostAtPace } from './rules';
import type { ForecastDto } from './schema.usage';

const WINDOW_DAYS = 30;

/**
 * How long the credits last at the pace of the last thirty days, or of the days since the first use within them, and
 * which lots will expire unused at it.
 */
export async function getForecast(ctx: Context): Promise<ForecastDto> {
  authorise(ctx, 'credits:read');
  const [{ lots }, usage] = await Promise.all([getWalletWithLots(ctx), listUsage(ctx, WINDOW_DAYS)]);
  const usedMicro = usage.reduce((sum, { consumedMicro }) => sum + consumedMicro, 0n);
  const since = usage[0]?.day ?? dayIn(addDays(ctx.now, 1 - WINDOW_DAYS));
  const start = new Date(`${since}T00:00:00Z`);
  const pace = dailyPace(usedMicro > 0n ? usedMicro : 0n, start, ctx.now);
  const end = runsOutAt(lots, pace, ctx.now);
  return {
    used: creditsToDecimal(usedMicro),
    since,
    days: Math.max(1, Math.ceil((ctx.now.getTime() - start.getTime()) / DAY_MS)),
    pacePerDay: creditsToDecimal(pace),
    runsOutAt: end?.toISOString() ?? null,
    daysLeft: end && Math.floor((end.getTime() - ctx.now.getTime()) / DAY_MS),
    expiring: lostAtPace(lots, pace, ctx.now).map(({ lot, lostMicro }) => ({
      ...{ lotId: lot.id, source: lot.source, credits: creditsToDecimal(lostMicro) },
      expiresAt: lot.expiresAt.toISOString(),
    })),
  };
}
