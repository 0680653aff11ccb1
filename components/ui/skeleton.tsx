import { cn } from './cn';

/** The real shape of what comes; appears only when the wait is longer than 200 ms. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={cn('animate-late block', className)}>
      <span className="bg-hover block size-full min-h-3 animate-pulse rounded-md" />
    </span>
  );
}

const WIDTHS = ['w-11/12', 'w-full', 'w-4/5', 'w-9/12'];

export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <span className="flex flex-col gap-2.5">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={cn('h-3', WIDTHS[line % WIDTHS.length])} />
      ))}
    </span>
  );
}

export function SkeletonTable({ rows = 6, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <div className="divide-line divide-y">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="h-row flex items-center gap-6 px-4">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton key={column} className={cn('h-3', column === 0 ? 'w-2/5' : 'flex-1')} />
          ))}
        </div>
      ))}
    </div>
  );
}
