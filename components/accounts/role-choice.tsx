'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Checkbox } from '@/components/ui/checkbox';
import { FieldNotes } from '@/components/ui/field';
import { useFieldMessage } from '@/components/ui/use-field-message';
import { staffRoles } from '@/lib/domain/accounts/schema';

/** One or more staff roles, each with what it may do. */
export function RoleChoice({ error, field }: { error?: string; field: UseFormRegisterReturn<'roles'> }) {
  const t = useTranslations('admin.people');
  const role = useTranslations('common.role');
  const id = useId();
  const message = useFieldMessage()(error);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2.5" aria-describedby={message && `${id}-error`}>
      <legend className="mb-2 text-sm font-medium">{t('roles')}</legend>
      {staffRoles.map((value) => (
        <Checkbox key={value} value={value} label={role(value)} hint={t(`roleHint.${value}`)} {...field} />
      ))}
      <FieldNotes id={id} message={message} />
    </fieldset>
  );
}
