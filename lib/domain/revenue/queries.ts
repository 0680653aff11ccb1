import { type Context, authorise } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { addDays, dayIn } from '@/lib/core/time';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { getSetting } from '@/lib/domain/catalog/queries';
import { readRates } from '@/lib/domain/rates/queries';
import { balanceNow, creditMoves } from './credits';
import { deferredMoves } from './deferred';
import { edgesFrom, sumBetween } from './edges';
import { figuresOf } from './figures';
import { type Period, firstDay, snapshot } from './internal';
import { inBase } from './in-base';
import { type MrrMove, movesUntil, mrrAt, tierNames, tiersAt } from './mrr';
import { movementsOf } from './movements';
import { type Range, edgesOf, monthsOf } from './range';
import { kpisOf } from './rules';
import { type Sale, buyersOf, salesOf, soldCurrencies } from './sales';
import type { RevenueReport, TargetsDto } from './schema';

/**
 * The revenue page: every figure of the range and of the one before it, read from one snapshot of the database, from sums by
 * day where days are over. Money stands in one currency; one that nothing was sold in falls back to the targets' currency.
 */
export async function getRevenueReport(ctx: Context, range: Range, asked?: string): Promise<RevenueReport> {
  authorise(ctx, 'revenue:read');
  return snapshot(async (tx) => {
    const targets = await getSetting('targets', tx);
    const [first, tomorrow] = [await firstDay(tx, ctx.now), dayIn(addDays(ctx.now, 1))];
    const edges = edgesFrom([range.former.start, range.former.end, ...edgesOf(range)]);
    const moves = await movesUntil(tx, first, edges, tomorrow);
    const { currency, currencies } = choose([...(await soldCurrencies(tx)), ...moves], targets, asked);
    const mrr = moves.filter((move) => move.currency === currency);
    const sales = await salesOf(tx, range);
    const own = sales.filter((sale) => sale.currency === currency);
    const buyers = await buyersOf(tx, range, currency);
    const sources = {
      ...{ edges, mrr },
      deferred: await deferredMoves(tx, first, edges, currency),
      credits: await creditMoves(tx, edges, tomorrow),
      balance: await balanceNow(tx),
    };
    const of = (period: Period, days: number, name: 'now' | 'former') => {
      const sold = own.filter((sale) => sale.isNow === (name === 'now'));
      return figuresOf(tx, { period, days, sales: sold, buyers: buyers[name] }, sources);
    };
    const now = await of(range, range.days, 'now');
    const formerDays = Math.round((range.former.end.getTime() - range.former.start.getTime()) / 86_400_000);
    const former = await of(range.former, formerDays, 'former');
    const tiers = tiersAt(mrr, edges, range.end);
    const names = await tierNames(
      tx,
      tiers.map(({ code }) => code),
    );
    return {
      range: rangeDto(range),
      ...{ currency, currencies, now, former },
      months: monthsOf(range),
      ...packsOf(own),
      tiers: tiers.map(({ code, mrrMinor, subscriptions }) => ({
        ...{ code, name: names.get(code) ?? code },
        ...{ subscriptions: Number(subscriptions), mrrMinor: mrrMinor.toString() },
      })),
      movements: movementsOf(mrr, edges, range),
      kpis: kpisOf(now, targets, currency),
      targets,
      base: await baseOf(tx, range, currencies, sales, moves, edges),
    };
  });
}

/** Currencies in which something was sold, the one to show first asked for, then the targets' own. */
function choose(sold: readonly { currency: string }[], targets: TargetsDto, asked?: string) {
  const currencies = [...new Set(sold.map(({ currency }) => currency))].toSorted();
  if (currencies.length === 0) currencies.push(targets.currency);
  const known = currencies.find((one) => one === asked || (!asked && one === targets.currency));
  return { currencies, currency: known ?? currencies[0] ?? targets.currency };
}

const rangeDto = ({ preset, from, to, days, formerFrom, formerTo }: Range) => ({
  ...{ preset, from, to },
  ...{ days, formerFrom, formerTo },
});

function packsOf(sales: readonly Sale[]) {
  const rows = sales.filter(({ isNow }) => isNow);
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

async function baseOf(
  tx: Tx,
  range: Range,
  currencies: string[],
  sales: readonly Sale[],
  moves: MrrMove[],
  edges: ReturnType<typeof edgesFrom>,
) {
  const { baseCurrency } = await readBillingSetting('money', tx);
  const rows = currencies.map((currency) => ({
    currency,
    packRevenueMinor: sumBetween(
      sales.filter((sale) => sale.isNow && sale.currency === currency),
      ({ revenueMinor }) => revenueMinor,
    ),
    mrrMinor: mrrAt(
      moves.filter((move) => move.currency === currency),
      edges,
      range.end,
    ).mrrMinor,
  }));
  return inBase(rows, await readRates(tx), baseCurrency, range.to);
}
