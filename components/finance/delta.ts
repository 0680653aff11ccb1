import { formatNumber, formatPercent } from '@/lib/core/format';
import type { StatDelta } from '@/components/ui/stat';

const MANY = 10;

/** The change against the former period; none where that one had nothing to compare with. */
export function deltaOf(
  now: string | number | null,
  former: string | number | null,
  locale: string,
  isGain: boolean | null = true,
): StatDelta | undefined {
  if (now === null || former === null) return undefined;
  const [current, before] = [BigInt(now), BigInt(former)];
  if (before <= 0n) return undefined;
  const ratio = Number(((current - before) * 10_000n) / before) / 10_000;
  const direction = ratio > 0 ? 'up' : ratio < 0 ? 'down' : 'flat';
  const good = isGain === null || direction === 'flat' ? undefined : (direction === 'up') === isGain;
  // Per cents of four digits say nothing; «15×» does.
  const value =
    ratio >= MANY
      ? `${formatNumber(Math.round(ratio + 1), locale)}×`
      : formatPercent(Math.abs(ratio), { locale });
  return { value, direction, good };
}
