import { type Context, can } from '@/lib/core/context';
import { creditsToDecimal, parseCredits } from '@/lib/core/credits';
import { DAY_MS } from '@/lib/core/time';
import { getSetting, listServiceNames } from '@/lib/domain/catalog/queries';
import { getOpenPurchase } from '@/lib/domain/payments/queries';
import { getAllowance } from '@/lib/domain/subscriptions/queries';
import { listOpenRequests, listUnrated } from '@/lib/domain/support/queries';
import { getWalletWithLots, listEntries, listUsage } from '@/lib/domain/wallet/queries';
import { dailyPace, runsOutAt } from '@/lib/domain/wallet/rules';
import { USAGE_DAYS, foldUsage, nextAction, paceStart } from './rules';
import type { OverviewDto, WaitingDto } from './schema';

const SHOWN = { entries: 8, requests: 5 } as const;

/**
 * Everything the Overview shows, from few reads that stay small whatever the size of the organisation: usage comes
 * from the daily rollup, entries by their key. Bounded by the caller's organisation.
 */
export async function getOverview(ctx: Context): Promise<OverviewDto> {
  const [{ wallet, lots }, allowance, usageRows, names, { entries }, requests, unrated, purchase, settings] =
    await Promise.all([
      getWalletWithLots(ctx),
      getAllowance(ctx),
      listUsage(ctx, 2 * USAGE_DAYS),
      listServiceNames(),
      listEntries(ctx, { take: SHOWN.entries }),
      listOpenRequests(ctx, SHOWN.requests),
      listUnrated(ctx),
      can(ctx, 'credits:buy') ? getOpenPurchase(ctx) : null,
      getSetting('catalogue'),
    ]);
  const { totalMicro, ...usage } = foldUsage(usageRows, names, ctx.now);
  const pace = dailyPace(totalMicro, paceStart(usageRows, ctx.now), ctx.now);
  const end = runsOutAt(lots, pace, ctx.now);
  const waiting = whatWaits(requests, unrated, purchase);
  return {
    wallet,
    allowance: allowance && {
      tier: allowance.tierName,
      total: creditsToDecimal(allowance.totalMicro),
      used: creditsToDecimal(allowance.usedMicro),
      resetsAt: allowance.resetsAt.toISOString(),
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

type Named = { id: string; number: string; subject: string; status: string };

function whatWaits(
  requests: readonly Named[],
  unrated: readonly Named[],
  purchase: { id: string; packName: string; state: string } | null,
): WaitingDto[] {
  const of = (kind: 'answer' | 'rate', list: readonly Named[]): WaitingDto[] =>
    list.map(({ id, number, subject }) => ({ kind, requestId: id, number, subject }));
  const declined = purchase?.state === 'declined';
  return [
    ...of(
      'answer',
      requests.filter(({ status }) => status === 'waiting_on_customer'),
    ),
    ...(purchase
      ? [{ kind: 'pay' as const, purchaseId: purchase.id, packName: purchase.packName, declined }]
      : []),
    ...of('rate', unrated),
  ];
}
