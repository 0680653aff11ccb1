'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Checkbox } from '@/components/ui/checkbox';
import { FieldNotes } from '@/components/ui/field';
import { useFieldMessage } from '@/components/ui/use-field-message';
import type { KeyScope } from '@/lib/domain/apps/schema';

interface ScopeChoiceProps {
  scopes: readonly KeyScope[];
  error?: string;
  field: UseFormRegisterReturn<'scopes'>;
}

/** What a key may do, each scope with its consequence. */
export function ScopeChoice({ scopes, error, field }: ScopeChoiceProps) {
  const t = useTranslations('developers');
  const id = useId();
  const message = useFieldMessage()(error);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2.5" aria-describedby={message && `${id}-error`}>
      <legend className="mb-2 text-sm font-medium">{t('create.scopes')}</legend>
      {scopes.map((scope) => (
        <Checkbox
          key={scope}
          value={scope}
          label={<span className="font-mono">{scope}</span>}
          hint={t(`scope.${scope}`)}
          {...field}
        />
      ))}
      <FieldNotes id={id} message={message} />
    </fieldset>
  );
}
