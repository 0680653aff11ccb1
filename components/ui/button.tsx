'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { buttonStyle, type ButtonStyle } from './button-style';
import { cn } from './cn';

export type ButtonProps = ComponentProps<'button'> & ButtonStyle & { loading?: boolean };

/** While loading it keeps its label and its focus, and takes no second press. */
export function Button({
  variant,
  size,
  loading = false,
  type = 'button',
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      className={cn(buttonStyle({ variant, size }), loading && 'cursor-progress', className)}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {loading && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
