import { creditsToDecimal } from '@/lib/core/credits';
import type { ThresholdDto, WarningDto } from './schema';

export type Threshold = { key: string; kind: ThresholdDto['kind']; percent: number; micro: bigint };

type Settings = {
  warningPercents: readonly number[];
  leftPercents: readonly number[];
  lowCredits: bigint;
  criticalCredits?: bigint;
};

/** A wallet at one moment, in micro-credits. */
export type Level = {
  availableMicro: bigint;
  /** What the period's allowance granted and what is left of it; both 0 without one. */
  totalMicro: bigint;
  leftMicro: bigint;
};

/** The thresholds of a catalogue, the most severe first: empty, the numbers, then the percents by what is gone. */
export function thresholdsOf(settings: Settings): Threshold[] {
  const number = (kind: 'low' | 'critical' | 'zero', micro: bigint): Threshold => ({
    ...{ key: kind, kind, percent: 0, micro },
  });
  const percent = (kind: 'used' | 'left', value: number): Threshold => ({
    ...{ key: `${kind}-${value}`, kind, percent: value, micro: 0n },
  });
  const gone = ({ kind, percent: value }: Threshold) => (kind === 'used' ? value : 100 - value);
  const percents = [
    ...settings.leftPercents.map((value) => percent('left', value)),
    ...settings.warningPercents.map((value) => percent('used', value)),
  ].sort((a, b) => gone(b) - gone(a));
  const { criticalCredits, lowCredits } = settings;
  return [
    number('zero', 0n),
    ...(criticalCredits ? [number('critical', criticalCredits)] : []),
    ...(lowCredits > 0n ? [number('low', lowCredits)] : []),
    ...percents,
  ];
}

const share = (micro: bigint, percent: number) => (micro * BigInt(percent)) / 100n;

/**
 * Down to how much must be available for a threshold to be passed; null where it cannot be (no allowance to take a
 * percent of). «Used» looks at the allowance, which is drawn first; «left» at all that can be spent, bought credits
 * too, against the size of the allowance.
 */
function markOf(threshold: Threshold, level: Level): bigint | null {
  const { kind, percent, micro } = threshold;
  if (kind !== 'used' && kind !== 'left') return micro;
  if (level.totalMicro === 0n) return null;
  if (kind === 'left') return share(level.totalMicro, percent);
  return level.availableMicro - (level.leftMicro - share(level.totalMicro, 100 - percent));
}

/** The thresholds that a wallet stands at or below, the most severe first. */
export function passed(thresholds: readonly Threshold[], level: Level): Threshold[] {
  return thresholds.filter((threshold) => {
    const mark = markOf(threshold, level);
    return mark !== null && level.availableMicro <= mark;
  });
}

/**
 * The wallet's next mark: with less than this available, something must happen. The highest of what is not passed yet,
 * has not been said in this period, and of the auto top-up that waits for it; 0 when nothing is left to happen.
 */
export function nextMark(
  thresholds: readonly Threshold[],
  level: Level,
  said: ReadonlySet<string>,
  topUpBelowMicro: bigint | null,
): bigint {
  const marks = thresholds
    .filter(({ key }) => !said.has(key))
    .map((threshold) => markOf(threshold, level))
    .filter((mark): mark is bigint => mark !== null && mark < level.availableMicro)
    // A threshold is passed by reaching it, a mark by falling below.
    .map((mark) => mark + 1n);
  if (topUpBelowMicro !== null && topUpBelowMicro <= level.availableMicro) marks.push(topUpBelowMicro);
  return marks.reduce((highest, mark) => (mark > highest ? mark : highest), 0n);
}

export const toneOf = ({ kind, percent }: Pick<Threshold, 'kind' | 'percent'>): WarningDto['tone'] => {
  if (kind === 'zero' || kind === 'critical') return 'critical';
  return kind === 'used' && percent < 90 ? 'info' : 'warning';
};

export const thresholdDto = ({ key, kind, percent, micro }: Threshold): ThresholdDto =>
  kind === 'used' || kind === 'left'
    ? { key, kind, percent }
    : { key, kind, credits: creditsToDecimal(micro) };
