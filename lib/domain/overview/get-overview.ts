import { type Context, can } from '@/lib/core/context';
import { creditsToDecimal, parseCredits } from '@/lib/core/credits';
import { DAY_MS } from '@/lib/core/time';
import { getSetting, listServiceNames } from '@/lib/domain/catalog/queries';
import { listInvoices } from '@/lib/domain/invoices/queries';
import { getOpenPurchase } from '@/lib/domain/payments/queries';
import { getAllowance } from '@/lib/domain/subscriptions/queries';
import { listUndecided } from '@/lib/domain/support/list-undecided';
import { listOpenRequests, listUnrated } from '@/lib/domain/support/queries';
import { getWalletWithLots, listEntries, listUsage } from '@/lib/domain/wallet/queries';
import { dailyPace, runsOutAt } from '@/lib/domain/wallet/rules';
import { USAGE_DAYS, foldUsage, nextAction, paceStart, whatWaits } from './rules';
import type { OverviewDto } from './schema';

const SHOWN = { entries: 8, requests: 5 } as const;

/**
 * Everything the Overview shows, from few reads that stay small whatever the size of the organisation: usage comes
 * from the daily rollup, entries by their key. Bounded by the caller's organisation.
 */
export async function getOverview(ctx: Context): Promise<OverviewDto> {
  const [
    { wallet, lots },
    allowance,
    usageRows,
    names,
    { entries },
    requests,
    unrated,
    undecided,
    purchase,
    open,
    settings,
  ] = await Promise.all([
    getWalletWithLots(ctx),
    getAllowance(ctx),
    listUsage(ctx, 2 * USAGE_DAYS),
    listServiceNames(),
    listEntries(ctx, { take: SHOWN.entries }),
    listOpenRequests(ctx, SHOWN.requests),
    listUnrated(ctx),
    listUndecided(ctx),
    can(ctx, 'credits:buy') ? getOpenPurchase(ctx) : null,
    can(ctx, 'billing:read') ? listInvoices(ctx, { status: 'open' }) : null,
    getSetting('catalogue'),
  ]);
  const { totalMicro, ...usage } = foldUsage(usageRows, names, ctx.now);
  const pace = dailyPace(totalMicro, paceStart(usageRows, ctx.now), ctx.now);
  const end = runsOutAt(lots, pace, ctx.now);
  const waiting = whatWaits({
    requests,
    unrated,
    undecided,
    purchase,
    invoices: open?.rows ?? [],
    allowance,
  });
  return {
    wallet,
    allowance: allowance && {
      tier: allowance.tierName,
      total: creditsToDecimal(allowance.totalMicro),
      used: creditsToDecimal(allowance.usedMicro),
      resetsAt: allowance.resetsAt.toISOString(),
      isLate: allowance.late !== null,
    },
    forecast: {
      pacePerDay: creditsToDecimal(pace),
      runsOutAt: end?.toISOString() ?? null,
      daysLeft: end && Math.floor((end.getTime() - ctx.now.getTime()) / DAY_MS),
    },
    usage,
    entries,
    requests: requests.map(({ id, number, subject, status, urgency, updatedAt }) => ({
      ...{ id, number, subject, status, urgency, updatedAt },
    })),
    waiting,
    nextAction: nextAction({
      waiting,
      availableMicro: parseCredits(wallet.available) ?? 0n,
      lowMicro: settings.lowCredits,
      requests: requests.length,
    }),
    openPurchase: purchase && { id: purchase.id, packName: purchase.packName, state: purchase.state },
    asOf: ctx.now.toISOString(),
  };
}
