'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlStyle } from './control-style';
import { useFieldWiring } from './field-context';

/** The browser's own list: the best one on a phone and for a screen reader. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative flex w-full min-w-0 items-center', className)}>
      <select
        {...props}
        {...useFieldWiring(props)}
        className={cn(controlStyle, 'h-control appearance-none truncate pe-8')}
      >
        {children}
      </select>
      <ChevronDown aria-hidden className="text-muted pointer-events-none absolute end-2.5 size-4" />
    </span>
  );
}
