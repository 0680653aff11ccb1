import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

type TableProps = ComponentProps<'table'> & { label: string; frameClassName?: string };

/** Scrolls sideways by itself on a phone; focusable, so that the keyboard can scroll it too. */
export function Table({ label, className, frameClassName, children, ...props }: TableProps) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={cn('relative w-full overflow-x-auto overscroll-x-contain', frameClassName)}
    >
      <table className={cn('w-full border-collapse text-start text-sm', className)} {...props}>
        {children}
      </table>
    </div>
  );
}

export function THead({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <thead className={cn('text-muted border-b', className)}>
      <tr>{children}</tr>
    </thead>
  );
}

export function TBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-line divide-y', className)} {...props} />;
}

type RowProps = ComponentProps<'tr'> & { selected?: boolean };

export function Row({ selected, className, ...props }: RowProps) {
  return (
    <tr
      aria-selected={selected}
      className={cn(
        'h-row hover:bg-hover transition-colors',
        selected && 'bg-accent-soft hover:bg-accent-soft',
        className,
      )}
      {...props}
    />
  );
}

type HeaderCellProps = ComponentProps<'th'> & { numeric?: boolean; sort?: 'ascending' | 'descending' };

export function HeaderCell({ numeric, sort, className, children, ...props }: HeaderCellProps) {
  const Arrow = sort === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={cn(
        'h-9 px-3 font-medium whitespace-nowrap first:ps-4 last:pe-4',
        numeric ? 'text-end' : 'text-start',
        className,
      )}
      {...props}
    >
      {children}
      {sort && <Arrow aria-hidden className="ms-1 inline size-3.5 align-[-2px]" />}
    </th>
  );
}

type CellProps = ComponentProps<'td'> & {
  numeric?: boolean;
  muted?: boolean;
  mono?: boolean;
  /** The cell that names its row. */
  heading?: boolean;
};

export function Cell({ numeric, muted, mono, heading, className, ...props }: CellProps) {
  const Element = heading ? 'th' : 'td';
  return (
    <Element
      scope={heading ? 'row' : undefined}
      className={cn(
        'px-3 py-2 align-middle font-normal first:ps-4 last:pe-4',
        numeric ? 'figures text-end whitespace-nowrap' : 'text-start',
        muted && 'text-muted',
        mono && 'font-mono',
        heading && 'font-medium',
        className,
      )}
      {...props}
    />
  );
}
