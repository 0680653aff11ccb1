'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn';
import { FieldNotes } from './field';
import { useFieldMessage } from './use-field-message';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
};

export function Checkbox({ label, hint, error, className, ...props }: CheckboxProps) {
  const id = useId();
  const message = useFieldMessage()(error);
  const describedBy = [message && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('flex items-start gap-2.5', className)}>
      <input
        id={id}
        {...props}
        type="checkbox"
        aria-invalid={message ? true : undefined}
        aria-describedby={describedBy}
        className="accent-accent mt-0.5 size-4 shrink-0 pointer-coarse:size-5"
      />
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={props.id ?? id} className="text-sm pointer-coarse:py-0.5">
          {label}
        </label>
        <FieldNotes id={id} hint={hint} message={message} />
      </div>
    </div>
  );
}
