import { type Context, authorise } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { addDays, dayIn } from '@/lib/core/time';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { getSetting } from '@/lib/domain/catalog/queries';
import { readRates } from '@/lib/domain/rates/queries';
import { balanceNow, creditMoves } from './credits';
import { deferredMoves } from './deferred';
import { edgesFrom } from './edges';
import { figuresOf } from './figures';
import { firstDay, snapshot } from './internal';
import { inBase } from './in-base';
import { type MrrMove, movesBetween, mrrAt, tierNames, tiersAt } from './mrr';
import { movementsOf } from './movements';
import { type Range, edgesOf, monthsOf } from './range';
import { kpisOf } from './rules';
import { currenciesOf, packMonthsOf, salesOf } from './sales';
import type { RevenueReport, TargetsDto } from './schema';

/**
 * The revenue page: every figure of the range and of the one before it, read from one snapshot of the database, from sums by
 * day where days are over. Money stands in one currency; one that nothing was sold in falls back to the targets' currency.
 */
export async function getRevenueReport(ctx: Context, range: Range, asked?: string): Promise<RevenueReport> {
  authorise(ctx, 'revenue:read');
  return snapshot(async (tx) => {
    const targets = await getSetting('targets', tx);
    const first = await firstDay(tx, ctx.now);
    const { currency, currencies } = await choose(tx, ctx.now, targets, asked);
    const edges = edgesFrom([range.former.start, range.former.end, ...edgesOf(range)]);
    const moves = await movesBetween(tx, first, edges);
    const mrr = moves.filter((move) => move.currency === currency);
    const sources = {
      ...{ currency, edges, mrr },
      deferred: await deferredMoves(tx, first, edges, currency),
      credits: await creditMoves(tx, edges, dayIn(addDays(ctx.now, 1))),
      balance: await balanceNow(tx),
    };
    const now = await figuresOf(tx, range, range.days, sources);
    const formerDays = Math.round((range.former.end.getTime() - range.former.start.getTime()) / 86_400_000);
    const former = await figuresOf(tx, range.former, formerDays, sources);
    const tiers = tiersAt(mrr, edges, range.end);
    const names = await tierNames(
      tx,
      tiers.map(({ code }) => code),
    );
    return {
      range: rangeDto(range),
      ...{ currency, currencies, now, former },
      months: monthsOf(range),
      ...(await packsOf(tx, range, currency)),
      tiers: tiers.map(({ code, mrrMinor, subscriptions }) => ({
        ...{ code, name: names.get(code) ?? code },
        ...{ subscriptions: Number(subscriptions), mrrMinor: mrrMinor.toString() },
      })),
      movements: movementsOf(mrr, edges, range),
      kpis: kpisOf(now, targets, currency),
      targets,
      base: await baseOf(tx, range, currencies, moves, edges),
    };
  });
}

async function choose(tx: Tx, now: Date, targets: TargetsDto, asked?: string) {
  const sold = await currenciesOf(tx, now);
  const currencies = sold.length > 0 ? sold : [targets.currency];
  const known = currencies.find((one) => one === asked || (!asked && one === targets.currency));
  return { currencies, currency: known ?? currencies[0] ?? targets.currency };
}

const rangeDto = ({ preset, from, to, days, formerFrom, formerTo }: Range) => ({
  ...{ preset, from, to },
  ...{ days, formerFrom, formerTo },
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

async function baseOf(
  tx: Tx,
  range: Range,
  currencies: string[],
  moves: MrrMove[],
  edges: ReturnType<typeof edgesFrom>,
) {
  const { baseCurrency } = await readBillingSetting('money', tx);
  const sales = await salesOf(tx, range);
  const rows = currencies.map((currency) => ({
    currency,
    packRevenueMinor: sales.find((row) => row.currency === currency)?.revenueMinor ?? 0n,
    mrrMinor: mrrAt(
      moves.filter((move) => move.currency === currency),
      edges,
      range.end,
    ).mrrMinor,
  }));
  return inBase(rows, await readRates(tx), baseCurrency, range.to);
}
