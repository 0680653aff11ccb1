import type { Tx } from '@/lib/core/db';
import { BPS } from '@/lib/core/money';
import { type CreditMove, type Credits, creditsOf } from './credits';
import { type DeferredMove, deferredOf } from './deferred';
import { type Edges, sumBetween } from './edges';
import type { Period } from './internal';
import { type MrrMove, movedBetween, mrrAt } from './mrr';
import { monthlyChurn, perMonth, ratio } from './rules';
import type { Buyers, Sale } from './sales';
import type { CreditsDto, FiguresDto } from './schema';
import { supportOf } from './support';

/** What was read once for both periods. `mrr` and `deferred` are of one currency. */
export type Sources = {
  edges: Edges;
  mrr: MrrMove[];
  deferred: DeferredMove[];
  credits: CreditMove[];
  balance: bigint;
};

/** What one period of `days` days sold in packs, in the currency of the report. */
export type Sold = { period: Period; days: number; sales: Sale[]; buyers: Buyers };

/** Every figure of one period. */
export async function figuresOf(tx: Tx, sold: Sold, sources: Sources): Promise<FiguresDto> {
  const { period, days, sales } = sold;
  const { edges, mrr: moves } = sources;
  const { buyers, withoutTier } = sold.buyers;
  const revenueMinor = sumBetween(sales, (row) => row.revenueMinor);
  const mrr = mrrAt(moves, edges, period.end);
  const payers = mrr.subscriptions + withoutTier;
  const support = await supportOf(tx, period);
  const credits = creditsOf(sources.credits, edges, period, sources.balance);
  const boughtMicro = credits.soldMicro + credits.paidAllowanceMicro;
  const monthly = perMonth(revenueMinor, days) + mrr.mrrMinor;
  return {
    packRevenueMinor: revenueMinor.toString(),
    purchases: Number(sumBetween(sales, (row) => row.purchases)),
    buyers: Number(buyers),
    monthlyRevenueMinor: monthly.toString(),
    payers: Number(payers),
    arpuMinor: ratio(monthly, payers, 1n)?.toString() ?? null,
    requestsFiled: Number(support.filed),
    reporters: Number(support.reporters),
    purchaseRateBps: count(ratio(buyers, support.reporters)),
    boughtMicro: boughtMicro.toString(),
    utilisationBps: count(ratio(credits.usedMicro, boughtMicro)),
    requestsResolved: Number(support.resolved),
    resolutionSeconds: count(ratio(support.resolutionSeconds, support.resolved, 1n)),
    ratings: Number(support.ratings),
    satisfactionHundredths: count(ratio(support.scores, support.ratings, 100n)),
    credits: creditsDto(credits),
    deferred: deferredDto(deferredOf(sources.deferred, edges, period)),
    ...recurring(period, days, sources),
  };
}

/** What recurs: MRR and what of it, and of its subscribers, was lost in the period. */
function recurring(period: Period, days: number, { edges, mrr: moves }: Sources) {
  const opening = mrrAt(moves, edges, period.start);
  const closing = mrrAt(moves, edges, period.end);
  const churned = movedBetween(moves, edges, period, 'churn');
  const contracted = movedBetween(moves, edges, period, 'contraction');
  const lost = -churned.subscriptions;
  const logoChurn = ratio(lost, opening.subscriptions);
  const arpa = ratio(closing.mrrMinor, closing.subscriptions, 1n);
  const monthly = logoChurn === null ? null : monthlyChurn(logoChurn, days);
  return {
    mrrMinor: closing.mrrMinor.toString(),
    arrMinor: (closing.mrrMinor * 12n).toString(),
    paidSubscriptions: Number(closing.subscriptions),
    lostSubscriptions: Number(lost),
    logoChurnBps: count(logoChurn),
    revenueChurnBps: count(ratio(-(churned.deltaMinor + contracted.deltaMinor), opening.mrrMinor)),
    ltvMinor: arpa !== null && monthly ? (ratio(arpa * BPS, monthly, 1n)?.toString() ?? null) : null,
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

const deferredDto = (deferred: ReturnType<typeof deferredOf>) => ({
  openingMinor: deferred.openingMinor.toString(),
  soldMinor: deferred.soldMinor.toString(),
  recognisedMinor: deferred.recognisedMinor.toString(),
  expiredMinor: deferred.expiredMinor.toString(),
  refundedMinor: deferred.refundedMinor.toString(),
  closingMinor: deferred.closingMinor.toString(),
});
