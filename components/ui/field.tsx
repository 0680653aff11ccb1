'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, type ReactNode } from 'react';
import { cn } from './cn';
import { FieldContext } from './field-context';
import { useFieldMessage } from './use-field-message';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** A key of `errors.field`, with values as a query string, or a sentence. */
  error?: string;
  required?: boolean;
  optional?: boolean;
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label, hint and error around one control, wired to it by id. */
export function Field({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const t = useTranslations('ui');
  const message = useFieldMessage()(error);
  const describedBy = [message && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(message), required: Boolean(required) }}>
      <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
        <label htmlFor={id} className={cn('text-sm font-medium', hideLabel && 'sr-only')}>
          {label}
          {optional && <span className="text-muted ms-1.5 font-normal">{t('form.optional')}</span>}
        </label>
        {children}
        <FieldNotes id={id} hint={hint} message={message} />
      </div>
    </FieldContext>
  );
}

/** The error first: it is what matters now, and it stays next to the control. */
export function FieldNotes({ id, hint, message }: { id: string; hint?: ReactNode; message?: string }) {
  return (
    <>
      {message && (
        <p id={`${id}-error`} className="text-critical flex items-start gap-1.5 text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{message}</span>
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
    </>
  );
}
