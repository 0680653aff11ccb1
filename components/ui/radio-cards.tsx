'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn';
import { FieldNotes } from './field';
import { useFieldMessage } from './use-field-message';

export interface RadioOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Shown at the end of the first line: a price, a factor. */
  aside?: ReactNode;
  disabled?: boolean;
}

type RadioCardsProps = Omit<ComponentProps<'input'>, 'type' | 'children'> & {
  legend: ReactNode;
  hideLegend?: boolean;
  hint?: ReactNode;
  error?: string;
  options: RadioOption[];
  columns?: 1 | 2 | 3 | 4;
};

const COLUMNS = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-3', 4: 'sm:grid-cols-2 lg:grid-cols-4' };

/** One of a few, each with room for its consequence. Native radios: arrow keys work. */
export function RadioCards(props: RadioCardsProps) {
  const {
    legend,
    hideLegend,
    hint,
    error,
    options,
    columns = 1,
    className,
    value,
    defaultValue,
    ...input
  } = props;
  const id = useId();
  const message = useFieldMessage()(error);
  const describedBy = [message && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className={cn('flex min-w-0 flex-col gap-1.5', className)} aria-describedby={describedBy}>
      <legend className={cn('mb-1.5 text-sm font-medium', hideLegend && 'sr-only')}>{legend}</legend>
      <div className={cn('grid gap-2', COLUMNS[columns])}>
        {options.map((option) => (
          <RadioCard
            key={option.value}
            id={`${id}-${option.value}`}
            option={option}
            input={{
              ...input,
              disabled: input.disabled ?? option.disabled,
              ...(value === undefined ? {} : { checked: value === option.value }),
              ...(defaultValue === undefined ? {} : { defaultChecked: defaultValue === option.value }),
            }}
          />
        ))}
      </div>
      <FieldNotes id={id} hint={hint} message={message} />
    </fieldset>
  );
}

function RadioCard({
  id,
  option,
  input,
}: {
  id: string;
  option: RadioOption;
  input: ComponentProps<'input'>;
}) {
  return (
    <label
      htmlFor={id}
      className="border-control bg-surface hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft flex min-w-0 items-start gap-2.5 rounded-md border p-3 transition-colors has-disabled:cursor-not-allowed has-disabled:opacity-55"
    >
      <input
        {...input}
        id={id}
        type="radio"
        value={option.value}
        className="accent-accent mt-0.5 size-4 shrink-0"
      />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm font-medium">
          <span>{option.label}</span>
          {option.aside && <span className="figures text-muted font-normal">{option.aside}</span>}
        </span>
        {option.hint && <span className="text-muted text-sm">{option.hint}</span>}
      </span>
    </label>
  );
}
