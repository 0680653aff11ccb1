import { type Context, authorise } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { getSetting } from '@/lib/domain/catalog/queries';
import { type Credits, boughtOf, creditsOf } from './credits';
import { deferredOf } from './deferred';
import { type Period, snapshot } from './internal';
import { type Range, edgesOf, monthsOf } from './range';
import { kpisOf, perMonth, ratio } from './rules';
import { activeOrganisations, currenciesOf, packMonthsOf, salesOf } from './sales';
import type { CreditsDto, FiguresDto, MovementDto, RevenueReport } from './schema';
import { movementsBetween, mrrAt, tiersAt } from './subscriptions';
import { supportOf } from './support';

/**
 * The revenue page: every figure of the range and of the one before it, read from one snapshot of the database.
 * Money stands in one currency; one that nothing was sold in falls back to the targets' currency.
 */
export async function getRevenueReport(ctx: Context, range: Range, asked?: string): Promise<RevenueReport> {
  authorise(ctx, 'revenue:read');
  return snapshot(async (tx) => {
    const targets = await getSetting('targets', tx);
    const sold = await currenciesOf(tx);
    const currencies = sold.length > 0 ? sold : [targets.currency];
    const known = currencies.find(
      (currency) => currency === asked || (!asked && currency === targets.currency),
    );
    const currency = known ?? currencies[0] ?? targets.currency;
    const now = await figuresOf(tx, range, currency, range.days);
    const formerDays = Math.round((range.former.end.getTime() - range.former.start.getTime()) / 86_400_000);
    const former = await figuresOf(tx, range.former, currency, formerDays);
    return {
      range: rangeDto(range),
      currency,
      currencies,
      now,
      former,
      months: monthsOf(range),
      ...(await packsOf(tx, range, currency)),
      tiers: (await tiersAt(tx, range.end, currency)).map((tier) => ({
        ...tier,
        subscriptions: Number(tier.subscriptions),
        mrrMinor: tier.mrrMinor.toString(),
      })),
      movements: await movementsOf(tx, range, currency),
      kpis: kpisOf(now, targets, currency),
      targets,
    };
  });
}

const rangeDto = ({ preset, from, to, days, formerFrom, formerTo }: Range) => ({
  ...{ preset, from, to },
  ...{ days, formerFrom, formerTo },
});

async function figuresOf(tx: Tx, period: Period, currency: string, days: number): Promise<FiguresDto> {
  const sales = await salesOf(tx, period, currency);
  const mrr = await mrrAt(tx, period.end, currency);
  const active = await activeOrganisations(tx, period, currency);
  const bought = await boughtOf(tx, period);
  const support = await supportOf(tx, period);
  const deferred = await deferredOf(tx, period, currency);
  const monthly = perMonth(sales.revenueMinor, days) + mrr.mrrMinor;
  return {
    packRevenueMinor: sales.revenueMinor.toString(),
    purchases: Number(sales.purchases),
    buyers: Number(sales.buyers),
    mrrMinor: mrr.mrrMinor.toString(),
    paidSubscriptions: Number(mrr.subscriptions),
    monthlyRevenueMinor: monthly.toString(),
    activeOrganisations: Number(active),
    arpuMinor: ratio(monthly, active, 1n)?.toString() ?? null,
    requestsFiled: Number(support.filed),
    reporters: Number(support.reporters),
    purchaseRateBps: count(ratio(sales.buyers, support.reporters)),
    boughtMicro: bought.boughtMicro.toString(),
    boughtUsedMicro: bought.usedMicro.toString(),
    utilisationBps: count(ratio(bought.usedMicro, bought.boughtMicro)),
    requestsResolved: Number(support.resolved),
    resolutionSeconds: count(ratio(support.resolutionSeconds, support.resolved, 1n)),
    ratings: Number(support.ratings),
    satisfactionHundredths: count(ratio(support.scores, support.ratings, 100n)),
    credits: creditsDto(await creditsOf(tx, period)),
    deferred: {
      openingMinor: deferred.openingMinor.toString(),
      soldMinor: deferred.soldMinor.toString(),
      recognisedMinor: deferred.recognisedMinor.toString(),
      expiredMinor: deferred.expiredMinor.toString(),
      closingMinor: deferred.closingMinor.toString(),
    },
  };
}

const count = (value: bigint | null) => (value === null ? null : Number(value));

const creditsDto = (credits: Credits): CreditsDto => ({
  openingMicro: credits.openingMicro.toString(),
  soldMicro: credits.soldMicro.toString(),
  allowanceMicro: credits.allowanceMicro.toString(),
  otherMicro: credits.otherMicro.toString(),
  usedMicro: credits.usedMicro.toString(),
  expiredMicro: credits.expiredMicro.toString(),
  withdrawnMicro: credits.withdrawnMicro.toString(),
  closingMicro: credits.closingMicro.toString(),
});

async function packsOf(tx: Tx, range: Range, currency: string) {
  const rows = await packMonthsOf(tx, range, currency);
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  return {
    packs: [...names].map(([code, name]) => ({ code, name })),
    packMonths: rows.map(({ month, code, purchases, revenueMinor }) => ({
      ...{ month, code },
      purchases: Number(purchases),
      revenueMinor: revenueMinor.toString(),
    })),
  };
}

async function movementsOf(tx: Tx, range: Range, currency: string): Promise<MovementDto[]> {
  const changes = new Map(
    (await movementsBetween(tx, edgesOf(range), currency)).map((change) => [change.step, change]),
  );
  return monthsOf(range).map((month, index) => {
    const change = changes.get(index + 1);
    return {
      month,
      newMinor: (change?.newMinor ?? 0n).toString(),
      expansionMinor: (change?.expansionMinor ?? 0n).toString(),
      contractionMinor: (change?.contractionMinor ?? 0n).toString(),
      churnMinor: (change?.churnMinor ?? 0n).toString(),
    };
  });
}
