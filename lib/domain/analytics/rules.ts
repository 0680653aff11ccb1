import { DAY_MS } from '@/lib/core/time';

type PacedLot = { id: string; remainingMicro: bigint; effectiveAt: Date; expiresAt: Date | null };

/**
 * What of each lot expires unused when lots are used in their draw order at a pace (micro-credits a day), each no longer
 * than it lives. `lots` stand in draw order; only lots with a loss are answered, the soonest to expire first.
 */
export function lostAtPace<Lot extends PacedLot>(
  lots: readonly Lot[],
  paceMicro: bigint,
  now: Date,
): { lot: Lot & { expiresAt: Date }; lostMicro: bigint }[] {
  let at = now.getTime();
  const lost: { lot: Lot & { expiresAt: Date }; lostMicro: bigint }[] = [];
  for (const lot of lots) {
    const starts = Math.max(at, lot.effectiveAt.getTime());
    const ends =
      paceMicro > 0n ? starts + Number((lot.remainingMicro * BigInt(DAY_MS)) / paceMicro) : Infinity;
    const dies = lot.expiresAt?.getTime() ?? Infinity;
    if (lot.expiresAt && ends > dies) {
      const usedMicro = (paceMicro * BigInt(Math.max(0, dies - starts))) / BigInt(DAY_MS);
      lost.push({ lot: { ...lot, expiresAt: lot.expiresAt }, lostMicro: lot.remainingMicro - usedMicro });
      at = Math.max(at, dies);
    } else if (ends < Infinity) at = ends;
  }
  return lost
    .filter(({ lostMicro }) => lostMicro > 0n)
    .toSorted((a, b) => a.lot.expiresAt.getTime() - b.lot.expiresAt.getTime());
}
