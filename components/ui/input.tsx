'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { controlStyle } from './control-style';
import { useFieldWiring } from './field-context';

type InputProps = ComponentProps<'input'> & { start?: ReactNode; end?: ReactNode };

export function Input({ start, end, className, ...props }: InputProps) {
  const control = (
    <input
      {...props}
      {...useFieldWiring(props)}
      className={cn(controlStyle, 'h-control', start && 'ps-8', end && 'pe-10', className)}
    />
  );
  if (!start && !end) return control;
  return (
    <span className="relative flex w-full min-w-0 items-center">
      {start && (
        <span className="text-muted pointer-events-none absolute start-2.5 flex text-sm [&_svg]:size-4">
          {start}
        </span>
      )}
      {control}
      {end && <span className="text-muted absolute end-1 flex items-center text-sm">{end}</span>}
    </span>
  );
}
