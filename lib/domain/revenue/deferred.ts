import { Prisma, type Tx } from '@/lib/core/db';
import { type Edges, countAt, sumBetween } from './edges';
import { type Period, day } from './internal';

/** Movements of deferred revenue between two edges, by kind of entry; what came in is above zero. */
export type DeferredMove = { step: number; kind: string; minor: bigint };

export function deferredMoves(tx: Tx, first: string, edges: Edges, currency: string) {
  return tx.$queryRaw<DeferredMove[]>`
    SELECT width_bucket(day, ${Prisma.sql`${edges.days}::date[]`}) AS step, kind::text AS kind, -sum("amountMinor")::bigint AS minor
    FROM deferred_kinds(${day(first)}, ${day(edges.last)}) WHERE currency = ${currency} GROUP BY 1, 2`;
}

const REFUNDED = new Set(['refund', 'dispute', 'void', 'write_off']);
const APART = new Set([...REFUNDED, 'recognition', 'expiry']);

/**
 * The roll-forward of deferred revenue over a period, from the journal. It is a liability: its credits are negative lines, so
 * what was sold (packs and tiers) appears with the sign turned.
 */
export function deferredOf(moves: readonly DeferredMove[], edges: Edges, { start, end }: Period) {
  const [from, to] = [countAt(edges, start), countAt(edges, end)];
  const sum = (isWanted: (row: DeferredMove) => boolean) =>
    sumBetween(moves.filter(isWanted), ({ minor }) => minor);
  const inside = (isKind: (kind: string) => boolean) =>
    sum((row) => row.step > from && row.step <= to && isKind(row.kind));
  return {
    openingMinor: sum((row) => row.step <= from),
    soldMinor: inside((kind) => !APART.has(kind)),
    recognisedMinor: -inside((kind) => kind === 'recognition'),
    expiredMinor: -inside((kind) => kind === 'expiry'),
    refundedMinor: -inside((kind) => REFUNDED.has(kind)),
    closingMinor: sum((row) => row.step <= to),
  };
}
