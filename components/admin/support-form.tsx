'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { SupportSettingInput } from '@/lib/domain/support/schema';
import { SettingCard, useSaved } from './setting-card';

interface SupportFormProps {
  values: z.output<typeof SupportSettingInput>;
  save: Action<z.input<typeof SupportSettingInput>, unknown>;
}

/** How long what nobody pays is waited for. */
export function SupportForm({ values, save }: SupportFormProps) {
  const t = useTranslations('admin.settings.support');
  const onSuccess = useSaved('support');
  const form = useActionForm({
    schema: SupportSettingInput,
    action: save,
    defaultValues: values,
    onSuccess,
  });
  return (
    <SettingCard of="support">
      <ActionForm form={form} className="max-w-form">
        <Field label={t('unpaidDays')} hint={t('unpaidHint')} error={form.error('unpaidDays')}>
          <Input type="number" step={1} {...form.register('unpaidDays')} />
        </Field>
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
    </SettingCard>
  );
}
