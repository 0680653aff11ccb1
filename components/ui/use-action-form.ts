'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState, useTransition } from 'react';
import {
  useForm,
  type DefaultValues,
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  type PathValue,
  type UseFormRegister,
  type UseFormReturn,
} from 'react-hook-form';
import type { z } from 'zod';
import type { Action, ActionFailure } from './action-result';
import { messageOf } from './message-of';
import { typedEarly } from './typed-early';
import { useSafeAction } from './use-action';
import { useHydrated } from './use-hydrated';

interface Options<Output, Values extends FieldValues, Data> {
  schema: z.ZodType<Output, Values>;
  action: Action<Values, Data>;
  defaultValues: DefaultValues<Values>;
  onSuccess?: (data: Data, values: Values) => void;
  resetOnSuccess?: boolean;
}

export interface ActionForm<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  register: UseFormRegister<Values>;
  error: (name: FieldPath<Values>) => string | undefined;
  pending: boolean;
  hydrated: boolean;
  failure: ActionFailure | null;
  submit: () => void;
  /** The ref of the form element. */
  attach: (element: HTMLFormElement | null) => void;
}

/**
 * One form, one schema, one server action. The browser checks with the schema, then the action gets
 * the values as typed and parses them itself; its field errors come back beside their fields.
 */
export function useActionForm<Output, Values extends FieldValues, Data>({
  schema,
  action,
  defaultValues,
  onSuccess,
  resetOnSuccess = false,
}: Options<Output, Values, Data>): ActionForm<Values> {
  // State rather than a ref: this object is read in render.
  const [element, attach] = useState<HTMLFormElement | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, startTransition] = useTransition();
  const safely = useSafeAction(action);
  const hydrated = useHydrated();
  const form = useForm<Values, unknown, Values>({
    resolver: zodResolver(schema, undefined, { raw: true }),
    defaultValues,
    mode: 'onSubmit',
    reValidateMode: 'onChange',
  });
  // Read in render: react-hook-form tracks only what was read.
  const { errors } = form.formState;

  const accept = (values: Values): void => {
    setFailure(null);
    startTransition(async () => {
      const result = await safely(values);
      if (!result.ok) return setFailure(showFieldErrors(form, element, result.error));
      if (resetOnSuccess) form.reset();
      onSuccess?.(result.data, values);
    });
  };

  const refuse = (found: FieldErrors<Values>): void => {
    const unseen = Object.keys(found).filter((name) => !hasControl(element, name));
    const fields = Object.fromEntries(unseen.map((name) => [name, messageOf(found, name) ?? '']));
    setFailure(unseen.length > 0 ? { code: 'invalid', message: '', fields } : null);
  };

  const register: UseFormRegister<Values> = (name, options) => {
    const field = form.register(name, options);
    if (hydrated) return field;
    return {
      ...field,
      ref: (control: unknown) => {
        const typed = typedEarly(control);
        field.ref(control);
        // A group of boxes is a list, which one box does not tell.
        if (typed === undefined || Array.isArray(form.getValues(name))) return;
        form.setValue(name, typed as PathValue<Values, typeof name>, { shouldDirty: true });
      },
    };
  };

  return {
    form,
    register,
    error: (name) => messageOf(errors, name),
    pending,
    hydrated,
    failure,
    submit: () => {
      if (!pending) void form.handleSubmit(accept, refuse)();
    },
    attach,
  };
}

/** A field the reader can see is found by its name; what is not there goes to the summary. */
function hasControl(element: HTMLFormElement | null, name: string): boolean {
  if (!element) return false;
  return [...element.elements].some((control) => {
    const own = control.getAttribute('name');
    return own !== null && (own === name || own.startsWith(`${name}.`));
  });
}

function showFieldErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  element: HTMLFormElement | null,
  failure: ActionFailure,
): ActionFailure | null {
  const all = Object.entries(failure.fields ?? {});
  const seen = all.filter(([name]) => hasControl(element, name));
  seen.forEach(([name, message], index) =>
    form.setError(name as FieldPath<Values>, { type: 'server', message }, { shouldFocus: index === 0 }),
  );
  const unseen = all.filter(([name]) => !hasControl(element, name));
  if (seen.length > 0 && unseen.length === 0 && failure.code === 'invalid') return null;
  return { ...failure, fields: Object.fromEntries(unseen) };
}
