import { DAY_MS } from '@/lib/core/time';

type DrawableLot = { remainingMicro: bigint; effectiveAt: Date; expiresAt: Date | null };

/** Consumption a day at the present pace: what was used in a window, over its days, at least one. In micro-credits. */
export function dailyPace(usedMicro: bigint, from: Date, now: Date): bigint {
  const days = Math.max(1, Math.ceil((now.getTime() - from.getTime()) / DAY_MS));
  return usedMicro / BigInt(days);
}

/**
 * When the credits run out at a pace: lots are used in their draw order, each no longer than it lives. Null when
 * nothing is used. `lots` stand in draw order and hold what can still be drawn.
 */
export function runsOutAt(lots: readonly DrawableLot[], paceMicro: bigint, now: Date): Date | null {
  if (paceMicro <= 0n) return null;
  let at = now.getTime();
  for (const lot of lots) {
    const starts = Math.max(at, lot.effectiveAt.getTime());
    const lasts = Number((lot.remainingMicro * BigInt(DAY_MS)) / paceMicro);
    const ends = starts + lasts;
    at = lot.expiresAt ? Math.max(at, Math.min(ends, lot.expiresAt.getTime())) : ends;
  }
  // Beyond what a calendar can show the pace means «for years».
  return new Date(Math.min(at, now.getTime() + 3_650 * DAY_MS));
}
