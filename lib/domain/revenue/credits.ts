import type { Tx } from '@/lib/core/db';
import { Prisma } from '@/lib/core/db';
import { type Edges, countAt, sumBetween } from './edges';
import { type Period, day, only } from './internal';

/** What moved credits of all wallets between two edges. */
export type CreditMove = { step: number; kind: string; micro: bigint };

export type Credits = {
  openingMicro: bigint;
  soldMicro: bigint;
  allowanceMicro: bigint;
  /** The part of the allowances that was paid for. */
  paidAllowanceMicro: bigint;
  otherMicro: bigint;
  usedMicro: bigint;
  expiredMicro: bigint;
  withdrawnMicro: bigint;
  closingMicro: bigint;
};

/** Everything that moved credits since the first edge, until `end` (a day, not included), from sums by day. */
export function creditMoves(tx: Tx, edges: Edges, end: string): Promise<CreditMove[]> {
  return tx.$queryRaw<CreditMove[]>`
    SELECT width_bucket(day, ${Prisma.sql`${edges.days}::date[]`}) AS step, kind, sum("amountMicro")::bigint AS micro
    FROM credit_days(${day(edges.days[0] ?? end)}, ${day(end)}) GROUP BY 1, 2`;
}

export async function balanceNow(tx: Tx): Promise<bigint> {
  const { balance } = await only(tx.$queryRaw<{ balance: bigint }[]>`
    SELECT coalesce(sum("balanceMicro"), 0)::bigint AS balance FROM "Wallet"`);
  return balance;
}

const IN = new Set(['sold', 'allowance', 'other']);
const OUT = new Set(['used', 'expired', 'withdrawn']);
const signed = ({ kind, micro }: CreditMove) => (IN.has(kind) ? micro : OUT.has(kind) ? -micro : 0n);

/** The credits of all wallets over a period. The closing balance is today's less everything that moved since. */
export function creditsOf(
  moves: readonly CreditMove[],
  edges: Edges,
  { start, end }: Period,
  balance: bigint,
): Credits {
  const [from, to] = [countAt(edges, start), countAt(edges, end)];
  const own = moves.filter(({ step }) => step > from && step <= to);
  const of = (kind: string) =>
    sumBetween(
      own.filter((row) => row.kind === kind),
      ({ micro }) => micro,
    );
  const closingMicro =
    balance -
    sumBetween(
      moves.filter(({ step }) => step > to),
      signed,
    );
  return {
    openingMicro: closingMicro - sumBetween(own, signed),
    soldMicro: of('sold'),
    allowanceMicro: of('allowance'),
    paidAllowanceMicro: of('allowance_paid'),
    otherMicro: of('other'),
    usedMicro: of('used'),
    expiredMicro: of('expired'),
    withdrawnMicro: of('withdrawn'),
    closingMicro,
  };
}
