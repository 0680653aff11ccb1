'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn';

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role'> & { label: ReactNode; hint?: ReactNode };

/** A setting that takes effect at once; for a choice that is sent later, use a Checkbox. */
export function Switch({ label, hint, className, ...props }: SwitchProps) {
  const id = useId();
  return (
    <div className={cn('flex items-start justify-between gap-4', className)}>
      <div className="flex min-w-0 flex-col">
        <label htmlFor={props.id ?? id} className="text-sm font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        )}
      </div>
      <span className="relative inline-flex h-5 w-9 shrink-0">
        <input
          id={id}
          {...props}
          type="checkbox"
          role="switch"
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer border-control bg-sunken checked:border-accent checked:bg-accent absolute inset-0 cursor-pointer appearance-none rounded-full border transition-colors disabled:cursor-not-allowed disabled:opacity-55"
        />
        <span
          aria-hidden
          className="bg-muted peer-checked:bg-on-accent pointer-events-none absolute start-[3px] top-[3px] size-3.5 rounded-full transition-transform peer-checked:translate-x-4 rtl:peer-checked:-translate-x-4"
        />
      </span>
    </div>
  );
}
