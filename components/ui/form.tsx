'use client';

import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Button, type ButtonProps } from './button';
import { cn } from './cn';
import { FormError } from './form-error';
import type { ActionForm as ActionFormState } from './use-action-form';
import { useFieldMessage } from './use-field-message';

export { useActionForm } from './use-action-form';
export { useAction } from './use-action';

const FormContext = createContext({ pending: false, hydrated: true });

interface ActionFormProps<Values extends FieldValues> {
  form: ActionFormState<Values>;
  id?: string;
  label?: string;
  className?: string;
  children: ReactNode;
}

/** The form element: POST even before hydration, so that nothing typed ever lands in an address. */
export function ActionForm<Values extends FieldValues>(props: ActionFormProps<Values>) {
  const { form, id, label, className, children } = props;
  const summary = useRef<HTMLDivElement>(null);
  const translate = useFieldMessage();
  const { attach, submit, failure, pending, hydrated } = form;
  useEffect(() => {
    if (failure) summary.current?.focus();
  }, [failure]);
  return (
    <form
      ref={attach}
      id={id}
      aria-label={label}
      method="post"
      noValidate
      className={cn('flex flex-col gap-4', className)}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      {failure && (
        <FormError
          ref={summary}
          message={failure.message}
          requestId={failure.requestId}
          fields={Object.values(failure.fields ?? {}).flatMap((key) => translate(key) ?? [])}
        />
      )}
      <FormContext value={{ pending, hydrated }}>{children}</FormContext>
    </form>
  );
}

/** Disabled until React listens; while the action runs it shows so and takes no second press. */
export function SubmitButton({ variant = 'primary', disabled, className, children, ...props }: ButtonProps) {
  const { pending, hydrated } = useContext(FormContext);
  return (
    <Button
      type="submit"
      variant={variant}
      loading={pending}
      disabled={disabled || !hydrated}
      className={cn('sm:self-start', className)}
      {...props}
    >
      {children}
    </Button>
  );
}
