'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { NewOrganisationInput } from '@/lib/domain/accounts/schema';
import { enter } from './sign-in-request';

export function NewOrganisationForm({ action }: { action: Action<{ name: string }, unknown> }) {
  const t = useTranslations('auth');
  const form = useActionForm({
    schema: NewOrganisationInput,
    action,
    defaultValues: { name: '' },
    onSuccess: () => enter('/overview'),
  });
  return (
    <ActionForm form={form}>
      <Field label={t('organisation')} error={form.error('name')}>
        <Input autoComplete="organization" {...form.register('name')} />
      </Field>
      <SubmitButton className="sm:self-stretch">{t('newOrganisation.submit')}</SubmitButton>
    </ActionForm>
  );
}
