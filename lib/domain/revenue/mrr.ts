import { Prisma, type Tx } from '@/lib/core/db';
import type { Edges } from './edges';
import { countAt, sumBetween } from './edges';
import { day } from './internal';

export const mrrKinds = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;
export type MrrKindName = (typeof mrrKinds)[number];

/** What MRR did between two edges, by currency, tier and kind; `step` 0 lies before the first edge. */
export type MrrMove = {
  step: number;
  currency: string;
  tierCode: string;
  kind: MrrKindName;
  deltaMinor: bigint;
  subscriptions: bigint;
  movements: bigint;
};

/** All movements before `end` (a day), in every currency: MRR at an edge is the sum of what lies before it. */
export function movesUntil(tx: Tx, first: string, edges: Edges, end: string): Promise<MrrMove[]> {
  const days = Prisma.sql`${edges.days}::date[]`;
  return tx.$queryRaw<MrrMove[]>`
    SELECT width_bucket(day, ${days}) AS step, currency::text AS currency, "tierCode", kind::text AS kind,
      sum("deltaMinor")::bigint AS "deltaMinor", sum(subscriptions)::bigint AS subscriptions, sum(movements)::bigint AS movements
    FROM mrr_days(${day(first)}, ${day(end)}) GROUP BY 1, 2, 3, 4`;
}

export type Mrr = { mrrMinor: bigint; subscriptions: bigint };

/** MRR and paid subscriptions at an edge. */
export function mrrAt(moves: readonly MrrMove[], edges: Edges, at: Date): Mrr {
  const last = countAt(edges, at);
  const before = moves.filter(({ step }) => step <= last);
  return {
    mrrMinor: sumBetween(before, (row) => row.deltaMinor),
    subscriptions: sumBetween(before, (row) => row.subscriptions),
  };
}

/** The sum of one kind between two edges. */
export function movedBetween(
  moves: readonly MrrMove[],
  edges: Edges,
  { start, end }: { start: Date; end: Date },
  kind: MrrKindName,
) {
  const [from, to] = [countAt(edges, start), countAt(edges, end)];
  const own = moves.filter((row) => row.kind === kind && row.step > from && row.step <= to);
  return {
    deltaMinor: sumBetween(own, (row) => row.deltaMinor),
    subscriptions: sumBetween(own, (row) => row.subscriptions),
  };
}

/** Tiers with paid subscriptions at an edge, the largest MRR first. */
export function tiersAt(moves: readonly MrrMove[], edges: Edges, at: Date) {
  const codes = [...new Set(moves.map(({ tierCode }) => tierCode))];
  return codes
    .map((code) => ({
      code,
      ...mrrAt(
        moves.filter((row) => row.tierCode === code),
        edges,
        at,
      ),
    }))
    .filter(({ mrrMinor, subscriptions }) => mrrMinor !== 0n || subscriptions !== 0n)
    .toSorted((a, b) =>
      a.mrrMinor === b.mrrMinor ? (a.code < b.code ? -1 : 1) : a.mrrMinor < b.mrrMinor ? 1 : -1,
    );
}

/** What tiers are called now; one that is gone from the catalogue keeps the name that a subscription knew it by. */
export async function tierNames(tx: Tx, codes: string[]): Promise<Map<string, string>> {
  const known = await tx.tier.findMany({
    where: { code: { in: codes } },
    select: { code: true, name: true },
  });
  const names = new Map(known.map(({ code, name }) => [code, name]));
  const gone = codes.filter((code) => !names.has(code));
  for (const tierCode of gone) {
    const last = await tx.subscription.findFirst({ where: { tierCode }, select: { tierName: true } });
    names.set(tierCode, last?.tierName ?? tierCode);
  }
  return names;
}
