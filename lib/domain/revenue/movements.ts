import type { Edges } from './edges';
import { type MrrMove, movedBetween, mrrAt } from './mrr';
import { type Range, edgesOf, monthsOf } from './range';
import type { MovementDto } from './schema';

/** How MRR changed in each month of the range: what was there, what came and went by kind, what is there. The sums are equal. */
export function movementsOf(moves: readonly MrrMove[], edges: Edges, range: Range): MovementDto[] {
  const cuts = edgesOf(range);
  return monthsOf(range).map((month, index) => {
    const start = cuts[index] ?? range.start;
    const end = cuts[index + 1] ?? range.end;
    const of = (kind: Parameters<typeof movedBetween>[3]) =>
      movedBetween(moves, edges, { start, end }, kind).deltaMinor.toString();
    return {
      month,
      openingMinor: mrrAt(moves, edges, start).mrrMinor.toString(),
      newMinor: of('new'),
      reactivationMinor: of('reactivation'),
      expansionMinor: of('expansion'),
      contractionMinor: of('contraction'),
      churnMinor: of('churn'),
      closingMinor: mrrAt(moves, edges, end).mrrMinor.toString(),
    };
  });
}
