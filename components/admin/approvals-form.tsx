'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { ApprovalSettingInput } from '@/lib/domain/approvals/schema';
import { SettingCard, useSaved } from './setting-card';

interface ApprovalsFormProps {
  values: z.output<typeof ApprovalSettingInput>;
  save: Action<z.input<typeof ApprovalSettingInput>, unknown>;
}

/** When an owner who has not answered is reminded. */
export function ApprovalsForm({ values, save }: ApprovalsFormProps) {
  const t = useTranslations('admin.settings.approvals');
  const onSuccess = useSaved('approvals');
  const form = useActionForm({
    schema: ApprovalSettingInput,
    action: save,
    defaultValues: values,
    onSuccess,
  });
  return (
    <SettingCard of="approvals">
      <ActionForm form={form} className="max-w-form">
        <Field label={t('remindAfterDays')} hint={t('remindHint')} error={form.error('remindAfterDays')}>
          <Input type="number" step={1} {...form.register('remindAfterDays')} />
        </Field>
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
    </SettingCard>
  );
}
