import { useId } from 'react';
import type { SlaDto } from '@/lib/domain/sla/schema.dto';

/** The parts of a bar in its order, as shares of the whole in per cent. */
function partsOf({ segments: all, remainingMs, targetMs }: SlaDto) {
  // What has passed since its resolution is no part of how it came about.
  const segments = all.filter(({ to, reason }) => to !== null || reason !== 'resolved');
  const passed = segments.reduce((sum, { businessMs }) => sum + businessMs, 0);
  const whole = passed + Math.max(0, remainingMs) || 1;
  let [x, used] = [0, 0];
  let targetAt: number | null = null;
  const parts = segments.map(({ businessMs, isRunning, from }) => {
    const part = { key: from, x: (x / whole) * 100, width: (businessMs / whole) * 100, isRunning };
    // Late: where the promised time was used up, within the segment that used the last of it.
    if (isRunning && used <= targetMs && used + businessMs > targetMs)
      targetAt = ((x + targetMs - used) / whole) * 100;
    x += businessMs;
    if (isRunning) used += businessMs;
    return part;
  });
  return { parts, targetAt };
}

/** A promise drawn to scale: what ran is filled, what was paused is hatched, what is left is empty. */
export function PromiseBar({ promise, label }: { promise: SlaDto; label: string }) {
  const hatch = useId();
  const { parts, targetAt } = partsOf(promise);
  const tone = promise.isLate ? 'text-critical' : promise.state === 'kept' ? 'text-positive' : 'text-accent';
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height="8"
      className={`${tone} rounded-sm rtl:-scale-x-100`}
    >
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="5" className="fill-muted" />
        </pattern>
      </defs>
      <rect width="100%" height="100%" className="fill-hover" />
      {parts.map(({ key, x, width, isRunning }, index) => (
        <rect
          key={`${index}:${key}`}
          x={`${x}%`}
          width={`${width}%`}
          height="100%"
          fill={isRunning ? 'currentColor' : `url(#${hatch})`}
        />
      ))}
      {targetAt !== null && <rect x={`${targetAt}%`} width="2" height="100%" className="fill-text" />}
    </svg>
  );
}
