import { useId } from 'react';
import { cn } from './cn';
import type { Tone } from './chip';

interface MeterProps {
  label: string;
  value: number;
  max: number;
  min?: number;
  /** What the bar says in words: «140 of 200 credits used». */
  valueText: string;
  /** Ticks, as shares of the whole. */
  thresholds?: number[];
  /** A further part, set aside: drawn hatched after the value. */
  held?: number;
  tone?: Exclude<Tone, 'neutral'>;
  hideLabel?: boolean;
  className?: string;
}

const FILL = {
  accent: 'text-accent',
  positive: 'text-positive',
  // The text colour would be brown as a surface.
  warning: 'text-chart-2',
  critical: 'text-critical',
  info: 'text-info',
};

/** Drawn in SVG with attributes only: a style attribute would not pass a strict policy. */
export function Meter(props: MeterProps) {
  const { label, value, max, min = 0, valueText, thresholds = [], held = 0, tone = 'accent' } = props;
  const hatch = useId();
  const share = (part: number) =>
    (max > min ? Math.min(1, Math.max(0, (part - min) / (max - min))) : 0) * 100;
  const filled = share(value);
  const total = share(value + held);
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', props.className)}>
      {!props.hideLabel && (
        <div className="flex flex-wrap justify-between gap-x-3 text-sm" aria-hidden>
          <span>{label}</span>
          <span className="figures text-muted">{valueText}</span>
        </div>
      )}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={min}
        aria-valuemax={Math.max(max, min)}
        aria-valuenow={Math.min(Math.max(value, min), Math.max(max, min))}
        aria-valuetext={valueText}
      >
        <svg
          aria-hidden
          className={cn('block h-1.5 w-full overflow-hidden rounded-full rtl:-scale-x-100', FILL[tone])}
        >
          <defs>
            <pattern
              id={hatch}
              width="4"
              height="4"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="2" height="4" fill="currentColor" />
            </pattern>
          </defs>
          <rect width="100%" height="100%" className="fill-hover" />
          <rect width={`${total}%`} height="100%" fill={`url(#${hatch})`} />
          <rect width={`${filled}%`} height="100%" fill="currentColor" />
          {thresholds.map((threshold) => (
            <rect
              key={threshold}
              x={`${threshold * 100}%`}
              width="2"
              height="100%"
              className="fill-surface"
            />
          ))}
        </svg>
      </div>
    </div>
  );
}
