'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlStyle } from './control-style';
import { useFieldWiring } from './field-context';

export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      {...props}
      {...useFieldWiring(props)}
      className={cn(controlStyle, 'min-h-20 resize-y py-1.5', className)}
    />
  );
}
