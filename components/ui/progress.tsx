import { cn } from './cn';

/** How far a task has come; without a value, that it is still going. */
export function Progress({ label, value, max = 100 }: { label: string; value?: number; max?: number }) {
  const known = value !== undefined;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={known ? value : undefined}
      className="bg-hover h-1.5 w-full overflow-hidden rounded-full"
    >
      <svg aria-hidden className={cn('block h-full w-full rtl:-scale-x-100', !known && 'animate-slide')}>
        <rect
          width={known ? `${(value / max) * 100}%` : '40%'}
          height="100%"
          rx="3"
          className="fill-accent"
        />
      </svg>
    </div>
  );
}
